"""The demonstration on the platform: trusts in which nobody exists, each room filled as by its people."""

from collections.abc import Iterator

from equity_lens_web.operations.demonstration import trust
from equity_lens_web.operations.demonstration.trust import public_file, set_up

__all__ = ["build", "public_file", "set_up"]


def build() -> Iterator[str]:
    """Set up everything; say each step.

    Raises EquityLensError where a file could not be used: the demonstration would mislead.
    """
    yield from trust.build()
    yield "The demonstration is ready."
