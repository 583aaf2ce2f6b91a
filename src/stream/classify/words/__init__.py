"""Text as the readers of actors, places and events see it: folded, searched for names, with its grammar."""
