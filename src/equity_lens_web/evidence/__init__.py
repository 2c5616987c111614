"""Extracts, the figures made of them, and the pages on which a board meets them."""
