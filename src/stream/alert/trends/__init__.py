"""Surge, silence and first appearance: what a series of counts does against its own history."""
