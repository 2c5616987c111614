"""Paper tallies, keyed in a form, as a file that goes through the same door as any other."""

import csv
import datetime as dt
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from equity_lens.cells import ALL, EVERYONE
from equity_lens.contracts.load import contracts
from equity_lens.errors import ContractNotMet
from equity_lens.measures.load import dimensions, library
from equity_lens.measures.measure import Dimension, Measure
from equity_lens.reference.vocabularies import vocabulary
from equity_lens.reference.vocabulary import Subgroup

HEADER = ("measure", "period", "organisation", "dimension", "subgroup", "numerator", "denominator")

_COUNTED_BY_HAND = ("proportion", "count")
# Fifths of a trust's own patients are cut from its records, and nobody can tally them.
_FROM_RECORDS = "imd_quintile_local"


@dataclass(frozen=True)
class KeyedTally:
    """One line of a paper tally: how many, out of how many, of one subgroup.

    ``period`` is a day for a list ("2026-10-31") and a month for events ("2026-10"). A count that
    nobody made is None, which is not nought. Of a measure that counts people, both are that count.
    """

    measure: str
    period: str
    organisation: str
    dimension: str
    subgroup: str
    numerator: int | None
    denominator: int | None


def tally_measures() -> tuple[Measure, ...]:
    """Measures of which a tally can be kept on paper: no percentiles, no standardised rates.

    >>> "median-wait" in [measure.id for measure in tally_measures()]
    False
    """
    return tuple(each for each in library().values() if each.value in _COUNTED_BY_HAND)


def tally_dimensions() -> tuple[Dimension, ...]:
    """Dimensions whose subgroups are the same everywhere, and everyone together.

    >>> [dimension.key for dimension in tally_dimensions()][:2]
    ['all', 'imd_quintile']
    """
    return tuple(each for each in dimensions().values() if tally_subgroups(each.key))


def tally_subgroups(dimension: str) -> tuple[Subgroup, ...]:
    """The lines of a tally along a dimension, in order; none where they are not known beforehand.

    >>> [subgroup.label for subgroup in tally_subgroups("all")]
    ['Everyone']
    >>> tally_subgroups("specialty")
    ()
    """
    if dimension == EVERYONE.key:
        return (ALL,)
    try:
        return () if dimension == _FROM_RECORDS else vocabulary(dimension).subgroups
    except KeyError:
        return ()


def tallies_to_counts(rows: Sequence[KeyedTally], *, mark: str = "") -> bytes:
    """A counts table (CSV, UTF-8) of these tallies.

    Where every subgroup of a dimension was counted, everyone is their sum and is added, unless it
    was keyed.

    Parameters
    ----------
    rows
        The lines of the tally.
    mark
        A random text that stands on every line and is kept nowhere else. The file's fingerprint is
        published beside its figures; without a mark, whoever tries the few small counts that are
        possible would know the true ones by it.

    Raises
    ------
    ContractNotMet
        Every line that cannot be, in one message.

    Examples
    --------
    >>> line = KeyedTally("outpatient-did-not-attend", "2026-10", "RCF", "all", "all", 12, 96)
    >>> tallies_to_counts([line]).decode().splitlines()[1]
    'outpatient-did-not-attend,2026-10,RCF,all,all,12,96'
    """
    faults = [fault for row in rows for fault in _faults(row)]
    faults += _keyed_twice(rows)
    everyone = [] if faults else list(_everyone(rows, faults))
    if not rows:
        faults = ["There is no line in it."]
    if faults:
        raise ContractNotMet(
            "The tally cannot be used as it was keyed.",
            faults=list(dict.fromkeys(faults)),
            remedy="Put these lines right.",
        )
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    marked = (mark,) if mark else ()
    writer.writerow((*HEADER, "mark") if mark else HEADER)
    for row in (*everyone, *rows):
        # An empty cell is missing, not nought.
        counts = ("" if n is None else n for n in (row.numerator, row.denominator))
        place = (row.measure, row.period, row.organisation, row.dimension, row.subgroup)
        writer.writerow((*place, *counts, *marked))
    return text.getvalue().encode()


def _faults(row: KeyedTally) -> Iterator[str]:
    measure = library().get(row.measure)
    if measure is None or measure.value not in _COUNTED_BY_HAND:
        yield f"{row.measure} cannot be tallied: choose another measure."
        return
    known = {subgroup.key: subgroup.label for subgroup in tally_subgroups(row.dimension)}
    if row.subgroup not in known:
        yield f"{row.dimension} has no subgroup {row.subgroup}: choose one that is listed."
        return
    if not _is_period(row.period, measure):
        form = "a day, such as 2026-10-31" if _by_day(measure) else "a month, such as 2026-10"
        yield f"{measure.title} is of {form}: give the period so."
    if not row.organisation.isalnum():
        yield "The organisation's code is letters and figures, such as RCF: give it so."
    where = f"{measure.title}, {row.period}, {known[row.subgroup]}"
    counts = (row.numerator, row.denominator)
    if (row.numerator is None) != (row.denominator is None):
        yield f"{where}: give both counts, or neither."
    elif row.numerator is not None and row.denominator is not None:
        if min(row.numerator, row.denominator) < 0:
            yield f"{where}: a count cannot be below nought."
        elif row.numerator > row.denominator:
            yield f"{where}: {row.numerator:,} is more than the {row.denominator:,} that it is out of."
        elif measure.value == "count" and counts[0] != counts[1]:
            yield f"{where}: it counts people, so both counts are the same."


def _by_day(measure: Measure) -> bool:
    return contracts()[measure.contract].period == "day"


def _is_period(text: str, measure: Measure) -> bool:
    day = text if _by_day(measure) else f"{text}-01"
    try:
        return dt.date.fromisoformat(day).isoformat() == day
    except ValueError:
        return False


def _keyed_twice(rows: Sequence[KeyedTally]) -> Iterator[str]:
    seen: set[tuple[str, ...]] = set()
    for row in rows:
        place = (row.measure, row.period, row.organisation, row.dimension, row.subgroup)
        if place in seen:
            yield f"{', '.join(place)}: keyed twice. Keep one line."
        seen.add(place)


def _everyone(rows: Sequence[KeyedTally], faults: list[str]) -> Iterator[KeyedTally]:
    """Everyone, where a dimension was counted in full; sums that disagree are faults."""
    by_place: dict[tuple[str, str, str], dict[str, list[KeyedTally]]] = {}
    for row in rows:
        place = (row.measure, row.period, row.organisation)
        by_place.setdefault(place, {}).setdefault(row.dimension, []).append(row)
    for place, along in by_place.items():
        sums = {
            dimension: (sum(n for n, _ in counts), sum(d for _, d in counts))
            for dimension, lines in along.items()
            if (counts := _complete(dimension, lines))
        }
        if len(set(sums.values())) > 1:
            said = "; ".join(f"{name}: {n:,} of {d:,}" for name, (n, d) in sums.items())
            faults.append(f"{', '.join(place)}: the sums do not agree ({said}).")
        elif sums and EVERYONE.key not in along:
            yield KeyedTally(*place, EVERYONE.key, ALL.key, *next(iter(sums.values())))


def _complete(dimension: str, lines: Sequence[KeyedTally]) -> list[tuple[int, int]]:
    """The counts of every subgroup of a dimension; none where any was not counted."""
    counts = [
        (line.numerator, line.denominator)
        for line in lines
        if line.numerator is not None and line.denominator is not None
    ]
    return counts if len(counts) == len(tally_subgroups(dimension)) else []
