"""Decisions and actions, each tied to the gap that it should move."""
