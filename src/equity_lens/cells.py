"""Cells: the currency in which everything above the records is counted.

A cell holds only what can be added: people, events, a histogram of weeks waited, age-sex strata.
So a hundred million rows cost one scan, and two trusts can be added together without either
seeing the other's patients.
"""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from equity_lens.errors import EquityLensError
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


def combine(counts: Sequence[Counts]) -> list[Counts]:
    """Counts of the same measure and dimension from several files, put together.

    Files stand beside each other along organisations and periods; nothing is added up. What a
    file does not count stays missing: a subgroup is ``nan`` where the file does not have it, and
    an organisation is ``nan`` in the periods of which no file speaks.

    Parameters
    ----------
    counts
        In any order. Those of one measure and version along one dimension become one.

    Returns
    -------
    list of Counts
        In the order in which each measure and dimension first appears. Organisations and periods
        ascend; subgroups are in the order of the file that has most of them.

    Raises
    ------
    EquityLensError
        Two files hold the same organisation and period of one measure and dimension, or rates
        that are standardised differently.
    """
    alike: dict[tuple[str, int, str], list[Counts]] = {}
    for each in counts:
        key = (each.measure.id, each.measure.version, each.dimension.key)
        alike.setdefault(key, []).append(each)
    faults = [text for group in alike.values() for text in (*_overlaps(group), *_unlike(group))]
    if faults:
        raise EquityLensError(
            "Counts from these files cannot stand side by side:",
            faults=list(dict.fromkeys(faults)),
            remedy="Leave out one of each two files.",
        )
    return [group[0] if len(group) == 1 else _side_by_side(group) for group in alike.values()]


def _overlaps(group: Sequence[Counts]) -> Iterator[str]:
    taken: dict[tuple[str, str], str] = {}
    for each in group:
        for o, p in np.argwhere(each.source_of >= 0):
            at = each.organisations[o], each.periods[p]
            name = each.source_at(o, p).name
            if at in taken:
                yield f"{taken[at]} and {name} both hold {at[0]} in {at[1]}."
            taken[at] = name


def _unlike(group: Sequence[Counts]) -> Iterator[str]:
    first = group[0]
    for each in group[1:]:
        one, other = first.strata, each.strata
        same = one is other or (one and other and np.array_equal(one.standard, other.standard))
        if not same:
            names = f"{first.sources[0].name} and {each.sources[0].name}"
            yield f"{names} standardise {first.measure.title} differently."


def _side_by_side(group: Sequence[Counts]) -> Counts:
    frame = _Frame(group)
    histograms = [each.histogram for each in group]
    weeks = max((each.shape[-1] for each in histograms if each is not None), default=None)
    return replace(
        group[0],
        organisations=frame.organisations,
        periods=frame.periods,
        subgroups=frame.subgroups,
        numerator=frame.numbers([each.numerator for each in group]),
        denominator=frame.numbers([each.denominator for each in group]),
        numerator_withheld=frame.flags([each.numerator_withheld for each in group]),
        denominator_withheld=frame.flags([each.denominator_withheld for each in group]),
        sources=frame.sources,
        source_of=frame.source_of(),
        histogram=None if weeks is None else frame.numbers(histograms, weeks),
        strata=frame.strata(),
    )


class _Frame:
    """All organisations, periods and subgroups of several counts, and each one's place in them."""

    def __init__(self, group: Sequence[Counts]) -> None:
        self.group = group
        largest = max(group, key=lambda each: len(each.subgroups))
        named: dict[str, Subgroup] = {}
        for each in (largest, *group):
            for subgroup in each.subgroups:
                named.setdefault(subgroup.key, subgroup)
        self.organisations = tuple(sorted({code for each in group for code in each.organisations}))
        self.periods = tuple(sorted({period for each in group for period in each.periods}))
        self.subgroups = tuple(named.values())
        self.sources = tuple(dict.fromkeys(source for each in group for source in each.sources))
        self.shape = (len(self.organisations), len(self.periods), len(self.subgroups))
        # For each of the group, the organisations and periods that it has, there and here.
        self.theirs = [np.nonzero(each.source_of >= 0) for each in group]
        self.ours = [
            (
                _positions(each.organisations, self.organisations)[organisation],
                _positions(each.periods, self.periods)[period],
            )
            for each, (organisation, period) in zip(group, self.theirs, strict=True)
        ]
        self.places = [_positions([s.key for s in each.subgroups], list(named)) for each in group]

    def numbers(self, parts: Sequence[FloatArray | None], last: int | None = None) -> FloatArray:
        """One array of all parts. With ``last``, parts have a further axis, and what a shorter
        one lacks at its end is nought: no week beyond its longest had anybody in it."""
        further = () if last is None else (last,)
        whole = np.full((*self.shape, *further), np.nan)
        for part, theirs, ours, place in zip(
            parts, self.theirs, self.ours, self.places, strict=True
        ):
            if part is not None:
                values = part[theirs]
                if last is not None:
                    values = np.pad(values, ((0, 0), (0, 0), (0, last - values.shape[-1])))
                whole[ours[0][:, None], ours[1][:, None], place] = values
        return whole

    def flags(self, parts: Sequence[BoolArray]) -> BoolArray:
        """One array of all parts, false where there is none."""
        return self.numbers([part.astype(np.float64) for part in parts]) == 1

    def source_of(self) -> npt.NDArray[np.intp]:
        """Which of all sources each organisation and period came from."""
        found = np.full(self.shape[:2], -1, dtype=np.intp)
        for each, theirs, ours in zip(self.group, self.theirs, self.ours, strict=True):
            found[ours] = _positions(each.sources, self.sources)[each.source_of[theirs]]
        return found

    def strata(self) -> Strata | None:
        """Strata of all parts, which share one standard."""
        parts = [each.strata for each in self.group if each.strata is not None]
        if not parts:
            return None
        standard = parts[0].standard
        return Strata(
            events=self.numbers([part.events for part in parts], len(standard)),
            population=self.numbers([part.population for part in parts], len(standard)),
            standard=standard,
            described="; ".join(dict.fromkeys(part.described for part in parts)),
        )


def _positions(keys: Sequence[Hashable], among: Sequence[Hashable]) -> npt.NDArray[np.intp]:
    return np.array([among.index(key) for key in keys], dtype=np.intp)
