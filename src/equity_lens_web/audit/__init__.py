"""What was done and seen, by whom, when. It can be added to, and nothing in it can be changed."""
