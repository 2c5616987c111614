"""How long the statistics take, beside plain NumPy and beside the R packages they agree with.

Run it with ``python benchmarks/estimates.py`` on a quiet machine. Each line gives the best of
several runs, what the same arithmetic costs in NumPy without checks (or, for work that is all
reading and writing, what copying its results costs), the published time of the R package for the
same work, and how the time grows when there is twice as much of it.

The R times are medians from one process on a quiet machine with two cores: R 4.2.2,
PHEindicatormethods 2.1.0 (OHID). ``phe_sii`` draws each slope index 100,000 times; ours is worked
out exactly.
"""

import time
import tracemalloc
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from equity_lens.statistics import (
    directly_standardised_rate,
    indirectly_standardised_rate,
    life_expectancy,
    proportion,
    rate,
    slope_index_of_inequality,
    slope_index_of_values,
)

Z = 1.959964
RUNS = 7


class Task(NamedTuple):
    name: str
    size: int
    make: Callable[[int], tuple[np.ndarray, ...]]
    ours: Callable
    plain: Callable
    peer: str
    peer_seconds: float


def make_counts(size):
    generator = np.random.default_rng(1)
    people = generator.integers(50, 5_000, size).astype(float)
    return np.floor(people * generator.uniform(0, 0.3, size)), people


def make_ages(size):
    generator = np.random.default_rng(2)
    events = generator.poisson(20, (size, 19)).astype(float)
    people = generator.integers(500, 9_000, (size, 19)).astype(float)
    return events, people, generator.integers(1_000, 7_000, 19).astype(float)


def make_deaths(size):
    generator = np.random.default_rng(3)
    people = generator.integers(1_000, 9_000, (size, 20)).astype(float)
    return generator.poisson(people * 0.02) + 1.0, people


def make_tenths(size):
    generator = np.random.default_rng(4)
    people = generator.integers(800, 3_000, (size, 10)).astype(float)
    return np.floor(people * generator.uniform(0.1, 0.4, (size, 10))), people


def make_tenths_with_errors(size):
    events, people = make_tenths(size)
    p = events / people
    return p, people, 1 / np.sqrt(people * p * (1 - p))


def plain_wilson(x, n):
    p = x / n
    centre, reach = 2 * x + Z**2, Z * np.sqrt(Z**2 + 4 * x * (1 - p))
    return p, (centre - reach) / (2 * (n + Z**2)), (centre + reach) / (2 * (n + Z**2))


def plain_byars(x, n):
    x = np.maximum(x, 1)
    low, more = 1 - 1 / (9 * x) - Z / 3 / np.sqrt(x), x + 1
    high = 1 - 1 / (9 * more) + Z / 3 / np.sqrt(more)
    return 1e5 * x / n, 1e5 * x * low * low * low / n, 1e5 * more * high * high * high / n


def plain_standardised(x, n, w):
    weight = w / w.sum() / n
    return (weight * x).sum(-1), (weight * weight * x).sum(-1), x.sum(-1)


def plain_expected(x, n, w):
    return x.sum(-1) / (x.sum(0) / n.sum(0) * n).sum(-1)


def plain_life_table(d, n):
    m = d / n
    q = 5 * m / (1 + 2.5 * m)
    return np.cumsum((5 * np.cumprod(1 - q, -1))[:, ::-1], -1)


def plain_slope(x, n):
    share = n / n.sum(-1, keepdims=True)
    rank = np.cumsum(share, -1) - share / 2 - 0.5
    weight = share * rank
    p = x / n
    squares = (weight * rank).sum(-1)
    return (weight * p).sum(-1) / squares, (weight**2 * p * (1 - p) / n).sum(-1) / squares**2


TASKS = [
    Task("1,000,000 proportions", 1_000_000, make_counts, proportion, plain_wilson, "phe_proportion", 0.126),
    Task("1,000,000 rates", 1_000_000, make_counts, rate, plain_byars, "phe_rate", 1.596),
    Task("10,000 direct rates, 19 ages", 10_000, make_ages, directly_standardised_rate, plain_standardised, "calculate_dsr", 2.416),
    Task("10,000 indirect rates, 19 ages", 10_000, make_ages, lambda x, n, w: indirectly_standardised_rate(x.sum(-1), n, x.sum(0), n.sum(0)), plain_expected, "calculate_ISRate", 4.878),
    Task("1,000 life expectancies", 1_000, make_deaths, life_expectancy, plain_life_table, "phe_life_expectancy", 2.610),
    Task("1,000 slope indices, from counts", 1_000, make_tenths, slope_index_of_inequality, plain_slope, "phe_sii", 286.085),
    Task("1,000 slope indices, from values", 1_000, make_tenths_with_errors, lambda p, n, s: slope_index_of_values(p, n, s, kind="proportion"), lambda p, n, s: plain_slope(p * n, n), "phe_sii", 286.085),
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
        f"{'':34}{'ours':>11}{'NumPy':>11}{'ratio':>7}{'R':>10}{'faster':>11}{'twice':>7}{'copies':>8}"
    )
    for task in TASKS:
        arguments = task.make(task.size)
        ours, plain = seconds(task.ours, arguments), seconds(task.plain, arguments)
        twice = seconds(task.ours, task.make(2 * task.size)) / ours
        print(
            f"{task.name:34}{1000 * ours:8.2f} ms{1000 * plain:8.2f} ms{ours / plain:7.1f}"
            f"{task.peer_seconds:8.2f} s{task.peer_seconds / ours:10,.0f}x{twice:6.1f}x"
            f"{copies(task.ours, arguments):8.1f}"
        )


if __name__ == "__main__":
    main()
