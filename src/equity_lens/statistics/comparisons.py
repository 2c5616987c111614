"""Many comparisons at once: how many of the findings may be chance."""

import numpy as np
import numpy.typing as npt

from equity_lens.statistics._checks import numbers, refuse_where
from equity_lens.statistics.estimate import FloatArray


def benjamini_hochberg(p_values: npt.ArrayLike) -> FloatArray:
    """False-discovery rate at which each comparison would be called a finding.

    Calling everything with a q value of 0.05 or less a finding, at most one finding in twenty is
    expected to be chance.

    Parameters
    ----------
    p_values : (..., m) probabilities
        One family of comparisons along the last axis: everything that was looked at, not only
        what stood out. ``nan`` where no comparison was made; it does not count as one.

    Returns
    -------
    array
        q values of the same shape, 0 to 1, never below the p value; ``nan`` where that was.

    Raises
    ------
    InvalidCounts
        A p value outside 0 to 1.

    Notes
    -----
    Benjamini and Hochberg's step-up, as ``p.adjust(method = "BH")`` in R. Holds for independent
    comparisons, and for those that tend to rise and fall together.

    References
    ----------
    Benjamini Y, Hochberg Y. J R Stat Soc B 1995;57:289-300.

    Examples
    --------
    >>> benjamini_hochberg([0.01, 0.04, 0.03, 0.5]).round(4)
    array([0.04  , 0.0533, 0.0533, 0.5   ])
    """
    p = np.atleast_1d(numbers(p_values, "p values"))
    refuse_where((p < 0) | (p > 1), "a p value is outside 0 to 1", "Give probabilities, 0 to 1.")
    order = np.argsort(p, axis=-1)
    made = np.count_nonzero(~np.isnan(p), axis=-1, keepdims=True)
    rank = np.arange(1, p.shape[-1] + 1)
    # nan sorts last; from the largest down, each q is the least of those at or above its rank.
    stepped = np.take_along_axis(p, order, axis=-1) * made / rank
    least = np.fmin.accumulate(stepped[..., ::-1], axis=-1)[..., ::-1]
    q = np.empty_like(p)
    np.put_along_axis(q, order, least, axis=-1)
    return np.where(np.isnan(p), np.nan, np.minimum(q, 1))
