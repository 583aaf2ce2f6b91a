"""Where updates come from: bytes with a key, one at a time."""
