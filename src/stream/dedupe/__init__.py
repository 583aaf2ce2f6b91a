"""Dedupe: what an update is to the updates before it, and which story it belongs to."""
