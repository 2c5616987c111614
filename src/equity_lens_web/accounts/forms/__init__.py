"""Forms of signing in, joining, people and settings; every message says what to do."""
