"""Who a story is about: actors known by name, by office or by kind, and what each does in it."""
