"""trialparse: typed facts out of clinical-trial registry text, each with the characters it was read from."""
