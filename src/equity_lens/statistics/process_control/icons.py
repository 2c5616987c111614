"""What a chart says at a glance: is it changing, and will it meet the target?"""

import numpy as np
import numpy.typing as npt

from equity_lens.statistics.estimate import BoolArray, FloatArray
from equity_lens.statistics.process_control.reading import Direction
from equity_lens.statistics.process_control.special_causes import Words

IMPROVEMENT, CONCERN, NEUTRAL, COMMON_CAUSE = "improvement", "concern", "neutral", "common cause"
PASS, FAIL, INCONSISTENT = "pass", "fail", "inconsistent"


def meanings(side: npt.NDArray[np.int8], better: Direction) -> Words:
    """What a point on that side of ordinary variation means."""
    high, low = {
        "higher": (IMPROVEMENT, CONCERN),
        "lower": (CONCERN, IMPROVEMENT),
        "neither": (NEUTRAL, NEUTRAL),
    }[better]
    return np.array([low, COMMON_CAUSE, high], dtype=object)[side + 1]


def variation_icons(
    side: npt.NDArray[np.int8], meaning: Words, counted: BoolArray
) -> npt.NDArray[np.str_]:
    """The meaning of the latest counted point and whether it is high or low; "" where none is."""
    length = side.shape[-1]
    latest = length - 1 - counted[..., ::-1].argmax(axis=-1)[..., None]
    said = np.take_along_axis(meaning, latest, axis=-1)[..., 0].astype(str)
    up = np.take_along_axis(side, latest, axis=-1)[..., 0]
    word = np.select([up > 0, up < 0], [" high", " low"], "")
    return np.where(counted.any(axis=-1), np.char.add(said, word), "")


def assurance_icons(
    lower: FloatArray, upper: FloatArray, target: FloatArray, better: Direction
) -> npt.NDArray[np.str_]:
    """Whether the limits at the latest period with a target lie on its good side.

    "" where there is no target, no limits, or no better direction.
    """
    length = target.shape[-1]
    given = ~np.isnan(target)
    latest = length - 1 - given[..., ::-1].argmax(axis=-1)[..., None]
    aim, low, high = (
        np.take_along_axis(of, latest, axis=-1)[..., 0] for of in (target, lower, upper)
    )
    with np.errstate(invalid="ignore"):
        out_of_reach, surpassed = (
            (aim > high, aim < low) if better == "higher" else (aim < low, aim > high)
        )
    said = np.select([out_of_reach, surpassed], [FAIL, PASS], INCONSISTENT)
    unsaid = np.isnan(aim) | np.isnan(low) | np.isnan(high) | (better == "neither")
    return np.where(unsaid, "", said)
