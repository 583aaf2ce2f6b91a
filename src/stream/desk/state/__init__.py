"""What the desk keeps in SQLite, folded from the topics."""
