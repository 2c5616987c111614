"""Case studies, of what worked and of what did not."""
