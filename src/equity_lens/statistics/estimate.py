"""A value and its interval, which travel together."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]


class Estimate(NamedTuple):
    """A value with the limits between which it probably lies.

    Each part is an array of one shape: one entry for each series or group. ``nan`` means that the
    value, or that limit, is not known or is withheld; it is never nought.

    Examples
    --------
    >>> Estimate(np.array([0.5]), np.array([0.4]), np.array([0.6])).value
    array([0.5])
    """

    value: FloatArray
    lower: FloatArray
    upper: FloatArray
