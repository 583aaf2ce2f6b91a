"""One item through its life: versions, links, takes, kills and releases."""
