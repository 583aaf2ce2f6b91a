"""What dedupe remembers of one partition, and how it is found again."""
