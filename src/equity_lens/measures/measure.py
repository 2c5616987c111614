"""What is counted, and out of what."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

Value = Literal["proportion", "count", "percentile", "standardised_rate"]
Better = Literal["lower", "higher", "neither"]
Kind = Literal["access", "experience", "outcome", "data quality"]

PERSON_NOUNS = ("people", "patients", "children", "adults", "residents")


@dataclass(frozen=True, slots=True)
class Condition:
    """One plain test of one column: exactly one of the tests is given.

    ``starts_with`` is for codes with subdivisions: "F09" finds "F091" and "F09.1".
    """

    column: str
    is_in: tuple[str, ...] = ()
    not_in: tuple[str, ...] = ()
    at_least: float | None = None
    at_most: float | None = None
    more_than: float | None = None
    less_than: float | None = None
    is_known: bool | None = None
    starts_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A numerator or a denominator: its words, and the conditions that all must hold."""

    label: str
    where: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Standard:
    """A dated target that somebody published. ``value`` is in the measure's own unit (0-1)."""

    value: float
    from_on: dt.date
    until_on: dt.date | None
    source: str


@dataclass(frozen=True, slots=True)
class Dimension:
    """What people are compared by.

    ``reference`` is a subgroup's key, ``"best"``, ``"average"``, or ``"target"``. ``of`` names the
    two dimensions of a pair. ``rolls_up`` names the finer dimension whose cells add to this one.
    ``made_from`` names the columns from which ingestion derives it: a measure that tests one of
    them is not compared along it.
    """

    key: str
    title: str
    ordered: bool = False
    reference: str = "average"
    in_findings: bool = False
    of: tuple[str, ...] = ()
    rolls_up: str | None = None
    made_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that a board wants to know of its patients, declared as data.

    ``value`` says what the number is: a proportion (0-1), a count of people, a percentile of
    weeks waited, or an age-sex standardised rate per 100,000 residents. ``percentile`` is between
    0 and 1. ``version_on`` is the day from which this version has been in use. ``done`` follows a
    percentage in a sentence: "61.4% of people had waited 18 weeks or less". ``material`` is the kind
    of material of a measure that is counted elsewhere; that of any other follows from its contract.
    """

    id: str
    version: int
    title: str
    why_it_matters: str
    source: str
    owner: str
    review_by: dt.date
    contract: str
    value: Value
    better: Better
    kind: Kind
    numerator: Part
    denominator: Part
    percentile: float | None = None
    headline: bool = False
    noun: str = "people"
    done: str = ""
    standards: tuple[Standard, ...] = ()
    dimensions: tuple[Dimension, ...] = ()
    caution: str = field(default="")
    version_on: dt.date | None = None
    material: str = ""

    @property
    def counts_people(self) -> bool:
        """Whether what is counted are people, and not appointments, attendances or admissions."""
        return self.noun.split(" ")[-1] in PERSON_NOUNS

    def standard_on(self, day: dt.date) -> Standard | None:
        """The standard in force on a day, or None."""
        for standard in self.standards:
            if standard.from_on <= day and (standard.until_on is None or day <= standard.until_on):
                return standard
        return None
