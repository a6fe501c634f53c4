"""The kit of packs: their examples as tests, all that is wrong with one, and a new one to begin with."""
