"""Speed on a real Kafka, as ratios from one run: `python -m bench` (docs/bench.md)."""
