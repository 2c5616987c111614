"""Change over time: of each group, and of the gap between it and its reference."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from equity_lens.analysis.deprivation import breaks, rests_on_deprivation
from equity_lens.analysis.profile import Profile
from equity_lens.analysis.reference_group import AVERAGE, NOBODY
from equity_lens.analysis.statistic import Statistic
from equity_lens.cells import EVERYONE, BoolArray, FloatArray
from equity_lens.measures.measure import Better
from equity_lens.statistics import ControlChart, Rebase, xmr

FEWEST_POINTS = 3
FIRM_POINTS = 12
"""Limits from fewer points are called provisional (NHS England, Making Data Count)."""
NEW_EDITION = "The deprivation index changes edition."
IMPROVEMENT, CONCERN = "improvement", "concern"


@dataclass(frozen=True)
class Trend:
    """One series of one organisation.

    ``values`` are (period, value and its limits). ``mean`` and the process limits are those of the
    points after the last break, ``nan`` where there are too few. ``signals`` and ``direction`` have
    an entry for each period: the special cause in words, and "improvement" or "concern"; or "".
    ``subgroup`` is a key, and ``reference``, for a gap, what the subgroup is compared with.
    """

    subgroup: str
    reference: str
    label: str
    is_gap: bool
    values: FloatArray
    withheld: BoolArray
    unit: str
    mean: float
    lower: float
    upper: float
    signals: tuple[str, ...]
    direction: tuple[str, ...]
    provisional: bool
    breaks: tuple[int, ...]


def trends(profile: Profile, organisation: int) -> list[Trend]:
    """Control charts of one organisation, for a dimension that is marked for findings.

    The value of each known subgroup, then the gap of each from the reference; the value alone for
    everyone together. A gap is turned so that **up is worse for the group**: reference minus
    subgroup where higher is better, subgroup minus reference otherwise. A series with fewer than
    three known points is left out. Where the deprivation edition changes the chart is rebased:
    limits, runs, trends and ranges never reach across.
    """
    counts = profile.counts
    charted = counts.dimension.in_findings or counts.dimension.key == EVERYONE.key
    if not charted or np.count_nonzero(counts.source_of[organisation] >= 0) < FEWEST_POINTS:
        return []
    broken = breaks(counts, organisation)
    better: Better = counts.measure.better
    keys = [subgroup.key for subgroup in counts.subgroups]
    labels = [subgroup.label for subgroup in counts.subgroups]
    against = _reference_label(profile, organisation)
    gap_labels = [f"{label}: gap from {against}" for label in labels]
    worse_is_up: Better = "neither" if better == "neither" else "lower"
    made = [
        *_charts(profile.value, organisation, broken, better, labels),
        *_charts(_turned(profile.gap, better), organisation, broken, worse_is_up, gap_labels),
    ]
    named = [*((key, "") for key in keys), *((key, profile.reference.name) for key in keys)]
    made = [
        replace(trend, subgroup=key, reference=compared, is_gap=bool(compared))
        for trend, (key, compared) in zip(made, named, strict=True)
    ]
    known = [*counts.known, *counts.known]
    return [
        trend
        for trend, is_known in zip(made, known, strict=True)
        if is_known and np.count_nonzero(~np.isnan(trend.values[:, 0])) >= FEWEST_POINTS
    ]


def _reference_label(profile: Profile, organisation: int) -> str:
    reference = profile.reference
    position = int(reference.position[organisation, -1])
    if position == NOBODY:
        return "everyone" if reference.name == AVERAGE else reference.name
    label = profile.counts.subgroups[position].label
    deprivation = rests_on_deprivation(profile.counts.dimension)
    return label[0].lower() + label[1:] if deprivation else label


def _turned(gap: Statistic, better: Better) -> Statistic:
    if better != "higher":
        return gap
    return Statistic(-gap.value, -gap.upper, -gap.lower, gap.withheld, gap.unit, gap.why_missing)


def _charts(
    series: Statistic,
    organisation: int,
    broken: list[int],
    better: Better,
    labels: list[str],
) -> list[Trend]:
    """A chart of each subgroup, all worked out at once; whose it is, is filled in by the caller."""
    values = series.value[organisation].T
    rebases = [Rebase(at, NEW_EDITION) for at in broken]
    chart = xmr(values, better=better, rebases=rebases)
    signals = _signals(chart, broken)
    since = broken[-1] if broken else 0
    direction = np.where(np.isin(chart.meaning, [IMPROVEMENT, CONCERN]), chart.meaning, "")
    return [
        Trend(
            subgroup="",
            reference="",
            label=label,
            is_gap=False,
            values=np.stack([part[organisation, :, row] for part in series.estimate], axis=1),
            withheld=series.withheld[organisation, :, row],
            unit=series.unit,
            mean=float(chart.centre[row, -1]),
            lower=float(chart.lower[row, -1]),
            upper=float(chart.upper[row, -1]),
            signals=tuple(signals[row]),
            direction=tuple(direction[row].tolist()),
            provisional=bool(np.count_nonzero(~np.isnan(values[row, since:])) < FIRM_POINTS),
            breaks=tuple(broken),
        )
        for row, label in enumerate(labels)
    ]


def _signals(chart: ControlChart, broken: list[int]) -> list[list[str]]:
    """The special cause at each point, in words."""
    from_centre = np.nan_to_num(np.sign(chart.value - chart.centre)).astype(int)
    return [
        [_words(*at) for at in zip(*row, strict=True)]
        for row in zip(
            chart.rule.tolist(),
            chart.side.tolist(),
            _length_of_run(from_centre, broken).tolist(),
            strict=True,
        )
    ]


def _words(rule: str, side: int, run: int) -> str:
    side_of = "above" if side > 0 else "below"
    return {
        "": "",
        "outside": f"{side_of} the process limits",
        "trend": f"a steady {'rise' if side > 0 else 'fall'} over 7 points or more",
        "two in three": f"two of three points far {side_of} the mean",
        "run": f"a run of {run} points {side_of} the mean",
    }[rule]


def _length_of_run(side: npt.NDArray[np.intp], broken: list[int]) -> npt.NDArray[np.intp]:
    """For each point, how many neighbours in a row lie on its side of the mean, it among them."""
    series, periods = side.shape
    begins = np.ones(side.shape, dtype=bool)
    begins[:, 1:] = side[:, 1:] != side[:, :-1]
    begins[:, broken] = True
    run = np.cumsum(begins, axis=1) + np.arange(series)[:, None] * (periods + 1)
    _, position, length = np.unique(run, return_inverse=True, return_counts=True)
    lengths: npt.NDArray[np.intp] = length[position].reshape(side.shape)
    return lengths
