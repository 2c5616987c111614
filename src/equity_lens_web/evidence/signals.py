"""What evidence tells the rooms above it, which it does not know."""

from django.dispatch import Signal

figures_made = Signal()
"""An organisation has new figures.

Sent once they are kept, with ``organisation``. Whoever reads gaps again listens; what goes wrong
there is logged, and takes nothing from the figures.
"""
