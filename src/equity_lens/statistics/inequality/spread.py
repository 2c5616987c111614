"""How far the groups lie from a centre, taken together, and how sure that is.

Every measure of spread is above nought by chance alone, and its ordinary standard error vanishes
where the groups are alike. So the limits are the roots of the limits of its square, whose variance
keeps the second-order term: exactly the published one for the between-group variance, and one that
bounds it for absolute differences, whose squared mean never exceeds the mean of their squares.
"""

from typing import NamedTuple

import numpy as np

from equity_lens.statistics._checks import normal_deviate
from equity_lens.statistics.estimate import FloatArray
from equity_lens.statistics.inequality.groups import Groups, Inequality

ON_CENTRE = 1e-12


class Spread(NamedTuple):
    """A measure of spread, what moves it, and the second-order variance of its square.

    ``gradient`` is how much the measure moves with each group's value. ``beyond`` is twice the
    trace of (A V)², where the squares that bound the measure are the quadratic form A of values
    with variances V.
    """

    value: FloatArray
    gradient: FloatArray
    beyond: FloatArray


def mean_absolute(
    groups: Groups, weight: FloatArray, centre: FloatArray, centre_weight: FloatArray
) -> Spread:
    """Weighted mean of the absolute differences from a centre made of the groups, or given."""
    apart = groups.value - centre
    value = (weight * np.abs(apart)).sum(axis=-1)
    # Rounding in the centre must not push a group that lies on it to one side.
    slack = ON_CENTRE * np.abs(groups.value).max(axis=-1, keepdims=True)
    pull = weight * np.where(np.abs(apart) <= slack, 0.0, np.sign(apart))
    gradient = pull - centre_weight * pull.sum(axis=-1, keepdims=True)
    return Spread(value, gradient, _beyond(groups.error, weight, centre_weight))


def root_mean_square(groups: Groups) -> Spread:
    """Square root of the weighted mean of the squared differences from the groups' average."""
    apart = groups.value - groups.mean
    value = np.sqrt((groups.share * apart**2).sum(axis=-1))
    level = np.where(value > 0, value, 1)[..., None]
    return Spread(
        value, groups.share * apart / level, _beyond(groups.error, groups.share, groups.share)
    )


def as_percent_of(spread: Spread, centre: FloatArray, centre_weight: FloatArray) -> Spread:
    """The spread in per cent of its centre; ``nan`` where that is nought."""
    with np.errstate(divide="ignore", invalid="ignore"):
        level = np.where(centre == 0, np.nan, centre)
        part = 100 / level
    value = spread.value * part[..., 0]
    gradient = part * spread.gradient - value[..., None] * centre_weight / level
    return Spread(value, gradient, spread.beyond * part[..., 0] ** 4)


def limits_of_root(spread: Spread, error: FloatArray, confidence: float) -> Inequality:
    """The measure with limits that are roots of the limits of its square."""
    value, square = spread.value, spread.value**2
    standard_error = np.sqrt((spread.gradient**2 * error**2).sum(axis=-1))
    reach = normal_deviate(confidence) * error_of_square(spread, error)
    lower, upper = np.sqrt(np.maximum(square - reach, 0)), np.sqrt(square + reach)
    return Inequality(value, standard_error, lower, upper)


def error_of_square(spread: Spread, error: FloatArray) -> FloatArray:
    """Standard error of the square of a measure of spread."""
    first = 4 * spread.value**2 * (spread.gradient**2 * error**2).sum(axis=-1)
    return np.sqrt(first + spread.beyond)


def _beyond(error: FloatArray, weight: FloatArray, centre_weight: FloatArray) -> FloatArray:
    """Twice the trace of (A V)²; A is diag(w) - w c' - c w' + c c', from (I - 1 c')' W (I - 1 c').

    With a_i = -w_i c_j - c_i w_j + c_i c_j off the diagonal, the double sum falls into products of
    single sums, so that nothing of the size of groups by groups is made.
    """
    v, w, c = error**2, weight, centre_weight

    def total(of: FloatArray) -> FloatArray:
        return (of * v).sum(axis=-1)

    cc, ww, wc = total(c * c), total(w * w), total(w * c)
    everywhere = 2 * ww * cc + 2 * wc**2 + cc**2 - 4 * wc * cc
    diagonal = (v**2 * ((w - 2 * w * c + c**2) ** 2 - (c**2 - 2 * w * c) ** 2)).sum(axis=-1)
    return 2 * (everywhere + diagonal)
