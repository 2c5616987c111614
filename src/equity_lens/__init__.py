"""Equity Lens: from a raw extract to a gap with uncertainty, a decision and a board paper."""

__version__ = "0.1.0"
