"""What people fill in. Most forms take under a minute: little is required, and the rest can wait."""
