"""Which running story an update belongs to."""
