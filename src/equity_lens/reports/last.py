"""What is kept of a paper when it is issued, so that the next one can be compared with it."""

import datetime as dt
from dataclasses import dataclass

import msgspec

from equity_lens.reports.brief import Ask, BriefRefused, FindingKey
from equity_lens.reports.figures import Row


@dataclass(frozen=True, slots=True)
class Last:
    """A paper as it was issued: its figures, its findings, and what it asked.

    ``rows`` may be all of ``results.csv`` or those that ``issue.record`` keeps. ``findings`` are every
    finding of that time, shown or not. The ``state`` of an ask is filled in as it becomes known.
    """

    title: str
    meeting_on: dt.date | None
    rows: tuple[Row, ...]
    findings: tuple[FindingKey, ...]
    asks: tuple[Ask, ...]


def last_to_json(last: Last) -> bytes:
    """A record as JSON; the same record makes the same bytes."""
    return msgspec.json.encode(last)


def last_from_json(text: bytes | str) -> Last:
    """A record from JSON.

    Raises BriefRefused where the text is not such a record.
    """
    try:
        return msgspec.json.decode(text, type=Last)
    except msgspec.MsgspecError as fault:
        raise BriefRefused(
            f"This is not the record of an earlier paper: {fault}.",
            remedy="Compare with a paper that was issued here, or with none.",
        ) from fault
