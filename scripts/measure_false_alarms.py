"""How often an ordinary month gives a false alarm of a widening or narrowing gap.

    python scripts/measure_false_alarms.py             the published rate: 2,000 trusts
    python scripts/measure_false_alarms.py --trusts 50

In a made-up trust nothing changes for three years: each group keeps its rate, its size and its gap,
and each month differs from the last by chance alone. Counts are drawn, protected as the HES rule
does, and charted as they would be each month of the third year. Whatever the watching rule tells
then is a false alarm. Prints the table that stands in analysis/data/watching.toml. Months that hang
together (a season, a drift) give more alarms than these, and should.
"""

import argparse
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from equity_lens.analysis.trend import CONCERN, IMPROVEMENT
from equity_lens.analysis.watching import newly_moved, watching_rule
from equity_lens.statistics import xmr

SEED = 20261101
TRUSTS, MONTHS, FIRST_LOOK = 2_000, 36, 24
SUPPRESS_TO, ROUND_TO = 7, 5

# People or events of one measure in a month, and how common the event is, the worse the higher.
SIZES = (2_000, 10_000, 50_000)
LEVELS = (0.03, 0.10, 0.40)
# Shares of the groups of a dimension, and each one's rate as a multiple of the level.
FIFTHS = ((0.22, 0.21, 0.19, 0.19, 0.19), (1.35, 1.15, 1.0, 0.85, 0.7))
ETHNIC_GROUPS = ((0.75, 0.03, 0.13, 0.06, 0.03), (1.0, 1.0, 1.0, 1.0, 1.0))
SEXES = ((0.55, 0.45), (1.0, 1.0))
AGES = ((0.15, 0.2, 0.3, 0.22, 0.13), (1.0, 1.0, 1.0, 1.0, 1.0))


@dataclass
class Found:
    """How many charts were looked at, over all months, and how many gave a false alarm."""

    looks: int = 0
    alarms: int = 0

    def add(self, told: npt.NDArray[np.str_], watched: npt.NDArray[np.bool_]) -> None:
        """Count one month of some charts."""
        self.looks += int(watched.sum())
        self.alarms += int(((told != "") & watched).sum())

    @property
    def rate(self) -> float:
        """False alarms for each chart and month."""
        return self.alarms / self.looks


def measured(trusts: int, seed: int = SEED) -> dict[int, Found]:
    """Looks and false alarms by how many people a measure counts in a month."""
    rng = np.random.default_rng(seed)
    found = {size: Found() for size in SIZES}
    for size in SIZES:
        for level in LEVELS:
            for dimension in (FIFTHS, ETHNIC_GROUPS, SEXES, AGES):
                gaps = _gaps(dimension, size, level, trusts, rng)
                _look(gaps, found[size])
    return found


def _gaps(
    dimension: tuple[tuple[float, ...], tuple[float, ...]],
    size: int,
    level: float,
    trusts: int,
    rng: np.random.Generator,
) -> npt.NDArray[np.float64]:
    """(series, month): gaps of one dimension's groups, up is worse, from protected counts."""
    shares, rates = (np.array(each)[:, None, None] for each in dimension)
    people = rng.poisson(np.broadcast_to(size * shares, (len(shares), trusts, MONTHS)))
    events = rng.binomial(people, level * rates)
    shown_people, shown_events = _protected(people), _protected(events)
    value = shown_events / shown_people
    if dimension is FIFTHS:
        gap = value[:1] - value[-1]  # of a gradient, only its ends are watched
    else:
        gap = value - _protected(events.sum(axis=0)) / _protected(people.sum(axis=0))
    return gap.reshape(-1, MONTHS)


def _protected(counts: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    rounded = np.floor(counts / ROUND_TO + 0.5) * ROUND_TO
    return np.where((counts >= 1) & (counts <= SUPPRESS_TO), np.nan, rounded)


def _look(gaps: npt.NDArray[np.float64], found: Found) -> None:
    """Look at every chart each month of the third year."""
    rule = watching_rule()
    at_least = np.full(len(gaps), rule["at_least"]["difference in proportion"])
    before: npt.NDArray[np.str_] | None = None
    for month in range(FIRST_LOOK, MONTHS + 1):
        seen = gaps[:, :month]
        chart = xmr(seen, better="lower")
        meaning = chart.meaning[:, -1].astype(str)
        direction = np.where(np.isin(meaning, [IMPROVEMENT, CONCERN]), meaning, "")
        watched = np.count_nonzero(~np.isnan(seen), axis=1) >= rule["fewest_points"]
        watched &= ~np.isnan(seen[:, -1])
        if before is not None:
            told = newly_moved(seen[:, -1], chart.centre[:, -1], direction, before, at_least)
            found.add(told, watched)
        before = direction


def main() -> None:
    """Measure, and print the table."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--trusts", type=int, default=TRUSTS)
    trusts = options.parse_args().trusts
    found = measured(trusts)
    looks = sum(each.looks for each in found.values())
    alarms = sum(each.alarms for each in found.values())
    print("[false_alarms]              # measured by scripts/measure_false_alarms.py")
    print(f"seed = {SEED}\ntrusts = {trusts}\nlooks = {looks}\nalarms = {alarms}")
    print(f"for_each_chart_and_month = {alarms / looks:.4f}")
    for size, each in found.items():
        print(f"\n[[false_alarms.by_size]]\npeople_a_month = {size}")
        print(f"for_each_chart_and_month = {each.rate:.4f}")


if __name__ == "__main__":
    main()
