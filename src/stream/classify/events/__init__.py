"""What happened: the kind of event, and the casualty figures that the text claims."""
