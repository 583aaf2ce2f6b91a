"""The only place that picks adapters and puts the parts together."""
