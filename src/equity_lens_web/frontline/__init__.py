"""Huddle cards, ideas and observations, advocates, recognition."""
