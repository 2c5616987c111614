"""Guides in words."""
