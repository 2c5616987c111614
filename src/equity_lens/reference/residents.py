"""Residents of an area by the subgroups that users of a service are counted in."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from equity_lens.errors import ReferenceMissing
from equity_lens.reference.populations import (
    ResidentPopulation,
    census_ethnicity,
    resident_population,
)
from equity_lens.reference.vocabularies import roll_up

DEPRIVATION = ("imd_decile", "imd_quintile")
AGE_AND_SEX = ("age_band5", "age_band", "sex")
ETHNICITY = ("ethnic_category", "ethnic_group", "ethnic_group_broad")
AS_PUBLISHED = "IMD 2019"  # the edition by whose areas ONS published the mid-2019 counts


@dataclass(frozen=True)
class Residents:
    """People who live in an area, by the key of a subgroup; ``year`` is that of the count."""

    people: dict[str, float]
    source: str
    year: str


def residents_by(
    dimension: str, authorities: frozenset[str], edition: str | None = None
) -> Residents:
    """Residents of some local authorities by the known subgroups of one dimension.

    Parameters
    ----------
    dimension
        A key: deprivation (tenth or fifth), ethnicity, age or sex.
    authorities
        ONS codes of local authorities of April 2024.
    edition
        The deprivation edition by which the users were linked; needed for deprivation alone.

    Raises
    ------
    ReferenceMissing
        Nobody has counted residents by this dimension or edition in the bundled data, or a code
        is not a local authority. The problem is a sentence that can stand in place of the figure.

    Examples
    --------
    >>> leeds = residents_by("sex", frozenset({"E08000035"}))
    >>> leeds.people, leeds.year
    ({'female': 403794.0, 'male': 389345.0}, 'mid-2019')
    >>> residents_by("ethnic_group", frozenset({"E08000035"})).people["white"]
    641801.0
    """
    if dimension in DEPRIVATION:
        if not edition:
            raise ReferenceMissing(
                "The source does not name its deprivation edition, so its fifths cannot be set "
                "beside residents.",
                remedy="Use a source that names IMD 2025 or IMD 2019.",
            )
        return _by_deprivation(dimension, resident_population(edition, authorities), edition)
    if dimension in AGE_AND_SEX:
        return _by_age_or_sex(dimension, resident_population(AS_PUBLISHED, authorities))
    if dimension in ETHNICITY:
        return _by_ethnicity(dimension, authorities)
    raise ReferenceMissing(
        "No count of residents is published for these groups.",
        remedy="Compare by deprivation, ethnicity, age or sex.",
    )


def _by_deprivation(dimension: str, population: ResidentPopulation, edition: str) -> Residents:
    people = dict(zip(population.deciles, population.people.sum(axis=(1, 2)), strict=True))
    source = f"ONS mid-2019 population estimates, by {edition}"
    return Residents(_added(people, "imd_decile", dimension), source, "mid-2019")


def _by_age_or_sex(dimension: str, population: ResidentPopulation) -> Residents:
    source = "ONS mid-2019 population estimates"
    if dimension == "sex":
        by_sex = population.people.sum(axis=(0, 2)).tolist()
        return Residents(dict(zip(population.sexes, by_sex, strict=True)), source, "mid-2019")
    by_age = dict(zip(population.age_bands, population.people.sum(axis=(0, 1)), strict=True))
    return Residents(_added(by_age, "age_band5", dimension), source, "mid-2019")


def _by_ethnicity(dimension: str, authorities: frozenset[str]) -> Residents:
    people = census_ethnicity(authorities)
    if not people:
        raise ReferenceMissing(
            "The 2021 census has no residents of these local authorities.",
            remedy="Give ONS codes of local authorities, such as E08000035.",
        )
    source = "ONS Census 2021, table TS021, each census group put to the nearest NHS category"
    return Residents(_added(people, "ethnic_category", dimension), source, "2021")


def _added(people: Mapping[str, float], fine: str, wanted: str) -> dict[str, float]:
    """Fine subgroups added to the ones that are wanted."""
    to = roll_up(fine, wanted) if wanted != fine else {key: key for key in people}
    added: dict[str, float] = defaultdict(float)
    for key, number in people.items():
        added[to[key]] += float(number)
    return dict(added)
