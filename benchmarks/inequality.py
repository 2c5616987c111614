"""How long measures of inequality and control charts take, beside NumPy and the R packages.

Run it with ``python benchmarks/inequality.py`` on a quiet machine. Each line gives the
best of several runs, what the bare arithmetic costs in NumPy without checks, the published time of
the R package for the same work, how the time grows when there is twice as much of it, and the most
memory in use beyond the input, in copies of the input.

The R times are medians from one process on a quiet machine with two cores, R 4.2.2:
NHSRplotthedots 0.2.2 in one call with facets (100 calls take 3.64 s), healthequal 1.0.1 on 200 sets
of 10 groups. healthequal simulates ten of its intervals, 100 draws each; ours need no draws.
"""

import time
import tracemalloc
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from equity_lens import statistics as st

RUNS = 7
Z = 1.959964


class Task(NamedTuple):
    name: str
    size: int
    make: Callable[[int], tuple[np.ndarray, ...]]
    ours: Callable
    plain: Callable
    peer_seconds: float | None


def make_series(size):
    return (np.random.default_rng(1).normal(60, 5, (size, 60)),)


def make_groups(size):
    generator = np.random.default_rng(2)
    people = generator.integers(800, 3_000, (size, 10)).astype(float)
    value = generator.uniform(10, 60, (size, 10))
    return value, people, np.sqrt(value * (100 - value) / people)


def make_projects(size):
    generator = np.random.default_rng(3)
    people = np.full((size, 24), 2_000.0)
    group, reference = (generator.binomial(2_000, p, (size, 24)) * 1.0 for p in (0.14, 0.06))
    return group, people, reference, people


def charts(values):
    return st.xmr(values, better="higher", target=65)


def bare_limits(values):
    mean = values.mean(axis=1, keepdims=True)
    ranges = np.abs(np.diff(values))
    average = ranges.mean(axis=1, keepdims=True)
    kept = ranges < 3.267 * average
    reach = 2.66 * (ranges * kept).sum(axis=1, keepdims=True) / kept.sum(axis=1, keepdims=True)
    return (values > mean + reach) | (values < mean - reach)


def by_formula(value, people, error):
    """Eleven measures whose intervals healthequal works out by formula."""
    pair = {"better": "higher", "ordered": True}
    return (
        st.simple_difference(value, error, **pair),
        st.simple_ratio(value, error, **pair),
        st.between_group_variance(value, people, error),
        st.mean_log_deviation(value, people, error),
        st.theil_index(value, people, error),
        st.population_attributable_fraction(value, people, scale=100, **pair),
        st.population_attributable_risk(value, people, scale=100, **pair),
        st.absolute_concentration_index(value, people),
        st.relative_concentration_index(value, people),
        st.who_slope_index(value, people, scale=100),
        st.who_relative_index(value, people, scale=100),
    )


def without_draws(value, people, error):
    """Ten measures whose intervals healthequal simulates."""
    return (
        st.between_group_standard_deviation(value, people, error),
        st.coefficient_of_variation(value, people, error),
        st.mean_difference_from_best(value, error, better="higher"),
        st.weighted_mean_difference_from_best(value, people, error, better="higher"),
        st.mean_difference_from_mean(value, people, error),
        st.weighted_mean_difference_from_mean(value, people, error),
        st.mean_difference_from_reference(value, error, reference=9),
        st.weighted_mean_difference_from_reference(value, people, error, reference=9),
        st.index_of_disparity(value, people, error),
        st.weighted_index_of_disparity(value, people, error),
    )


def every_measure(value, people, error):
    return by_formula(value, people, error), without_draws(value, people, error)


def simulated(value, people, error):
    """The peer's own way, of one measure, with its 100 draws."""
    return st.simulated_interval(
        st.between_group_standard_deviation, value, people, error, highest=100, repetitions=100
    )


def bare_variances(times):
    """Between-group variance and its plain error, as often as there are measures."""

    def work(value, people, error):
        for _ in range(times):
            share = people / people.sum(axis=1, keepdims=True)
            apart = value - (share * value).sum(axis=1, keepdims=True)
            spread = (share * apart**2).sum(axis=1)
            reach = 2 * Z * np.sqrt((share**2 * error**2 * apart**2).sum(axis=1))
            made = spread - reach, spread + reach
        return made

    return work


def verdicts(*counts):
    return st.gap_verdicts(*counts, change_at=12, better="lower", smallest_that_matters=0.02)


def bare_changes(group, people, reference, others):
    """The change in the gap at each of twelve looks, without an error."""
    gap = group / people - reference / others
    looks = np.arange(1, 13)
    return gap[:, 12:].cumsum(axis=1) / looks - gap[:, :12].mean(axis=1, keepdims=True)


TASKS = [
    Task("XmR charts with icons, 60 points", 100, make_series, charts, bare_limits, 0.261),
    Task("11 measures by formula, 10 groups", 200, make_groups, by_formula, bare_variances(11), 23.403),
    Task("10 measures R simulates, no draws", 200, make_groups, without_draws, bare_variances(10), 753.795),
    Task("21 measures, 10 groups", 200, make_groups, every_measure, bare_variances(21), 777.2),
    Task("one measure simulated, 100 draws", 200, make_groups, simulated, bare_variances(100), 56.83),
    Task("12 monthly verdicts on a gap", 1_000, make_projects, verdicts, bare_changes, None),
]  # fmt: skip


def seconds(work, arguments):
    best = np.inf
    for _ in range(RUNS):
        start = time.perf_counter()
        work(*arguments)
        best = min(best, time.perf_counter() - start)
    return best


def copies(work, arguments):
    """Most memory in use beyond the input at any time, in copies of the input."""
    tracemalloc.start()
    work(*arguments)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / sum(array.nbytes for array in arguments)


def main():
    print(
        f"{'':42}{'ours':>11}{'NumPy':>11}{'ratio':>7}{'R':>11}{'faster':>11}{'twice':>7}{'copies':>8}"
    )
    for task in TASKS:
        arguments = task.make(task.size)
        ours, plain = seconds(task.ours, arguments), seconds(task.plain, arguments)
        twice = seconds(task.ours, task.make(2 * task.size)) / ours
        peer = f"{task.peer_seconds:9.2f} s" if task.peer_seconds else f"{'none':>11}"
        faster = f"{task.peer_seconds / ours:10,.0f}x" if task.peer_seconds else f"{'':11}"
        print(
            f"{task.size:>6,} {task.name:35}{1000 * ours:8.2f} ms{1000 * plain:8.2f} ms"
            f"{ours / plain:7.1f}{peer}{faster}{twice:6.1f}x{copies(task.ours, arguments):8.1f}"
        )


if __name__ == "__main__":
    main()
