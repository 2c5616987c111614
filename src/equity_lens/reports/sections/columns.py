"""The columns of a table of groups, and the text in each."""

from collections.abc import Callable
from dataclasses import dataclass

from equity_lens.disclosure.released import Figure, ReleasedGroup, ReleasedProfile, State
from equity_lens.words.numbers import NOT_AVAILABLE, in_cell, interval_in_cell, unit_of

NO_BOUNDS = Figure(State.MISSING, "people")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table: a group, and the bounds of its gap."""

    label: str
    group: ReleasedGroup
    bounds: Figure


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, and the text of one line under it."""

    heading: str
    cell: Callable[[Line], str]


def lines(profile: ReleasedProfile) -> tuple[Line, ...]:
    """Known groups in their order, then those whose identity is not known."""
    known = zip(profile.groups, profile.gap_bounds, strict=True)
    compared = tuple(Line(_label(group), group, bounds) for group, bounds in known)
    return compared + tuple(
        Line(f"{group.subgroup.label} (not compared)", group, NO_BOUNDS)
        for group in profile.unknown
    )


def columns(profile: ReleasedProfile) -> tuple[Column, ...]:
    """The columns that hold anything for this profile, in the order in which they are read."""
    measure = profile.measure
    first = next(iter(profile.groups + profile.unknown), None)
    value = unit_of(first.value.unit).heading if first else ""
    gap = unit_of(first.gap.unit).heading if first else ""
    numerator = Column(measure.numerator.label, lambda line: in_cell(line.group.numerator))
    every = (
        # The numerator of a count is its denominator again.
        *((numerator,) if measure.value != "count" else ()),
        Column(measure.denominator.label, lambda line: in_cell(line.group.denominator)),
        Column(f"Value ({value})", lambda line: in_cell(line.group.value)),
        Column("Value: interval", lambda line: interval_in_cell(line.group.value)),
        Column("Share of all", lambda line: in_cell(line.group.share)),
        Column(f"Gap ({gap})", lambda line: in_cell(line.group.gap)),
        Column("Gap: interval", lambda line: interval_in_cell(line.group.gap)),
        Column("Gap if all not known fell one way", lambda line: interval_in_cell(line.bounds)),
        Column("Ratio", lambda line: in_cell(line.group.ratio)),
        Column("Ratio: interval", lambda line: interval_in_cell(line.group.ratio)),
        Column("People affected, about", lambda line: in_cell(line.group.people_affected)),
    )
    shown = lines(profile)
    return tuple(c for c in every if any(c.cell(line) != NOT_AVAILABLE for line in shown))


def _label(group: ReleasedGroup) -> str:
    return f"{group.subgroup.label} (reference)" if group.is_reference else group.subgroup.label
