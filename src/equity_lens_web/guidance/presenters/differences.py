"""What changed between two texts of an entry, side by side, with the words that differ marked."""

import datetime as dt
import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from equity_lens_web.design_system import moments
from equity_lens_web.guidance.shipped import Kind


@dataclass(frozen=True, slots=True)
class Difference:
    """One field: its text before and after, each as pieces of which some differ."""

    label: str
    before: list[tuple[str, bool]]
    after: list[tuple[str, bool]]


def differences(
    kind: Kind,
    before: tuple[str, dict[str, Any]],
    after: tuple[str, dict[str, Any]],
) -> list[Difference]:
    """The title and the fields that may be changed, where they differ.

    ``before`` and ``after`` are each a title with its fields.
    """
    pairs = [("Title", before[0], after[0])]
    pairs += [
        (kind.label(each), as_text(before[1].get(each)), as_text(after[1].get(each)))
        for each in kind.editable
    ]
    return [Difference(label, *marked(old, new)) for label, old, new in pairs if old != new]


def marked(before: str, after: str) -> tuple[list[tuple[str, bool]], list[tuple[str, bool]]]:
    """Two texts in pieces, each piece with whether it differs from the other text.

    >>> marked("Ask people first", "Ask partners first")
    ([('Ask ', False), ('people', True), (' first', False)], [('Ask ', False), ('partners', True), (' first', False)])
    """
    old, new = re.findall(r"\S+|\s+", before), re.findall(r"\S+|\s+", after)
    left: list[tuple[str, bool]] = []
    right: list[tuple[str, bool]] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if a < b:
            left.append(("".join(old[a:b]), tag != "equal"))
        if c < d:
            right.append(("".join(new[c:d]), tag != "equal"))
    return left, right


def as_text(value: Any) -> str:
    """A field's value as one text."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return "\n".join(str(each) for each in value)
    if isinstance(value, dt.date):
        return moments.day(value)
    return str(value).strip()
