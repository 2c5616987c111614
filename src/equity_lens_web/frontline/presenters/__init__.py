"""Records turned into words, tables and charts."""
