"""Projects, tests of change, and what they do to gaps."""
