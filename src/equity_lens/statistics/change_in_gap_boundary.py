"""How far a difference must go to count, when it is looked at again and again.

A line drawn at 1.96 standard errors is crossed by chance in one look of twenty, and in a quarter of
all series that are looked at twelve times. The risk is spent over the looks instead: very little at
the first, when little is known, and nearly all of it by the last.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from scipy.special import ndtr, ndtri

from equity_lens.errors import StatisticRefused
from equity_lens.statistics.estimate import FloatArray

# Trapezium points across the stretch in which no call has been made; thirds of a thousandth off.
POINTS = 801
HALVINGS = 60
FARTHEST = 10.0


def boundary_of_looks(information: Sequence[float], false_alarms: float = 0.05) -> FloatArray:
    """Standard errors that a difference must exceed at each look, either way.

    Parameters
    ----------
    information : (looks,) rising numbers
        How much is known at each look, as a share of what will be known at the last: 1.
    false_alarms
        Chance of ever crossing, over all looks and in either direction, if nothing has changed.

    Returns
    -------
    array (looks,)
        High at first, falling towards the last.

    Raises
    ------
    StatisticRefused
        Shares that do not rise to 1; a chance outside 0 to 1.

    Notes
    -----
    Spending function of O'Brien and Fleming's kind (Lan and DeMets), half to each side; the chance
    of a first crossing at each look is found by integration over where the difference may have been
    at the look before.

    References
    ----------
    Lan KKG, DeMets DL. Biometrika 1983;70:659-663. Armitage P, McPherson CK, Rowe BC. J R Stat Soc A
    1969;132:235-244.

    Examples
    --------
    >>> boundary_of_looks([0.2, 0.4, 0.6, 0.8, 1]).round(2)
    array([4.88, 3.36, 2.68, 2.29, 2.03])
    """
    shares = tuple(float(share) for share in information)
    rising = all(a < b for a, b in zip((0.0, *shares), shares, strict=False))
    if not (rising and shares and abs(shares[-1] - 1) < 1e-12 and 0 < false_alarms < 1):
        raise StatisticRefused(
            "The information at the looks must rise from above 0 to 1, and the chance of a false "
            "alarm lie between 0 and 1.",
            remedy="Divide by the information at the last look.",
        )
    return np.array(_boundary(shares, float(false_alarms)))


@lru_cache(maxsize=256)
def _boundary(information: tuple[float, ...], false_alarms: float) -> tuple[float, ...]:
    # Everything is on the scale of the sum so far, whose variance is the information.
    spent = 2 * ndtr(ndtri(false_alarms / 4) / np.sqrt(information))
    limits: list[float] = []
    place, density, at, before = np.zeros(1), np.ones(1), 0.0, 0.0
    for share, total in zip(information, spent, strict=True):
        step = np.sqrt(share - at)
        limit = _crossed_with(total - before, place, density, step, np.sqrt(share))
        limits.append(limit / np.sqrt(share))
        grid, gap = np.linspace(-limit, limit, POINTS, retstep=True)
        apart = (grid[:, None] - place) / step
        arriving = np.exp(-(apart**2) / 2) / (step * np.sqrt(2 * np.pi)) @ density
        weight = np.full(POINTS, gap)
        weight[[0, -1]] = gap / 2
        place, density, at, before = grid, arriving * weight, share, total
    return tuple(limits)


def _crossed_with(
    chance: float, place: FloatArray, density: FloatArray, step: float, spread: float
) -> float:
    """The limit above which the sum rises with that chance, by halving."""
    low, high = 0.0, FARTHEST * spread
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        beyond = float(ndtr((place - middle) / step) @ density)
        low, high = (middle, high) if beyond > chance else (low, middle)
    return high
