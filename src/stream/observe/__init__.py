"""What the operator sees: one catalogue of metrics, and structured logs on stderr."""
