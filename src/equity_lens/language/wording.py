"""Wording that is remarked on, as dated data: the rules that come with Equity Lens, or a trust's."""

import datetime as dt
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from equity_lens.errors import MeasureInvalid
from equity_lens.language.phrases import Phrase, phrase
from equity_lens.language.remark import RemarkKind
from equity_lens.measures.table import Table

REMEDY = "Put it right, and load it again."
WORDED = (
    RemarkKind.LABEL,
    RemarkKind.BLAME,
    RemarkKind.CAUSE,
    RemarkKind.RANKING,
    RemarkKind.JARGON,
)


@dataclass(frozen=True, slots=True)
class Rule:
    """Phrases that share a reason. ``words`` are as written; ``phrases`` are ready for looking."""

    kind: RemarkKind
    words: tuple[str, ...]
    why: str
    instead: str
    reviewed_on: dt.date
    phrases: tuple[Phrase, ...]


@cache
def wording() -> tuple[Rule, ...]:
    """The rules that come with Equity Lens; those that the terms advise against are in ``terms``.

    >>> sorted({rule.kind.value for rule in wording()})
    ['blame', 'cause', 'jargon', 'label', 'ranking']
    """
    text = files("equity_lens.language").joinpath("data/wording.toml").read_text("utf-8")
    return _read(text, "wording.toml")


def read_wording(path: Path) -> tuple[Rule, ...]:
    """A trust's own rules from a TOML file.

    Raises
    ------
    MeasureInvalid
        The file says something that cannot be carried out; all its faults together.
    """
    return _read(path.read_text("utf-8"), path.name)


def rule_of(
    table: Table, reviewed_on: dt.date, lists: Mapping[str, Sequence[str]] | None = None
) -> Rule:
    """One rule of a file; a slip is added to the faults of its table."""
    words, lists = table.texts("words"), lists or {}
    not_before, not_after = table.texts("not_before"), table.texts("not_after")
    near = table.texts("near")
    if not words:
        table.fault("words", "must name one phrase or more.")
    unknown = {
        part for each in words for part in each.split(" ")
        if part.startswith("{") and part.strip("{}") not in lists
    }  # fmt: skip
    for part in sorted(unknown):
        table.fault("words", f"names a list that is not there: {part}.")
    kind = table.choice("kind", WORDED, default="label")
    rule = Rule(
        kind=RemarkKind(kind) if kind in WORDED else RemarkKind.LABEL,
        words=words,
        why=table.text("why"),
        instead=table.text("instead"),
        reviewed_on=reviewed_on,
        phrases=tuple(
            phrase(each, lists=lists, not_before=not_before, not_after=not_after, near=near)
            for each in words
            if not unknown.intersection(each.split(" "))
        ),
    )
    table.close()
    return rule


def opened(text: str, name: str, faults: list[str]) -> Table:
    """A TOML file as a table that is read strictly; raises MeasureInvalid where it is not TOML."""
    try:
        return Table(tomllib.loads(text), "", faults)
    except tomllib.TOMLDecodeError as error:
        raise MeasureInvalid(f"{name} is not valid TOML: {error}.", remedy=REMEDY) from error


def finished(file: Table, name: str) -> None:
    """Close a file, and raise MeasureInvalid with all its faults if there are any."""
    file.close()
    if file.faults:
        raise MeasureInvalid(f"{name} cannot be used:", faults=file.faults, remedy=REMEDY)


def _read(text: str, name: str) -> tuple[Rule, ...]:
    file = opened(text, name, [])
    reviewed_on = file.day("reviewed_on") or dt.date.min
    table = file.table("lists")
    lists = {} if table is None else {key: table.texts(key) for key in table.values}
    rules = tuple(rule_of(each, reviewed_on, lists) for each in file.tables("rules"))
    finished(file, name)
    return rules
