"""Under which words a constraint stands: what denies it, when it holds, what it excepts, how it is joined."""
