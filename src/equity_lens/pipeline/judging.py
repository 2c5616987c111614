"""Verdicts on projects: each one's own counts, or the trust's, in; released verdicts out."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from equity_lens.cells import ALL, EVERYONE, Counts, combine
from equity_lens.disclosure.before import Before
from equity_lens.disclosure.kept import Kept
from equity_lens.disclosure.policy import policy as policy_named
from equity_lens.disclosure.released import Organisation
from equity_lens.disclosure.released_verdicts import ReleasedVerdict
from equity_lens.disclosure.verdicts import Project, release_verdicts
from equity_lens.errors import EquityLensError
from equity_lens.pipeline.counting import count_source
from equity_lens.pipeline.kept_cells import without_periods
from equity_lens.pipeline.prepared import PreparedSource
from equity_lens.pipeline.progress import Progress, silent

Judged = ReleasedVerdict | EquityLensError
"""A verdict, or why none can be made."""


def judge(
    projects: Sequence[Project],
    *,
    policy: str,
    organisation: Organisation,
    synthetic: bool = False,
    found_out: Path | None = None,
    before: Sequence[tuple[str, frozenset[str]]] = (),
) -> list[Judged]:
    """The verdict on each gap, in order; what stops one stops no other.

    Projects that share counts share the list. ``found_out`` and ``before`` are as in ``analyse``.
    """
    kept = Kept(found_out) if found_out else None
    earlier = [Before(policy_named(name), periods) for name, periods in before]

    def made(some: Sequence[Project]) -> list[ReleasedVerdict]:
        return release_verdicts(
            some,
            policy=policy_named(policy),
            organisation=organisation,
            synthetic=synthetic,
            kept=kept,
            before=earlier,
        )

    try:
        return list(made(projects))
    except EquityLensError:
        return [_one(made, project) for project in projects]


def trust_counts(
    sources: Sequence[PreparedSource],
    *,
    residents: frozenset[str] = frozenset(),
    progress: Progress = silent,
) -> list[Counts]:
    """All counts of the sources in force, as the trust's figures are made from them."""
    counts: list[Counts] = []
    for source in sources:
        cells = count_source(source, residents=residents, progress=progress)
        counts += without_periods(cells.counts, source.without)
    return [_named(each) for each in combine(counts)]


def _named(counts: Counts) -> Counts:
    """Everyone under one name: a table of counts may call them by its own."""
    if counts.dimension.key != EVERYONE.key or len(counts.subgroups) != 1:
        return counts
    return replace(counts, subgroups=(ALL,))


def _one(made: Callable[[Sequence[Project]], list[ReleasedVerdict]], project: Project) -> Judged:
    try:
        return made([project])[0]
    except EquityLensError as problem:
        return problem
