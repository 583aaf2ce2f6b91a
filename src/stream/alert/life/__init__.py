"""One alert through its life: what is remembered, what changed, what its next message says."""
