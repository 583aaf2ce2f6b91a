"""What reports say that bears on an alert: round-ups, hearsay, contradiction, what a version leaves out."""
