"""Counts of a news wire in event-time windows: partial tallies in each partition, then a merge."""
