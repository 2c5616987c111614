"""Life expectancy from an abridged life table."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from equity_lens.errors import InvalidCounts
from equity_lens.statistics._checks import (
    events_among,
    none_missing,
    normal_deviate,
    numbers,
)
from equity_lens.statistics.estimate import Estimate, FloatArray

ABRIDGED_AGES = (0, 1, *range(5, 95, 5))

# Of the year of life in which they die, infants live a tenth on average, everyone else a half.
INFANT_SHARE, LATER_SHARE = 0.1, 0.5
SMALLEST_POPULATION = 5000
WIDEST_INTERVAL_YEARS = 20

TOO_FEW_PEOPLE = "5,000 people or fewer"
NOBODY_DIED_LAST = "no deaths in the last age band"
NOBODY_LIVES = "nobody lives to this age"
TOO_UNCERTAIN = "an interval wider than 20 years"
REASONS = (TOO_FEW_PEOPLE, NOBODY_DIED_LAST, NOBODY_LIVES, TOO_UNCERTAIN)


class LifeExpectancy(NamedTuple):
    """Years still to be lived from each age, or the reason why there is no figure.

    ``reason`` is empty where there is one; elsewhere ``value``, ``lower`` and ``upper`` are
    ``nan`` and it says why in words.
    """

    value: FloatArray
    lower: FloatArray
    upper: FloatArray
    reason: npt.NDArray[np.str_]

    @property
    def estimate(self) -> Estimate:
        """The value and its limits alone."""
        return Estimate(self.value, self.lower, self.upper)


def life_expectancy(
    deaths: npt.ArrayLike,
    population: npt.ArrayLike,
    *,
    ages: npt.ArrayLike = ABRIDGED_AGES,
    confidence: float = 0.95,
) -> LifeExpectancy:
    """Years that people would live on average from each age, at the death rates of a period.

    Larger means longer. It describes the period's death rates; it does not foretell how long
    anybody now alive will live.

    Parameters
    ----------
    deaths : (..., a) counts
        Deaths by age band, youngest first, last axis; nought where there were none.
    population : (..., a) counts
        People or person-years at risk, in the same order. None may be nought.
    ages : (a,) years
        First age of each band: 0, 1, 5, 10 and so on by fives; the last band is open. 0 to 90 and
        over unless given.
    confidence
        Coverage, from 0.9 to just under 1: 0.95, not 95.

    Returns
    -------
    LifeExpectancy
        ``value``, ``lower``, ``upper`` in years from the start of each age band, (..., a);
        ``[..., 0]`` is life expectancy at birth. Withheld, with ``reason``, where all ages
        together have 5,000 people or fewer, nobody died in the last band, nobody in the table lives
        to the age, or the 95% interval would be wider than 20 years.

    Raises
    ------
    InvalidCounts
        A negative or missing count, a population of nought, more deaths than people, or age bands
        that are not those of an abridged life table or do not match the counts.

    Notes
    -----
    Chiang's method as revised (Newell), the variance of Silcocks with a term for the last band.
    Assumes that deaths in a band fall evenly over it, except in infancy. OHID's package leaves the
    limits standing where it blanks a value that is too uncertain, and gives 0 years at an age
    that nobody reaches (a division of nought by nought); we withhold both.

    References
    ----------
    Chiang CL. The Life Table and its Construction. Wiley 1968. Newell C. Methods and Models in
    Demography. Wiley 1994. Silcocks PBS et al. J Epidemiol Community Health 2001;55:38-43.

    Examples
    --------
    >>> deaths = [20, 2, 1, 1, 2, 3, 4, 5, 6, 9, 14, 20, 30, 50, 80, 120, 200, 300, 450, 900]
    >>> years = life_expectancy(deaths, [5000] * 20)
    >>> f"{years.value[0]:.1f} years ({years.lower[0]:.1f} to {years.upper[0]:.1f})"
    '79.7 years (78.8 to 80.6)'
    """
    died, people = events_among(deaths, population)
    none_missing(died, "a count of deaths", "Give 0 for an age at which nobody died.")
    none_missing(people, "a population", "Give the people at risk at every age.")
    width = _band_widths(ages, died.shape[-1] if died.ndim else 1)
    lived = np.where(np.arange(width.size) == 0, INFANT_SHARE, LATER_SHARE)

    mortality = died / people
    last = mortality[..., -1:]
    with np.errstate(divide="ignore", invalid="ignore"):
        # The last band is open: nobody leaves it alive, so it lasts 2 / mortality on this reckoning.
        width = np.where(np.isinf(width), 2 / last, width)
        dying = width * mortality / (1 + width * mortality * (1 - lived))
        dying = np.where(died > people / (width * lived), 1.0, dying)
        dying[..., -1] = 1
        alive = np.cumprod(1 - dying, axis=-1)
        alive = np.concatenate([np.ones_like(last), alive[..., :-1]], axis=-1)
        years = width * (alive * (1 - dying) + lived * alive * dying)
        years[..., -1:] = alive[..., -1:] / last
        value = np.where(alive > 0, _from_the_end(years) / alive, 0)
        spread = _from_the_end(_variances(died, dying, alive, value, width, lived, last))
        error = np.sqrt(spread) / alive
    reach = normal_deviate(confidence) * error
    return _shown(value, reach, error, died, people, alive)


def _variances(
    died: FloatArray,
    dying: FloatArray,
    alive: FloatArray,
    value: FloatArray,
    width: FloatArray,
    lived: FloatArray,
    last: FloatArray,
) -> FloatArray:
    """What the chance in each band's deaths adds to the variance of years lived (Silcocks)."""
    of_dying = np.where(died > 0, dying**2 * (1 - dying) / np.where(died > 0, died, 1), 0)
    beyond = np.concatenate([value[..., 1:], np.zeros_like(last)], axis=-1)
    terms = alive**2 * of_dying * ((1 - lived) * width + beyond) ** 2
    terms[..., -1:] = (alive[..., -1:] / 2) ** 2 * 4 / (died[..., -1:] * last**2)
    return terms


def _shown(
    value: FloatArray,
    reach: FloatArray,
    error: FloatArray,
    died: FloatArray,
    people: FloatArray,
    alive: FloatArray,
) -> LifeExpectancy:
    """The figures that may be shown, and why the others may not."""
    reason = np.full(value.shape, "", dtype=f"<U{max(map(len, REASONS))}")
    # 95% whatever the level asked for: a figure should not appear by asking for less certainty.
    reason[2 * 1.96 * error > WIDEST_INTERVAL_YEARS] = TOO_UNCERTAIN
    reason[alive == 0] = NOBODY_LIVES
    reason[died[..., -1] == 0] = NOBODY_DIED_LAST
    reason[people.sum(axis=-1) <= SMALLEST_POPULATION] = TOO_FEW_PEOPLE
    value, reach = (np.where(reason == "", part, np.nan) for part in (value, reach))
    return LifeExpectancy(value, value - reach, value + reach, reason)


def _from_the_end(parts: FloatArray) -> FloatArray:
    """At each age, the sum over that age and all later ones."""
    return np.cumsum(parts[..., ::-1], axis=-1)[..., ::-1]


def _band_widths(ages: npt.ArrayLike, bands: int) -> FloatArray:
    """Years in each band, infinite for the last; refuses bands of any other table."""
    starts = np.atleast_1d(numbers(ages, "ages"))
    expected = np.array([0, 1, *range(5, 5 * (starts.size - 1), 5)], dtype=np.float64)
    if starts.size < 3 or not np.array_equal(starts, expected):
        raise InvalidCounts(
            "The ages are not those of an abridged life table: 0, 1, 5, 10 and so on by fives.",
            remedy="Sort the bands by age, and add the counts of finer bands together.",
        )
    if starts.size != bands:
        raise InvalidCounts(
            f"There are {bands} age bands of counts, and {starts.size} ages.",
            remedy="Give one count for each band, with ages= if the last is not 90 and over.",
        )
    return np.append(np.diff(starts), np.inf)
