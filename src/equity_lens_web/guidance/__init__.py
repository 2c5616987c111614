"""Starters, guides and words that editors may change, with their history."""
