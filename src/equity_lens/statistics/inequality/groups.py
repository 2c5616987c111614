"""What every measure of inequality asks of its groups, and what it gives back."""

from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from equity_lens.errors import StatisticRefused, TooFewGroups
from equity_lens.statistics._checks import (
    at_risk,
    normal_deviate,
    numbers,
    refuse_where,
    same_shape,
)
from equity_lens.statistics.estimate import BoolArray, Estimate, FloatArray

Better = Literal["higher", "lower"]

FEWEST_GROUPS = 3
MOST_MISSING = 0.15


class Inequality(NamedTuple):
    """One measure of inequality of each series, with its standard error and interval.

    Each part has the shape of the leading axes. ``nan`` is not known: never nought.
    """

    value: FloatArray
    standard_error: FloatArray
    lower: FloatArray
    upper: FloatArray

    @property
    def estimate(self) -> Estimate:
        """The value and its limits alone."""
        return Estimate(self.value, self.lower, self.upper)


class Groups(NamedTuple):
    """Checked groups on the last axis. A missing group has a value, error and share of nought.

    ``error`` is ``nan`` where a standard error is not known, so that limits are not known either.
    ``alike`` gives every known group the same share, ``share`` its share of the people.
    """

    value: FloatArray
    error: FloatArray
    share: FloatArray
    alike: FloatArray
    known: BoolArray

    @property
    def mean(self) -> FloatArray:
        """Average of everyone in the groups together, with the groups' axis kept."""
        return (self.share * self.value).sum(axis=-1, keepdims=True)


def known_groups(
    value: npt.ArrayLike,
    population: npt.ArrayLike | None,
    standard_error: npt.ArrayLike | None,
    fewest: int,
) -> Groups:
    """Groups of which at least ``fewest`` are known; the others take no part."""
    found = numbers(value, "values")
    if found.ndim == 0 or found.shape[-1] < fewest:
        raise TooFewGroups(
            f"At least {fewest} groups are needed.",
            remedy="Give one value for each group; compare two groups with simple_difference.",
        )
    people = np.ones(1) if population is None else at_risk(population, "population")
    error = np.full(1, np.nan) if standard_error is None else numbers(standard_error, "errors")
    refuse_where(error < 0, "a standard error is negative", "Check the source.")
    found, people, error = same_shape(
        ("values", found), ("population", people), ("standard errors", error)
    )
    known = ~np.isnan(found)
    refuse_where(
        known.sum(axis=-1) < fewest,
        f"fewer than {fewest} groups are known",
        "Leave out the series.",
    )
    refuse_where(
        known & np.isnan(people),
        "a population is missing",
        "Give the people in every group that has a value.",
    )
    weight = np.where(known, people, 0.0)
    return Groups(
        np.where(known, found, 0.0),
        np.where(known, error, 0.0),
        weight / weight.sum(axis=-1, keepdims=True),
        known / known.sum(axis=-1, keepdims=True),
        known,
    )


def unordered_groups(
    value: npt.ArrayLike,
    population: npt.ArrayLike | None,
    standard_error: npt.ArrayLike | None,
) -> Groups:
    """Groups in any order; up to 15% of them may be missing and take no part."""
    groups = known_groups(value, population, standard_error, FEWEST_GROUPS)
    refuse_where(
        groups.known.mean(axis=-1) < 1 - MOST_MISSING,
        "more than 15% of the groups are missing",
        "Leave out the series, or join small groups until fewer are withheld.",
    )
    return groups


def ordered_groups(
    value: npt.ArrayLike,
    population: npt.ArrayLike | None,
    standard_error: npt.ArrayLike | None = None,
) -> Groups:
    """Groups from the most disadvantaged to the most advantaged; none may be missing."""
    groups = known_groups(value, population, standard_error, FEWEST_GROUPS)
    refuse_where(
        ~groups.known,
        "a group is missing",
        "A gradient through the groups that are left is another gradient: leave out the series.",
    )
    return groups


def ratio_scaled(groups: Groups) -> Groups:
    """The same groups, refusing values below nought, which have no ratio to an average."""
    refuse_where(
        groups.value < 0,
        "a value is negative",
        "A relative measure needs values of nought or more: use an absolute one.",
    )
    return groups


def centre_of(
    groups: Groups, average: npt.ArrayLike | None, population: npt.ArrayLike | None
) -> tuple[FloatArray, FloatArray]:
    """Average that the groups are compared with, and the weight of each group in it.

    An average that is given from elsewhere is taken as known: no group weighs in it.
    """
    if (average is None) == (population is None):
        raise StatisticRefused(
            "Exactly one of the population and the average is needed.",
            remedy="Give the people in each group, or the average of everyone if that is published.",
        )
    if average is None:
        return groups.mean, groups.share
    known = numbers(average, "the average")[..., None]
    return same_shape(("average", known), ("values", groups.mean))[0], np.zeros_like(groups.share)


def with_limits(
    value: FloatArray,
    standard_error: FloatArray,
    confidence: float,
    *,
    lowest: float = -np.inf,
) -> Inequality:
    """Limits at so many standard errors to either side, none below ``lowest``."""
    reach = normal_deviate(confidence) * standard_error
    return Inequality(value, standard_error, np.maximum(value - reach, lowest), value + reach)


def is_higher_better(better: Better) -> bool:
    """Whether a high value is the good one."""
    if better not in ("higher", "lower"):
        raise StatisticRefused(
            f"The better direction is {better!r}, which is not known.",
            remedy='Give better="higher" or better="lower".',
        )
    return better == "higher"


def one_group(position: int, groups: Groups) -> FloatArray:
    """1 at the reference group and 0 elsewhere."""
    how_many = groups.value.shape[-1]
    if not -how_many <= position < how_many:
        raise StatisticRefused(
            f"The reference is group {position}, and there are {how_many} groups.",
            remedy="Give its position, counted from 0.",
        )
    chosen = np.zeros(groups.value.shape)
    chosen[..., position] = 1
    refuse_where(
        ~groups.known[..., position], "the reference is missing", "Choose another reference."
    )
    return chosen
