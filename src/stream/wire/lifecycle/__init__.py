"""What the sender says an update is: version, correction, kill, hold, embargo, test."""
