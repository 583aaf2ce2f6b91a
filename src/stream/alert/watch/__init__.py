"""Watch rules: read, checked, made ready, asked and explained."""
