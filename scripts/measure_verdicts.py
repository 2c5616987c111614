"""How often a verdict is right, as people will see it: from counts that the gate has protected.

    python scripts/measure_verdicts.py               the published rates: 5,000 projects each
    python scripts/measure_verdicts.py --projects 500

Made-up projects miss 14.2% of appointments in the target and 6.1% in the reference, over 6 or 12
months before a change and 12 after it. Months differ by chance alone. Counts are rounded to 5, and
those of 1 to 7 withheld, as under the ``hes`` policy; then the rule is asked each month (or each
quarter, of the small). Prints the tables that stand in analysis/data/verdicts.toml.
"""

import argparse
from collections.abc import Iterator

import numpy as np

from equity_lens.analysis.verdict_periods import Known, Reading
from equity_lens.analysis.verdicts import said
from equity_lens.cells import FloatArray

SEED = 20261202
PROJECTS, AFTER = 5_000, 12
TARGET, REFERENCE = 0.142, 0.061
SUPPRESS_TO, ROUND_TO = 7, 5
MATTERS = 0.02
STEP = 0.03

# People in each group and month, and how many months are counted together.
SIZES = ((2_000, 1), (500, 1), (200, 1), (200, 3), (100, 1), (100, 3))
# What changes in target and reference.
NOTHING, BOTH_FALL = (0.0, 0.0), (-STEP, -STEP)
WIDER, NARROWER, UNDER_THE_AVERAGE = (STEP, 0.0), (-STEP, 0.0), (-0.01, -0.01 - STEP)


def words(
    projects: int,
    people: int,
    change: tuple[float, float],
    *,
    before: int = 12,
    together: int = 1,
    seed: int = SEED,
    protected: bool = True,
) -> np.ndarray:
    """(project, look): what is said of made-up projects."""
    rng = np.random.default_rng([seed, people, before, together])
    months = np.arange(before + AFTER)
    counted = np.full((projects, 2, len(months) // together), float(people * together))
    rates = np.array([TARGET, REFERENCE])[:, None] + np.outer(change, months >= before)
    drawn = rng.binomial(people, np.broadcast_to(rates, (projects, *rates.shape)))
    events = drawn.reshape(*drawn.shape[:2], -1, together).sum(axis=-1)
    slack = np.zeros(events.shape)
    if protected:
        events, slack = _protected(events)
        counted = _rounded(counted)
    readings = (
        _reading(Known(*each), before // together)
        for each in zip(events.astype(float), counted, slack, strict=True)
    )
    return np.array([each.words for each in said(list(readings))])


def _reading(known: Known, before: int) -> Reading:
    periods = tuple(str(i) for i in range(known.events.shape[1]))
    planned = len(periods) - before
    return Reading(known, before, periods, "lower", MATTERS, planned)


def _rounded(counts: FloatArray) -> FloatArray:
    return np.floor(counts / ROUND_TO + 0.5) * ROUND_TO


def _protected(events: np.ndarray) -> tuple[FloatArray, FloatArray]:
    small = (events >= 1) & (events <= SUPPRESS_TO)
    shown = np.where(small, (1 + SUPPRESS_TO) / 2, _rounded(events.astype(float)))
    return shown, np.where(small, (SUPPRESS_TO - 1) / 2, 0.0)


def ever(found: np.ndarray, *wanted: str) -> float:
    """Share of projects of which any of these words was ever said."""
    return float(np.isin(found, wanted).any(axis=1).mean())


def tables(projects: int) -> Iterator[str]:
    """The measured rates, as they stand in the rule."""
    size = SIZES[0][0]
    called = [
        ever(words(projects, size, change, before=before), "widening", "narrowing")
        for change in (NOTHING, BOTH_FALL)
        for before in (6, 12)
    ]
    caught = [
        ever(words(projects, size, change, before=before), word)
        for change, word in (
            (WIDER, "widening"),
            (UNDER_THE_AVERAGE, "widening"),
            (NARROWER, "narrowing"),
        )
        for before in (6, 12)
    ]
    yield f"seed = {SEED}\nprojects = {projects}\nlooks = {AFTER}\npeople_a_month = {size}"
    yield f"ever_called = {max(called):.3f}\nwidening = {STEP}\ncaught = {min(caught):.3f}"
    for people, together in SIZES:
        yield from _of_size(projects, people, together)


def _of_size(projects: int, people: int, together: int) -> Iterator[str]:
    def found(change: tuple[float, float], *, protected: bool = True) -> np.ndarray:
        return words(projects, people, change, together=together, protected=protected)

    calm, wider, shown = found(NOTHING), found(WIDER), found((2 * STEP, 0.0))
    true = [found(change, protected=False) for change in (NOTHING, WIDER)]
    pairs = list(zip((calm, wider), true, strict=True))
    agree = np.mean([(one[:, -1] == other[:, -1]).mean() for one, other in pairs])
    yield f"\n[[error_rates.by_size]]\npeople_a_month = {people}\nmonths_together = {together}"
    yield f"ever_called = {ever(calm, 'widening', 'narrowing'):.3f}"
    yield f"caught_of_3_points = {ever(wider, 'widening'):.3f}"
    yield f"caught_of_6_points = {ever(shown, 'widening'):.3f}"
    yield f"caught_of_3_points_from_true_counts = {ever(true[1], 'widening'):.3f}"
    yield f"same_word_as_true_counts = {agree:.3f}"


def main() -> None:
    """Measure, and print the tables."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--projects", type=int, default=PROJECTS)
    for line in tables(options.parse_args().projects):
        print(line)


if __name__ == "__main__":
    main()
