"""Notify: what each channel is told of an alert, when, how often it is tried, and what became of it.

Pure: it plans, paces and remembers; bootstrap/notify.py reads, writes and sends. All that it knows is a fold
over the records of the outbox (`news.deliveries`), in any order that Kafka's compaction leaves them.
"""
