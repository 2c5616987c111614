"""One provider beside the others, allowing for size. Never a ranking."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

from equity_lens.cells import BoolArray, Counts, FloatArray

FEWEST_PROVIDERS = 3
LIMITS = (0.95, 0.998)
POINTS_ON_CURVE = 60


@dataclass(frozen=True)
class Funnel:
    """Providers around their common value in one period.

    ``provider`` holds positions of organisations. ``people`` is the effective number behind each
    value: people counted, or 1 / (1/n1 + 1/n2) for a gap between two groups. ``beyond`` is "",
    "95%" or "99.8%". ``curve`` rows are (people, lower 99.8%, lower 95%, upper 95%, upper 99.8%).
    ``left_out`` counts providers whose counts are withheld or missing.
    """

    period: int
    centre: float
    unit: str
    title: str
    provider: npt.NDArray[np.intp]
    people: FloatArray
    value: FloatArray
    beyond: tuple[str, ...]
    curve: FloatArray
    left_out: int


def funnel_of_everyone(total: Counts, is_provider: BoolArray) -> Funnel | None:
    """Providers' proportions around the pooled proportion, in the latest period that has enough.

    Parameters
    ----------
    total
        Counts of everyone.
    is_provider : (organisation,)
        True for trusts and other providers: a nation or a system is not a point beside its parts.

    Returns
    -------
    Funnel or None
        None where no period has at least three providers, or the measure is no proportion.

    Notes
    -----
    Limits at the pooled value p plus and minus z sqrt(p (1 - p) / n), for 95% and 99.8%. They do
    not allow for providers differing in more than chance (over-dispersion): with large numbers
    many lie outside.

    References
    ----------
    Spiegelhalter DJ. Stat Med 2005;24:1185-1202.
    """
    if total.measure.value != "proportion":
        return None
    events, people = total.numerator[..., 0], total.denominator[..., 0]
    period = _latest(_usable(events, people), is_provider)
    if period is None:
        return None
    kept = np.flatnonzero(_usable(events, people)[:, period] & is_provider)
    n, a = people[kept, period], events[kept, period]
    centre = float(a.sum() / n.sum())
    spread = centre * (1 - centre)
    return _funnel(
        period, centre, spread, "proportion", total.measure.title, kept, n, a / n,
        _seen(total, period, is_provider) - len(kept), (0.0, 1.0),
    )  # fmt: skip


def funnel_of_gap(counts: Counts, is_provider: BoolArray) -> Funnel | None:
    """Providers' gaps between the first and last group of an ordered dimension.

    First minus last (most deprived minus least deprived), for proportions.

    Parameters
    ----------
    counts
        Counts along an ordered dimension, most deprived first.
    is_provider : (organisation,)
        As for ``funnel_of_everyone``.

    Notes
    -----
    The common gap is the average of the gaps weighted by effective number x = 1 / (1/n1 + 1/n2)
    (Mantel and Haenszel's risk difference), so a provider is compared within itself. Limits at
    the common gap plus and minus z sqrt(p (1 - p) / x), p being the proportion of both groups of
    all providers together.

    References
    ----------
    Greenland S, Robins JM. Biometrics 1985;41:55-68. Spiegelhalter DJ. Stat Med 2005;24:1185-1202.
    """
    known = np.flatnonzero(counts.known)
    if counts.measure.value != "proportion" or not counts.dimension.ordered or len(known) < 2:
        return None
    ends = known[[0, -1]]
    events, people = counts.numerator[..., ends], counts.denominator[..., ends]
    usable: BoolArray = np.all(_usable(events, people), axis=-1)
    period = _latest(usable, is_provider)
    if period is None:
        return None
    kept = np.flatnonzero(usable[:, period] & is_provider)
    n, a = people[kept, period], events[kept, period]
    gap = a[:, 0] / n[:, 0] - a[:, 1] / n[:, 1]
    effective = 1 / (1 / n).sum(axis=1)
    centre = float((effective * gap).sum() / effective.sum())
    pooled = float(a.sum() / n.sum())
    first, last = (counts.subgroups[i].label.lower() for i in ends)
    return _funnel(
        period, centre, pooled * (1 - pooled), "difference in proportion",
        f"{counts.measure.title}: {first} minus {last}", kept, effective, gap,
        _seen(counts, period, is_provider) - len(kept), (-1.0, 1.0),
    )  # fmt: skip


def _usable(events: FloatArray, people: FloatArray) -> BoolArray:
    with np.errstate(invalid="ignore"):
        return (people > 0) & (events <= people)


def _latest(usable: BoolArray, is_provider: BoolArray) -> int | None:
    enough = np.flatnonzero((usable & is_provider[:, None]).sum(axis=0) >= FEWEST_PROVIDERS)
    return int(enough[-1]) if len(enough) else None


def _seen(counts: Counts, period: int, is_provider: BoolArray) -> int:
    """Providers of whom the source says anything in the period, known or withheld."""
    return int(np.count_nonzero((counts.source_of[:, period] >= 0) & is_provider))


def _funnel(
    period: int,
    centre: float,
    spread: float,
    unit: str,
    title: str,
    kept: npt.NDArray[np.intp],
    people: FloatArray,
    value: FloatArray,
    left_out: int,
    possible: tuple[float, float],
) -> Funnel:
    reach = [float(ndtri((1 + share) / 2)) * np.sqrt(spread) for share in LIMITS]
    distance = np.abs(value - centre) * np.sqrt(people)
    beyond = np.select([distance > reach[1], distance > reach[0]], ["99.8%", "95%"], "")
    at = np.geomspace(people.min() * 0.9, people.max() * 1.1, POINTS_ON_CURVE)
    limits = [centre + z / np.sqrt(at) for z in (-reach[1], -reach[0], reach[0], reach[1])]
    curve = np.column_stack([at, *(np.clip(limit, *possible) for limit in limits)])
    return Funnel(
        period, centre, unit, title, kept, people, value, tuple(beyond.tolist()), curve, left_out
    )
