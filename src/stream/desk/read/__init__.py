"""What is asked of the desk's state."""
