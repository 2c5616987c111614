"""Forms of the front line."""
