"""The outside world: everything that talks to brokers, feeds and channels."""
