"""Extracts in words: where each stands, how its columns were read, what it would change."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse

from equity_lens.contracts.load import contracts
from equity_lens.measures.load import library
from equity_lens.measures.material import contract_fits, material
from equity_lens.pipeline import Inspection
from equity_lens.words import dates
from equity_lens.words.numbers import plain
from equity_lens_web.design_system.moments import moment
from equity_lens_web.evidence.files.standing import Count, Effect
from equity_lens_web.evidence.models import Extract

COLOURS = {
    Extract.State.RECEIVED: "blue",
    Extract.State.QUESTIONS: "yellow",
    Extract.State.CHECKED: "aqua-green",
    Extract.State.IN_FORCE: "green",
    Extract.State.REPLACED: "grey",
    Extract.State.WITHDRAWN: "grey",
    Extract.State.REFUSED: "red",
}
FEW = 3
A_TABLE = "a plain table of counts: each month and group, with how many of how many"
WITHOUT_PATIENTS = (
    "To try it without patients, make the synthetic trust’s files with the command “equity-lens demo” "
    "and upload its waiting list."
)


@dataclass(frozen=True, slots=True)
class Problem:
    """A message of the library, taken apart: what is wrong, each fault, and what to do."""

    text: str
    faults: tuple[str, ...]
    remedy: str


@dataclass(frozen=True, slots=True)
class Card:
    """One extract as a list shows it."""

    name: str
    href: str
    what: str
    periods: str
    rows: str
    state: str
    colour: str
    received: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column: how it was read, in words."""

    name: str
    state: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Change:
    """Figures of one period that come, change hands or go."""

    period: str
    measures: str
    gave: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What putting a file in, or taking it out, would do to the figures."""

    added: tuple[Change, ...]
    replaced: tuple[Change, ...]
    lost: tuple[Change, ...]


def card(extract: Extract) -> Card:
    """A line of the list."""
    return Card(
        name=extract.name,
        href=reverse("evidence:extract", args=[extract.pk]),
        what=extract.contract_title,
        periods=periods_in_words(extract.periods),
        rows="" if extract.rows_read is None else plain(extract.rows_read, "events"),
        state=extract.get_state_display(),
        colour=COLOURS[Extract.State(extract.state)],
        received=f"{moment(extract.received_at)}, {extract.received_by}",
    )


def periods_in_words(periods: Sequence[str]) -> str:
    """One or two by name, more as the first and the last.

    >>> periods_in_words(["2026-08", "2026-09", "2026-10"])
    'August 2026 to October 2026 (3 periods)'
    """
    if len(periods) < FEW:
        return " and ".join(dates.period(period) for period in sorted(periods))
    return f"{dates.span(min(periods), max(periods))} ({len(periods)} periods)"


def problem(text: str) -> Problem:
    """The parts of a problem as EquityLensError writes it.

    >>> problem("It is empty.\\n- 1 row.\\n\\nExport it again.").faults
    ('1 row.',)
    """
    head, _, remedy = text.partition("\n\n")
    first, *lines = head.split("\n")
    return Problem(first, tuple(line.removeprefix("- ") for line in lines), remedy)


def columns(inspection: Inspection) -> list[Column]:
    """Every column of a file, and what was made of it."""
    words = {
        "refused": "Never read: it could identify a person",
        "spare": "Not needed: another column holds it",
        "unused": "Not used",
        "asked": "To be answered",
    }
    return [
        Column(
            column.name,
            words.get(column.state, "You said so" if column.said else "Recognised"),
            column.title if column.state != "unused" else "",
        )
        for column in inspection.columns
    ]


def changes(effect: Effect, organisation: str) -> Changes:
    """An effect in words, of the organisation's own figures, newest period first."""
    return Changes(
        added=_by_period(effect.added, organisation),
        replaced=tuple(
            change
            for each in effect.replaced
            for change in _by_period(each.counts, organisation, each.extract.name)
        ),
        lost=_by_period(effect.lost, organisation),
    )


def first_file(shown: frozenset[str]) -> str:
    """What a trust that sees these kinds of material would bring first, and what else is read."""
    firsts = [kind.first_file for key, kind in material().items() if key in shown]
    first = next((each for each in firsts if each), A_TABLE)
    read = [each.title for key, each in contracts().items() if contract_fits(key, shown)]
    said = f"A good first file is {first}. Recognised: {'; '.join(read)}."
    return f"{said} {WITHOUT_PATIENTS}" if "planned-care" in shown else said


def meanings(contract: str) -> list[tuple[str, str]]:
    """What a column of a contract can mean, for a list to choose from."""
    known = contracts()[contract]
    fields = [(each.name, each.title) for each in known.fields if each.keep != "refuse"]
    return [*sorted(fields, key=lambda each: each[1]), ("ignore", "Nothing: leave it out")]


def _by_period(counts: Iterable[Count], organisation: str, gave: str = "") -> tuple[Change, ...]:
    measures: dict[str, set[str]] = {}
    for code, period, measure in counts:
        if code == organisation:
            measures.setdefault(period, set()).add(measure)
    return tuple(
        Change(dates.period(period), _measures_in_words(measures[period]), gave)
        for period in sorted(measures, reverse=True)
    )


def _measures_in_words(measures: set[str]) -> str:
    if len(measures) > FEW:
        return f"{len(measures)} measures"
    known = library()
    return "; ".join(sorted(known[key].title if key in known else key for key in measures))
