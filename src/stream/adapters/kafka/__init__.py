"""Kafka clients beside the worker's own: topics, producing, reading."""
