"""Whether two texts are one report."""
