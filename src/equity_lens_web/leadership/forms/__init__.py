"""Forms of leadership; every message says what to enter."""
