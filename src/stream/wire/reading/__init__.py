"""From the bytes of a record to an update in one form."""
