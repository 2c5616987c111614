"""What accounts tell the rest of the platform, which they do not know."""

from django.dispatch import Signal

settings_changed = Signal()
"""An organisation changed a setting that its figures rest on.

Sent after the change is kept, with ``organisation``, ``changed`` (a frozenset of the names of the
settings) and ``by`` (the person). Whoever makes figures listens, and makes them again.
"""
