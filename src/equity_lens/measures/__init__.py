"""Measures and dimensions, declared as data."""
