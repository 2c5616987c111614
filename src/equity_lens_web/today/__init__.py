"""What needs this person now, and the weekly brief."""
