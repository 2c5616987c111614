"""Cells: the currency in which everything above the records is counted.

A cell holds only what can be added: people, events, a histogram of weeks waited, age-sex strata.
So a hundred million rows cost one scan, and two trusts can be added together without either
seeing the other's patients.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from equity_lens.measures.measure import Dimension, Measure
from equity_lens.reference.vocabulary import Subgroup

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]

EVERYONE = Dimension(key="all", title="Everyone")
ALL = Subgroup(key="all", label="Everyone")


@dataclass(frozen=True)
class Strata:
    """Age-sex strata for a standardised rate, over the same leading axes as the counts.

    ``events`` and ``population`` are (organisation, period, subgroup, stratum); ``standard`` is
    (stratum,). ``described`` names the population, its source and its year.
    """

    events: FloatArray
    population: FloatArray
    standard: FloatArray
    described: str


@dataclass(frozen=True)
class Source:
    """Where counts came from: enough to find the file again, and nothing of its content."""

    name: str
    sha256: str
    contract: str
    edition: str | None = None
    synthetic: bool = False
    published_by: str | None = None
    note: str = ""


@dataclass(frozen=True)
class Counts:
    """One measure along one dimension, for every organisation and period at once.

    Arrays are (organisation, period, subgroup); whole numbers held as float64. ``nan`` is
    missing: nobody counted it. ``*_withheld`` is true where a number exists and is not known here,
    because its publisher suppressed it or our own gate did; the number beside it is then ``nan``.

    ``source_of`` is (organisation, period): which of ``sources`` the counts came from, or -1.

    For a measure whose value is a count, ``numerator`` and ``denominator`` are both that count.
    For a percentile, ``histogram`` is (organisation, period, subgroup, week): people by weeks
    waited, where week w means more than w - 1 and up to w weeks, and 0 means the day itself.
    """

    measure: Measure
    dimension: Dimension
    organisations: tuple[str, ...]
    periods: tuple[str, ...]
    subgroups: tuple[Subgroup, ...]
    numerator: FloatArray
    denominator: FloatArray
    numerator_withheld: BoolArray
    denominator_withheld: BoolArray
    sources: tuple[Source, ...]
    source_of: npt.NDArray[np.intp]
    histogram: FloatArray | None = None
    strata: Strata | None = None

    def source_at(self, organisation: int, period: int) -> Source:
        """The file from which one organisation's counts of one period came."""
        return self.sources[self.source_of[organisation, period]]

    @property
    def known(self) -> BoolArray:
        """(subgroup,) true where the subgroup is an identity and not a gap in the record."""
        return np.array([subgroup.known for subgroup in self.subgroups], dtype=bool)
