"""Dates and times as agencies write them."""
