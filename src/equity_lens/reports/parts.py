"""Rows of some figures of a release, for whoever asks for those alone."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from equity_lens.disclosure.released import (
    Release,
    ReleasedFunnel,
    ReleasedLedger,
    ReleasedProfile,
    ReleasedRepresentation,
    ReleasedTrend,
)
from equity_lens.reports.figures import Row, published, rows

Part = (
    ReleasedProfile | ReleasedTrend | ReleasedFunnel | ReleasedLedger | ReleasedRepresentation
)  # fmt: skip


def rows_of(head: Release, parts: Iterable[Part]) -> Iterator[Row]:
    """The rows of some parts, in the order given: those that ``results.csv`` holds of them.

    ``head`` is the release that they come from; only what it says of itself is used (its policy,
    its sources, whether it is synthetic), so it may be one whose parts are left out.
    """
    bare = replace(head, profiles=(), representations=(), trends=(), funnels=(), ledgers=())
    for part in parts:
        yield from rows(_alone(bare, published(part)))


def _alone(bare: Release, part: Part) -> Release:
    match part:
        case ReleasedProfile():
            return replace(bare, profiles=(part,))
        case ReleasedRepresentation():
            return replace(bare, representations=(part,))
        case ReleasedTrend():
            return replace(bare, trends=(part,))
        case ReleasedFunnel():
            return replace(bare, funnels=(part,))
        case ReleasedLedger():
            return replace(bare, ledgers=(part,))
