"""Dates, times and zones as agencies write them."""
