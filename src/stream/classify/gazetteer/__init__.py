"""Every place that has a name: compiled from packages and data files, kept on disk, looked up by name."""
