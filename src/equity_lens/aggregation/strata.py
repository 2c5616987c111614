"""Age-sex strata for standardised rates: who was seen, out of who lives there."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from equity_lens.aggregation.axes import Axis
from equity_lens.aggregation.conditions import holds
from equity_lens.aggregation.roll_up import CellRows
from equity_lens.aggregation.statement import TALLY
from equity_lens.cells import FloatArray, Strata
from equity_lens.measures.measure import Condition, Measure
from equity_lens.reference.populations import (
    ResidentPopulation,
    european_standard_population,
    resident_population,
)
from equity_lens.store import Store

COLUMNS = ("imd_decile", "sex", "age_band5")
AREA = "local_authority"
OLDEST = 130


@dataclass(frozen=True)
class Catchment:
    """Residents of the area that a trust serves, with the standard to which rates are put."""

    authorities: frozenset[str]
    residents: ResidentPopulation

    @property
    def described(self) -> str:
        """The population and the standard, with sources."""
        return f"{self.residents.described}. {european_standard_population().described}."


def catchment_of(store: Store, authorities: frozenset[str]) -> Catchment:
    """The residents of some local authorities by the deprivation edition of the store.

    Raises
    ------
    ReferenceMissing
        No population is bundled for the edition, or a code is not a local authority.
    """
    return Catchment(authorities, resident_population(store.source.edition or "", authorities))


def resident(catchment: Catchment) -> Condition:
    """The test that a record is of a resident."""
    return Condition(AREA, is_in=tuple(sorted(catchment.authorities)))


def strata_of(
    measure: Measure, tally: TALLY, rows: CellRows, axis: Axis, store: Store, catchment: Catchment
) -> tuple[Axis, Strata]:
    """Events and residents of each stratum (sex by age), for each place of a deprivation axis.

    The axis comes back with its known subgroups only: there are no residents of "not known".
    Records of residents whose age or sex is not known are in no stratum. A measure of certain
    ages takes the residents of those ages; of a five-year band that it cuts, the share of its
    single years.
    """
    residents = catchment.residents
    fine = [
        [_position(subgroup.key, keys) for subgroup in store.vocabularies[column].subgroups]
        for column, keys in zip(
            COLUMNS, (residents.deciles, residents.sexes, residents.age_bands), strict=True
        )
    ]
    known = [i for i, subgroup in enumerate(axis.subgroups) if subgroup.known]
    to_group = _deciles_to_groups(axis, store, residents)[:, known]
    shape = (len(store.organisations), len(store.periods), *residents.people.shape)
    events = _events(rows, tally, fine, shape)
    share = _share_of_bands(residents.age_bands, measure.numerator.where)
    counted = np.flatnonzero(share)
    people = (residents.people * share)[..., counted]
    standard = np.tile(
        (european_standard_population().people * share)[counted], len(residents.sexes)
    )
    by_group = np.einsum("opdsa,dg->opgsa", events[..., counted], to_group)
    population = np.einsum("dsa,dg->gsa", people, to_group).reshape(len(known), -1)
    strata = Strata(
        events=by_group.reshape(*shape[:2], len(known), -1),
        population=np.broadcast_to(population, (*shape[:2], *population.shape)).copy(),
        standard=standard,
        described=catchment.described,
    )
    return _only(axis, known), strata


def _events(
    rows: CellRows, tally: TALLY, fine: Sequence[Sequence[int]], shape: tuple[int, ...]
) -> FloatArray:
    at = [np.asarray(places)[rows.codes[c]] for c, places in zip(COLUMNS, fine, strict=True)]
    placed = np.all([position >= 0 for position in at], axis=0)
    index = (rows.organisation, rows.period, *at)
    flat = np.ravel_multi_index(tuple(each[placed] for each in index), shape)
    weights = rows.tallies[tally][placed]
    counted = np.bincount(flat, weights=weights, minlength=int(np.prod(shape)))
    return counted.astype(np.float64).reshape(shape)


def _deciles_to_groups(axis: Axis, store: Store, residents: ResidentPopulation) -> FloatArray:
    """(decile, place) 1 where a decile's residents belong to a place of the axis."""
    to_group = np.zeros((len(residents.deciles), len(axis.subgroups)))
    if not axis.columns:
        to_group[:, 0] = 1
        return to_group
    for code, subgroup in enumerate(store.vocabularies["imd_decile"].subgroups):
        decile = _position(subgroup.key, residents.deciles)
        if decile >= 0:
            to_group[decile, axis.places[0][code]] = 1
    return to_group


def _share_of_bands(bands: Sequence[str], conditions: Sequence[Condition]) -> FloatArray:
    """(age band,) share of the single years of each band of which the measure is.

    >>> _share_of_bands(["10-14", "15-19", "90+"], [Condition("age", less_than=18)]).tolist()
    [1.0, 0.6, 0.0]
    """
    tests = [condition for condition in conditions if condition.column == "age"]
    return np.array([holds(tests, _single_years(band)).mean() for band in bands])


def _single_years(band: str) -> FloatArray:
    first, _, last = band.rstrip("+").partition("-")
    return np.arange(int(first), int(last or OLDEST) + 1, dtype=np.float64)


def _position(key: str, keys: Sequence[str]) -> int:
    return keys.index(key) if key in keys else -1


def _only(axis: Axis, places: Sequence[int]) -> Axis:
    return Axis(axis.dimension, tuple(axis.subgroups[place] for place in places))
