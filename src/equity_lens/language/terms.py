"""Terms in plain words, as dated data: what each means, what to write and what to avoid."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from pathlib import Path

from equity_lens.language.inflection import stems
from equity_lens.language.wording import Rule, finished, opened, rule_of
from equity_lens.measures.table import Table

ROOMS = ("evidence", "improvement", "voices", "leadership", "board", "learning")
NEAR = 0.78  # how alike two spellings must be, from 0 to 1


@dataclass(frozen=True, slots=True)
class Term:
    """One term. ``also`` are other names of it; ``short`` its abbreviation, or nothing.

    ``about`` are kinds of material (``equity_lens.measures.material``) without which nobody needs it.
    ``say`` is the wording that we prefer and ``avoid`` the wording that we advise against, with the
    reasons. ``used_in`` names the rooms of the platform. A fact that nobody has yet read again in
    its source is ``to_be_checked``.
    """

    id: str
    term: str
    also: tuple[str, ...]
    short: str
    meaning: str
    say: str
    avoid: tuple[Rule, ...]
    used_in: tuple[str, ...]
    source: str
    to_be_checked: bool
    reviewed_on: dt.date
    about: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every way in which the term itself is written."""
        return tuple(name for name in (self.term, *self.also, self.short) if name)

    @property
    def avoided(self) -> tuple[str, ...]:
        """Every wording that is advised against."""
        return tuple(words for rule in self.avoid for words in rule.words)


@cache
def terms() -> Mapping[str, Term]:
    """The terms that come with Equity Lens, by id, in the order of their file.

    >>> terms()["vcse"].short
    'VCSE'
    """
    text = files("equity_lens.language").joinpath("data/terms.toml").read_text("utf-8")
    return _read(text, "terms.toml")


def read_terms(path: Path) -> Mapping[str, Term]:
    """A trust's own terms from a TOML file, by id.

    Raises
    ------
    MeasureInvalid
        The file says something that cannot be carried out; all its faults together.
    """
    return _read(path.read_text("utf-8"), path.name)


def find_terms(query: str, among: Mapping[str, Term] | None = None) -> tuple[Term, ...]:
    """The terms that a reader may mean, the likeliest first.

    First those named so, in any form of the words or by wording that is advised against; then those
    whose name or meaning holds all the words; where there is none of either, those spelt much
    alike.

    >>> [term.id for term in find_terms("Gaps")][:1], [term.id for term in find_terms("BAME")][:1]
    (['gap'], ['ethnic-group'])
    >>> [term.id for term in find_terms("deprevation")]
    ['deprivation']
    """
    looked_for, known = stems(query), tuple((terms() if among is None else among).values())
    if not looked_for:
        return ()
    named = [term for term in known if looked_for in map(stems, (*term.names, *term.avoided))]
    wanted = set(looked_for)
    holding = [
        term
        for term in known
        if term not in named and any(wanted <= set(stems(name)) for name in term.names)
    ]
    telling = [
        term
        for term in known
        if term not in named and term not in holding and wanted <= set(stems(term.meaning))
    ]
    return tuple(named + holding + telling) or _spelt_alike(query, known)


def _spelt_alike(query: str, known: tuple[Term, ...]) -> tuple[Term, ...]:
    by_spelling = {name.lower(): term for term in known for name in (*term.names, *term.avoided)}
    near = get_close_matches(query.lower(), by_spelling, n=5, cutoff=NEAR)
    return tuple({by_spelling[name].id: by_spelling[name] for name in near}.values())


def _read(text: str, name: str) -> dict[str, Term]:
    file = opened(text, name, [])
    reviewed_on = file.day("reviewed_on") or dt.date.min
    found = [_term(table, reviewed_on) for table in file.tables("terms")]
    if len({term.id for term in found}) < len(found):
        file.faults.append("Two terms have one id.")
    finished(file, name)
    return {term.id: term for term in found}


def _term(table: Table, reviewed_on: dt.date) -> Term:
    reviewed = table.day("reviewed_on", required=False) or reviewed_on
    term = Term(
        id=table.text("id"),
        term=table.text("term"),
        also=table.texts("also"),
        short=table.text("short", default=""),
        meaning=table.text("meaning"),
        say=table.text("say"),
        avoid=tuple(rule_of(each, reviewed) for each in table.tables("avoid")),
        used_in=table.texts("used_in"),
        source=table.text("source", default=""),
        to_be_checked=table.flag("to_be_checked"),
        reviewed_on=reviewed,
        about=table.texts("about"),
    )
    table.close()
    for room in term.used_in:
        if room not in ROOMS:
            table.fault("used_in", f"names no room that there is: {room}.")
    return term
