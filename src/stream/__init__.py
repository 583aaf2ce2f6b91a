"""Newswire Stream: live news through Kafka, deduplicated, classified, alerted and counted."""

__version__ = "0.1.0"
