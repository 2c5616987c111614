"""When a gap has newly widened or narrowed, by a published rule with a measured false-alarm rate."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

from equity_lens.analysis.trend import CONCERN, IMPROVEMENT

WIDENED, NARROWED = "widened", "narrowed"
Words = npt.NDArray[np.str_]


@cache
def watching_rule() -> dict[str, Any]:
    """The rule in force, as ``data/watching.toml`` gives it, with its measured false-alarm rate.

    Examples
    --------
    >>> watching_rule()["fewest_points"]
    12
    """
    text = files("equity_lens.analysis").joinpath("data/watching.toml").read_text("utf-8")
    return tomllib.loads(text)


def newly_moved(
    latest: npt.ArrayLike,
    mean: npt.ArrayLike,
    direction: npt.ArrayLike,
    direction_before: npt.ArrayLike,
    at_least: npt.ArrayLike,
) -> Words:
    """Which gaps have widened or narrowed since the last time they were looked at.

    Parameters
    ----------
    latest, mean : (series,)
        The latest gap and the mean of its control chart, in one unit; up is worse for the group.
    direction, direction_before : (series,) words
        What the latest point of the chart meant, "concern", "improvement" or "", this time and
        the time before.
    at_least : (series,)
        The smallest distance of the latest gap from the mean that is worth telling.

    Returns
    -------
    (series,) words
        "widened", "narrowed", or "" where there is nothing new to tell. A signal that was there
        the time before is not told again. A gap widens only where the group fares worse than its
        reference, and narrows only where it did so on average.

    Examples
    --------
    >>> newly_moved([0.08, 0.08, 0.02], [0.06, 0.06, 0.05], ["concern", "concern", "improvement"],
    ...             ["", "concern", ""], [0.005, 0.005, 0.005]).tolist()
    ['widened', '', 'narrowed']
    """
    gap, usual = np.asarray(latest, dtype=float), np.asarray(mean, dtype=float)
    now, before = np.asarray(direction, dtype=str), np.asarray(direction_before, dtype=str)
    with np.errstate(invalid="ignore"):
        new = (now != before) & (np.abs(gap - usual) >= np.asarray(at_least, dtype=float))
        widened = new & (now == CONCERN) & (gap > usual) & (gap > 0)
        narrowed = new & (now == IMPROVEMENT) & (gap < usual) & (usual > 0)
    return np.select([widened, narrowed], [WIDENED, NARROWED], "")
