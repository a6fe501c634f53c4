"""The forms of record that are known, a module a form: the facts of a trial in a mapping of it."""
