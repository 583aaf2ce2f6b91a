"""Where a story is: which names are places, which of several namesakes, and in which role."""
