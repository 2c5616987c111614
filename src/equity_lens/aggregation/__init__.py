"""Records and measures to cells, in one pass."""
