"""Counts of groups of people, as the comparisons take them."""

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from equity_lens.cells import BoolArray, Counts, FloatArray
from equity_lens.statistics import Estimate


@dataclass(frozen=True)
class Groups:
    """Events and people of each group; arrays are (organisation, period, subgroup).

    ``weeks`` has a further axis of weeks waited, ``stratum_events`` and ``stratum_people`` of age
    and sex; each is None where the measure has no such thing. ``withheld`` is true where any
    count that the measure needs is not shown.
    """

    events: FloatArray
    people: FloatArray
    withheld: BoolArray
    weeks: FloatArray | None = None
    stratum_events: FloatArray | None = None
    stratum_people: FloatArray | None = None
    standard: FloatArray | None = None
    percentile: float = 0.5

    def at(self, position: npt.NDArray[np.intp]) -> "Groups":
        """Events and people of one group for each organisation and period.

        ``position`` is (organisation, period). What else the groups have is left behind.
        """
        at = position[..., None]
        return Groups(
            np.take_along_axis(self.events, at, axis=2),
            np.take_along_axis(self.people, at, axis=2),
            np.take_along_axis(self.withheld, at, axis=2),
        )

    def blank(self, nobody: BoolArray) -> "Groups":
        """No number wherever ``nobody`` is true: there is no such group."""
        return replace(
            self,
            events=np.where(nobody, np.nan, self.events),
            people=np.where(nobody, np.nan, self.people),
            withheld=self.withheld & ~nobody,
        )


class Unknown(NamedTuple):
    """People whose identity is not known: (organisation, period, 1), and whether withheld."""

    events: FloatArray
    people: FloatArray
    withheld: BoolArray


class Comparison(NamedTuple):
    """Each group against its reference. ``bounds`` are the gap if all not known fell one way."""

    gap: Estimate
    ratio: Estimate
    p_value: FloatArray
    bounds: Estimate


def groups_of(counts: Counts) -> Groups:
    """The groups of a table of counts.

    A histogram or a stratum that is ``nan`` where people are known was withheld by the gate.
    """
    measure = counts.measure
    withheld = counts.denominator_withheld.copy()
    if measure.value != "percentile":
        withheld |= counts.numerator_withheld
    else:
        withheld |= _blanked(counts.histogram, counts.denominator)
    strata = counts.strata
    if strata is not None:
        withheld |= _blanked(strata.events, counts.numerator)
    return Groups(
        events=counts.numerator,
        people=counts.denominator,
        withheld=withheld,
        weeks=counts.histogram,
        stratum_events=None if strata is None else strata.events,
        stratum_people=None if strata is None else strata.population,
        standard=None if strata is None else strata.standard,
        percentile=0.5 if measure.percentile is None else measure.percentile,
    )


def unknown_of(counts: Counts, total: Counts) -> Unknown:
    """People whose identity is missing, or whom no subgroup of the dimension holds.

    Where one of their counts is withheld, or the source gives no such subgroup, they are everyone
    less all who are known, which a reader can work out too; withheld where that cannot be.
    """
    events, events_hidden = _unknown(counts.numerator, counts.numerator_withheld, counts, total)
    people, people_hidden = _unknown(counts.denominator, counts.denominator_withheld, counts, total)
    # Rounding can leave one more event than people among the few who are left over.
    with np.errstate(invalid="ignore"):
        events = np.minimum(events, people)
    return Unknown(events, people, events_hidden | people_hidden)


def _unknown(
    values: FloatArray, hidden: BoolArray, counts: Counts, total: Counts
) -> tuple[FloatArray, BoolArray]:
    known = counts.known
    is_events = values is counts.numerator
    everyone = total.numerator if is_events else total.denominator
    everyone_hidden = total.numerator_withheld if is_events else total.denominator_withheld
    listed = values[..., ~known].sum(axis=-1, keepdims=True)
    left_over = np.maximum(everyone - values[..., known].sum(axis=-1, keepdims=True), 0.0)
    cannot_list = hidden[..., ~known].any(axis=-1, keepdims=True) | bool(known.all())
    cannot_subtract = hidden[..., known].any(axis=-1, keepdims=True) | everyone_hidden
    return np.where(cannot_list, left_over, listed), cannot_list & cannot_subtract


def _blanked(detail: FloatArray | None, people: FloatArray) -> BoolArray:
    if detail is None:
        return np.zeros(people.shape, dtype=bool)
    return np.isnan(detail).any(axis=-1) & ~np.isnan(people)
