"""How long the verdicts of a whole trust's projects take: 500 projects, 5 groups, 36 months.

Run it with ``python benchmarks/verdicts.py`` on a quiet machine. The projects began in different
months, some with a second baseline, some with counts that are withheld because they are small. Timed
is the way from protected counts to everything that may be shown: the words of every look, limits,
before and after, people, points. Protecting the counts is timed by itself for one project, because
it belongs to the release of the figures, which is there anyway.

The lower bound is the rule alone in one call, for 500 series that all began in one month.
"""

import datetime as dt
import time
from dataclasses import replace

import numpy as np

from equity_lens.cells import ALL, EVERYONE, Counts, Source
from equity_lens.demonstration.kept_counts import month
from equity_lens.disclosure.policy import policy
from equity_lens.disclosure.protect import protect
from equity_lens.disclosure.released import Organisation
from equity_lens.disclosure.verdicts import Shown, verdicts_of
from equity_lens.measures.load import dimensions, library
from equity_lens.measures.watched_gap import Baseline, WatchedGap
from equity_lens.reference.vocabularies import vocabulary
from equity_lens.statistics import gap_verdicts

PROJECTS, MONTHS, RUNS = 500, 36, 5
RATES = np.array([0.142, 0.115, 0.090, 0.073, 0.061])
LATEST = dt.date(2026, 10, 31)
ALL_PERIODS = tuple(month(LATEST, back) for back in reversed(range(MONTHS)))
TRUST = Organisation("SYN", "Made up")
HES = policy("hes")


def made(rng):
    """One project: which gap is watched, and its counts as they are and as the gate would show them."""
    people = rng.integers(150, 3_000, 5)
    counted = np.broadcast_to(people, (MONTHS, 5)).astype(float)
    events = rng.binomial(people, RATES, (MONTHS, 5)).astype(float)
    began = int(rng.integers(12, 33))
    baselines = [Baseline(ALL_PERIODS[began - 12], ALL_PERIODS[began])]
    if began < 24 and rng.random() < 0.3:
        again = began + 8
        baselines.append(Baseline(ALL_PERIODS[began], ALL_PERIODS[again], "A second test began."))
    gap = WatchedGap(
        "p", "outpatient-did-not-attend", "imd_quintile", "1", "5", ("2", "3", "4", "5"),
        tuple(baselines), smallest_that_matters=float(rng.choice([0.01, 0.02])),
    )  # fmt: skip
    cells = (by_group(events, counted), by_everyone(events, counted))
    return gap, cells


def by_group(events, people):
    fifths = vocabulary("imd_quintile").subgroups[:5]
    return counts(dimensions()["imd_quintile"], fifths, events, people)


def by_everyone(events, people):
    return counts(EVERYONE, (ALL,), *(each.sum(1, keepdims=True) for each in (events, people)))


def counts(dimension, subgroups, events, people):
    shown = np.zeros((1, *events.shape), dtype=bool)
    return Counts(
        measure=library()["outpatient-did-not-attend"], dimension=dimension,
        organisations=("SYN",), periods=ALL_PERIODS, subgroups=tuple(subgroups),
        numerator=events[None], denominator=people[None],
        numerator_withheld=shown, denominator_withheld=shown,
        sources=(Source("made-up.csv", "0" * 64, "counts_table", "IMD 2025", synthetic=True),),
        source_of=np.zeros((1, MONTHS), dtype=np.intp),
    )  # fmt: skip


def roughly_protected(cells):
    """As the gate would, without looking for sums: it is not what is timed here."""
    made = []
    for each in cells:
        small = (each.numerator >= 1) & (each.numerator <= HES.suppress_to)
        events = np.where(small, np.nan, np.floor(each.numerator / 5 + 0.5) * 5)
        people = np.floor(each.denominator / 5 + 0.5) * 5
        made.append(replace(each, numerator=events, denominator=people, numerator_withheld=small))
    return Shown(tuple(cells), tuple(made))


def seconds(work):
    best = np.inf
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def main():
    rng = np.random.default_rng(1)
    projects = [made(rng) for _ in range(PROJECTS)]
    shown = [(gap, roughly_protected(cells)) for gap, cells in projects]
    ours = seconds(lambda: verdicts_of(shown, policy=HES, organisation=TRUST))
    twice = seconds(lambda: verdicts_of(shown + shown, policy=HES, organisation=TRUST))
    events = np.stack([cells[0].numerator[0].T for _, cells in projects])
    people = np.stack([cells[0].denominator[0].T for _, cells in projects])
    bound = seconds(
        lambda: gap_verdicts(
            events[:, 0], people[:, 0], events[:, 4], people[:, 4],
            change_at=24, better="lower", smallest_that_matters=0.02,
        )
    )  # fmt: skip
    gate = seconds(lambda: protect(projects[0][1], HES))
    found = verdicts_of(shown, policy=HES, organisation=TRUST)
    words = {
        word: sum(each.verdict == word for each in found) for word in {e.verdict for e in found}
    }
    print(f"{PROJECTS} projects, 5 groups, {MONTHS} months: {ours:.2f} s (target 1 s)")
    print(f"twice as many: {twice / ours:.1f} times; the rule alone in one call: {bound:.3f} s")
    print(f"protecting one project's counts with nothing kept: {1000 * gate:.0f} ms")
    print(", ".join(f"{count} {word}" for word, count in sorted(words.items())))


if __name__ == "__main__":
    main()
