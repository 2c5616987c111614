"""A synthetic trust with planted truths, and real published data."""
