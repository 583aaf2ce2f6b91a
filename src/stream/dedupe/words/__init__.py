"""What a text says, read for comparison: its words, figures, names, and what stands around it."""
