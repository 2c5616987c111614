"""How finely a number of people affected is said: no finer than anyone can know it."""

import numpy as np
import numpy.typing as npt

from equity_lens.statistics.estimate import FloatArray

STEPS = np.array([unit * 10.0**power for power in range(9) for unit in (5, 10)])
SHARE_OF_VALUE = 0.025


def round_people(people: npt.ArrayLike) -> FloatArray:
    """Numbers of people, each rounded to a step that suits its size.

    The step is the largest of 5, 10, 50, 100, 500, 1,000 and so on that is not above 2.5% of the
    number, and never finer than 5. So "about 720" is said of 717.08, and "about 215" of 216.

    Parameters
    ----------
    people : any shape
        Nought or more. ``nan`` stays ``nan``.

    Examples
    --------
    >>> round_people([717.08, 216, 3]).tolist(), round_people(12345).item()
    ([720.0, 215.0, 5.0], 12300.0)
    """
    number = np.asarray(people, dtype=np.float64)
    position = np.searchsorted(STEPS, number * SHARE_OF_VALUE, side="right") - 1
    step = STEPS[np.clip(position, 0, len(STEPS) - 1)]
    return np.floor(number / step + 0.5) * step


def significant(values: npt.ArrayLike, figures: int = 3) -> FloatArray:
    """Values to a number of significant figures; ``nan`` stays ``nan``.

    Examples
    --------
    >>> significant([1234.5, 0.98765, 0])
    array([1.23e+03, 9.88e-01, 0.00e+00])
    """
    number = np.asarray(values, dtype=np.float64)
    size = np.floor(np.log10(np.where(np.abs(number) > 0, np.abs(number), 1.0)))
    size = np.where(np.isnan(size), 0.0, size)
    # Dividing by a whole power of ten keeps the last digit clean: 988 / 1000, not 988 * 0.001.
    power = figures - 1 - size
    up, down = 10.0 ** np.maximum(power, 0), 10.0 ** np.maximum(-power, 0)
    return np.round(number * up / down) / up * down
