"""Who lives in an area, and the standard population: the denominators of rates."""

import csv
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
import pyarrow.compute as pc
import pyarrow.parquet as pq

from equity_lens.errors import ReferenceMissing
from equity_lens.reference.catalogue import Edition, bundled_editions, bundled_file
from equity_lens.reference.vocabularies import AGE_BAND5, IMD_DECILE

DECILES = tuple(subgroup.key for subgroup in IMD_DECILE.subgroups if subgroup.known)
SEXES = ("female", "male")
AGE_BANDS = tuple(subgroup.key for subgroup in AGE_BAND5.subgroups if subgroup.known)


@dataclass(frozen=True)
class ResidentPopulation:
    """People living in some local authorities, by deprivation, sex and age.

    ``people`` is (decile, sex, age band), in the order of ``deciles`` (1, the most deprived, to
    10), ``sexes`` (female, male) and ``age_bands`` (19 five-year bands to 90+).
    """

    people: npt.NDArray[np.float64]
    described: str
    deciles: tuple[str, ...] = DECILES
    sexes: tuple[str, ...] = SEXES
    age_bands: tuple[str, ...] = AGE_BANDS


@dataclass(frozen=True)
class StandardPopulation:
    """The weights of a directly standardised rate: ``people`` is (age band,)."""

    people: npt.NDArray[np.float64]
    described: str
    age_bands: tuple[str, ...] = AGE_BANDS


def resident_population(edition: str, local_authorities: frozenset[str]) -> ResidentPopulation:
    """Residents in mid-2019 of local authorities, by decile of a deprivation edition.

    For IMD 2019 these are the published counts, by LSOA 2011. For IMD 2025 the same people are
    carried to LSOA 2021: an area that was split gives each part its share of the residents at the
    2021 census, alike for each sex and age. That is an approximation; it loses nobody.

    Parameters
    ----------
    edition
        "IMD 2025" or "IMD 2019".
    local_authorities
        ONS codes of April 2024, as in the column ``local_authority`` of ``areas.area_table``. All
        of England: ``all_local_authorities()``.

    Raises
    ------
    ReferenceMissing
        No population is bundled for the edition, or a code is not a local authority of 2024.

    Examples
    --------
    >>> population = resident_population("IMD 2025", frozenset({"E08000035"}))
    >>> population.people.shape, int(population.people.sum())
    ((10, 2, 19), 793139)
    """
    entry = _population_of(edition)
    by_authority = _residents(entry.file.name)
    unknown = sorted(local_authorities - by_authority.keys())
    if unknown or not local_authorities:
        raise ReferenceMissing(
            "Residents were asked for of areas that are not local authorities of April 2024."
            if unknown
            else "Residents were asked for of no local authority.",
            faults=unknown,
            remedy="Give ONS codes of local authorities, such as E08000035.",
        )
    return ResidentPopulation(
        people=np.sum([by_authority[code] for code in sorted(local_authorities)], axis=0),
        described=f"{entry.name}; local authorities: {len(local_authorities)}. Source: {entry.source}",
    )


def all_local_authorities() -> frozenset[str]:
    """ONS codes of every local authority in England, April 2024.

    >>> len(all_local_authorities())
    296
    """
    return frozenset(_residents(_population_of("IMD 2025").file.name))


def european_standard_population() -> StandardPopulation:
    """The European Standard Population 2013, in 19 bands; it is the same for each sex.

    >>> standard = european_standard_population()
    >>> standard.age_bands[0], standard.people[0], standard.people.sum()
    ('0-4', np.float64(5000.0), np.float64(100000.0))
    """
    with bundled_file("european_standard_population_2013.csv").open(encoding="utf-8") as file:
        people = {row["age_band5"]: float(row["people"]) for row in csv.DictReader(file)}
    return StandardPopulation(
        people=np.array([people[band] for band in AGE_BANDS]),
        described="European Standard Population 2013 (Eurostat), 19 bands",
    )


def census_ethnicity(local_authorities: frozenset[str]) -> dict[str, int]:
    """Residents at the 2021 census of local authorities, by NHS ethnic category (A to S).

    The 19 groups of the census are put to the nearest category: Gypsy, Irish Traveller and Roma to
    C; Arab to S. For the five groups, add by ``roll_up("ethnic_category", "ethnic_group")``: then
    Chinese is with the others, as in the NHS codes, and not with Asian, as in the census.

    >>> census_ethnicity(frozenset({"E08000035"}))["J"]
    31405
    """
    counts: dict[str, int] = defaultdict(int)
    for authority, category, people in _census():
        if authority in local_authorities:
            counts[category] += people
    return dict(counts)


def _population_of(edition: str) -> Edition:
    for entry in bundled_editions():
        if entry.kind == "population" and f"by {edition} " in entry.name:
            return entry
    raise ReferenceMissing(
        f'No resident population is bundled for the deprivation edition "{edition}".',
        remedy="Use IMD 2025 or IMD 2019 for standardised rates.",
    )


@cache
def _residents(name: str) -> dict[str, npt.NDArray[np.float64]]:
    table = pq.read_table(bundled_file(name))
    place = {
        "sex": pc.index_in(table["sex"], value_set=_arrow(SEXES)),
        "age": pc.index_in(table["age_band5"], value_set=_arrow(AGE_BANDS)),
    }
    at = (
        np.asarray(table["imd_decile"]).astype(int) - 1,
        np.asarray(place["sex"]),
        np.asarray(place["age"]),
    )
    authority = table["local_authority"].combine_chunks().dictionary_encode()
    which = np.asarray(authority.indices)
    people = np.zeros((len(authority.dictionary), len(DECILES), len(SEXES), len(AGE_BANDS)))
    people[(which, *at)] = np.asarray(table["people"])
    return dict(zip(authority.dictionary.to_pylist(), people, strict=True))


def _arrow(keys: tuple[str, ...]):
    import pyarrow as pa

    return pa.array(keys)


@cache
def _census() -> tuple[tuple[str, str, int], ...]:
    with bundled_file("census_2021_ethnic_category.csv").open(encoding="utf-8") as file:
        return tuple(
            (row["local_authority"], row["ethnic_category"], int(row["people"]))
            for row in csv.DictReader(file)
        )
