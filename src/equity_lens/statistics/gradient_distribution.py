"""Quantiles of weighted sums of values whose errors are normal on another scale.

A published rate has a normal error on the scale of logarithms, a proportion on that of logits; a
weighted sum of them is skewed. A simulation would draw it a hundred thousand times. Here its first
four cumulants are found by Gauss-Hermite quadrature, and its quantiles by a Cornish-Fisher series.
"""

from collections.abc import Callable

import numpy as np
from scipy.special import ndtri

from equity_lens.statistics.estimate import FloatArray

Back = Callable[[FloatArray], FloatArray]

NODES, WEIGHTS = np.polynomial.hermite_e.hermegauss(40)
SHARES = WEIGHTS / WEIGHTS.sum()

# Secant steps towards the ratio; they settle within six.
STEPS = 12


def quantile_of_sum(
    weight: FloatArray, scaled: FloatArray, error: FloatArray, back: Back, probability: float
) -> FloatArray:
    """Quantile of Σ weight · back(Normal(scaled, error)) over the last axis."""
    return _cornish_fisher(weight, _cumulants(scaled, error, back), float(ndtri(probability)))


def quantile_of_ratio(
    above: FloatArray,
    below: FloatArray,
    scaled: FloatArray,
    error: FloatArray,
    back: Back,
    probability: float,
) -> FloatArray:
    """Quantile of Σ above · Y / Σ below · Y, where the lower sum is surely positive; else ``nan``.

    The ratio stays at or below r as often as Σ (above - r below) · Y stays at or below nought.
    """
    cumulants, deviate = _cumulants(scaled, error, back), float(ndtri(probability))
    top, bottom = (above * cumulants[0]).sum(axis=-1), (below * cumulants[0]).sum(axis=-1)
    spread = np.sqrt((below**2 * cumulants[1]).sum(axis=-1))

    def beyond(ratio: FloatArray) -> FloatArray:
        weight = above - ratio[..., None] * below
        return _cornish_fisher(weight, cumulants, deviate)

    with np.errstate(divide="ignore", invalid="ignore"):
        surely_positive = bottom > abs(deviate) * spread
        before = np.asarray(top / bottom)
        ratio = before + beyond(before) / bottom
        was, now = beyond(before), beyond(ratio)
        for _ in range(STEPS):
            moves = (now != was) & (now != 0)
            step = np.where(moves, now * (ratio - before) / np.where(moves, now - was, 1), 0)
            before, ratio, was = ratio, ratio - step, now
            now = beyond(ratio)
    return np.where(surely_positive, ratio, np.nan)


def _cumulants(scaled: FloatArray, error: FloatArray, back: Back) -> FloatArray:
    """First four cumulants of each value, on the first axis."""
    mean, second, third, fourth = (np.zeros(scaled.shape) for _ in range(4))
    for node, share in zip(NODES, SHARES, strict=True):
        mean += share * back(scaled + error * node)
    for node, share in zip(NODES, SHARES, strict=True):
        apart = back(scaled + error * node) - mean
        squared = apart * apart
        second += share * squared
        third += share * squared * apart
        fourth += share * squared * squared
    return np.stack([mean, second, third, fourth - 3 * second**2])


def _cornish_fisher(weight: FloatArray, cumulants: FloatArray, deviate: float) -> FloatArray:
    """Quantile of a weighted sum of independent values from their cumulants."""
    squared = weight * weight
    mean, variance, third, fourth = (
        (power * cumulant).sum(axis=-1)
        for power, cumulant in zip(
            (weight, squared, squared * weight, squared * squared), cumulants, strict=True
        )
    )
    spread = np.sqrt(variance)
    safe = np.where(spread > 0, spread, 1)
    skew, tails = third / safe**3, fourth / safe**4
    z = deviate
    stretched = (
        z + (z**2 - 1) * skew / 6 + (z**3 - 3 * z) * tails / 24 - (2 * z**3 - 5 * z) * skew**2 / 36
    )
    return mean + stretched * spread
