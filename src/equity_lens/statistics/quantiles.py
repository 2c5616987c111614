"""Fifths (or tenths) of areas, by OHID's rule."""

import numpy as np
import numpy.typing as npt

from equity_lens.errors import StatisticRefused
from equity_lens.statistics._checks import numbers
from equity_lens.statistics.estimate import FloatArray


def area_quantiles(
    values: npt.ArrayLike, quantiles: int = 5, *, highest_first: bool = True
) -> FloatArray:
    """Which fifth of the areas each area belongs to, by its value.

    Quantile 1 holds the highest values: for a deprivation score, the most deprived areas.

    Parameters
    ----------
    values : (..., a) numbers
        One value for each area, last axis; each series on the leading axes is ranked by itself,
        so give the nation's areas for national fifths and a trust's areas for local ones. ``nan``
        where an area has none.
    quantiles
        How many: 5 for fifths, 10 for tenths.
    highest_first
        False where quantile 1 should hold the lowest values: for a deprivation rank, of which 1
        is the most deprived.

    Returns
    -------
    array
        (..., a) whole numbers from 1; ``nan`` where the area has no value, and throughout a series
        with fewer areas than quantiles.

    Raises
    ------
    StatisticRefused
        Fewer than two quantiles, or a direction for each area.

    Notes
    -----
    Where areas do not divide equally the extra ones are spread, as OHID does. Areas with the same
    value share the lowest rank, and so the same quantile. Areas are counted, not the people in
    them: say so beside the chart.

    References
    ----------
    OHID, Fingertips, assigning deprivation categories; PHEindicatormethods, ``phe_quantile``.

    Examples
    --------
    >>> area_quantiles([31.5, 8.2, 55.0, 20.1, 14.7, 40.3])
    array([2., 5., 1., 3., 4., 1.])
    """
    if quantiles != int(quantiles) or quantiles < 2:
        raise StatisticRefused(
            f"{quantiles} quantiles were asked for; there must be at least 2.",
            remedy="Give quantiles=5 for fifths or 10 for tenths.",
        )
    if not isinstance(highest_first, bool | np.bool_):
        raise StatisticRefused(
            "All the areas must be ranked in one direction.",
            remedy="Give highest_first=True or False, and rank other areas in another call.",
        )
    value = np.atleast_1d(numbers(values, "values"))
    ordered = -value if highest_first else value
    areas = np.count_nonzero(~np.isnan(value), axis=-1, keepdims=True)
    from_the_far_end = areas + 1 - _lowest_rank(ordered)
    # Whole-number arithmetic: a quotient that should be whole must not be rounded up.
    with np.errstate(divide="ignore", invalid="ignore"):
        counted_back = -np.floor_divide(-from_the_far_end * quantiles, areas)
    quantile = np.maximum(quantiles + 1 - counted_back, 1)
    return np.where(np.isnan(value) | (areas < quantiles), np.nan, quantile)


def _lowest_rank(value: FloatArray) -> FloatArray:
    """Rank from 1 along the last axis, ties given the lowest; ``nan`` ranks last."""
    order = np.argsort(value, axis=-1, kind="stable")
    ordered = np.take_along_axis(value, order, axis=-1)
    place = np.broadcast_to(np.arange(1, value.shape[-1] + 1), value.shape)
    repeats = np.zeros(value.shape, dtype=bool)
    repeats[..., 1:] = ordered[..., 1:] == ordered[..., :-1]
    lowest = np.maximum.accumulate(np.where(repeats, 0, place), axis=-1)
    rank = np.empty(value.shape)
    np.put_along_axis(rank, order, lowest.astype(np.float64), axis=-1)
    return rank
