"""The stages in order, and the code that drives them: the same in a worker and in `newswire replay`."""
