"""Plain sentences from released numbers."""
