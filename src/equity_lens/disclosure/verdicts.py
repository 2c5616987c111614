"""Verdicts through the gate: true counts of projects in, released verdicts out.

The counts are protected first, and everything else, the word as well, is made from what is left
(docs/adr/0010-a-verdict-is-made-from-what-is-shown.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from equity_lens.analysis.before_and_after import before_and_after
from equity_lens.analysis.everyone import everyone_of
from equity_lens.analysis.pooled_months import pooled
from equity_lens.analysis.verdict_periods import Known, Reading, known_of, readings
from equity_lens.analysis.verdicts import could_show, said
from equity_lens.cells import ALL, Counts
from equity_lens.disclosure.before import Before
from equity_lens.disclosure.kept import Kept
from equity_lens.disclosure.policy import Policy
from equity_lens.disclosure.protect import protect
from equity_lens.disclosure.providers import of_organisations
from equity_lens.disclosure.released import Organisation
from equity_lens.disclosure.released_verdicts import ReleasedVerdict
from equity_lens.disclosure.verdict_parts import Asked, Found, released
from equity_lens.errors import MeasureInvalid
from equity_lens.measures.watched_gap import WatchedGap
from equity_lens.reference.vocabulary import Subgroup

Project = tuple[WatchedGap, Sequence[Counts]]


@dataclass(frozen=True)
class Shown:
    """Counts of one project before and after protection, in one order."""

    true: tuple[Counts, ...]
    protected: tuple[Counts, ...]


def release_verdicts(
    projects: Sequence[Project],
    *,
    policy: Policy,
    organisation: Organisation,
    synthetic: bool = False,
    kept: Kept | None = None,
    before: Sequence[Before] = (),
) -> list[ReleasedVerdict]:
    """The verdict on each project's gap, as it may be shown.

    Parameters
    ----------
    projects
        Each gap that is watched, with true counts: **all** that are shown of the same people
        elsewhere, for counts are protected together. Projects that share counts share the list.
    policy
        The disclosure rules.
    organisation
        Whose projects these are.
    synthetic
        True for made-up data; so is a verdict from any source that is marked synthetic.
    kept
        What earlier releases found out about their counts: saves time, and changes nothing.
    before
        Other policies under which periods of these counts were shown until now; see ``protect``.

    Returns
    -------
    list of ReleasedVerdict
        In the order of the projects.

    Raises
    ------
    MeasureInvalid
        A project's measure is not a proportion with a better direction, or its counts lack the
        measure, the dimension or a group.
    """
    done: dict[tuple[object, ...], Shown] = {}
    given: list[tuple[WatchedGap, Shown]] = []
    for gap, cells in projects:
        together = gap if gap.months_together > 1 else None
        name = (together, *(id(each) for each in cells))
        if name not in done:
            own = _of_ours(cells, organisation.code)
            own = own if together is None else [pooled(each, gap) for each in own]
            done[name] = Shown(tuple(own), protect(own, policy, kept=kept, before=before).cells)
        given.append((gap, done[name]))
    return verdicts_of(given, policy=policy, organisation=organisation, synthetic=synthetic)


def verdicts_of(
    projects: Sequence[tuple[WatchedGap, Shown]],
    *,
    policy: Policy,
    organisation: Organisation,
    synthetic: bool = False,
) -> list[ReleasedVerdict]:
    """As ``release_verdicts``, of counts that have been protected already."""
    asked = [_asked(gap, counts, organisation, policy, synthetic) for gap, counts in projects]
    every = [reading for each in asked for _, reading in each.readings]
    current = [each.readings[-1][1] for each in asked]
    words = iter(said(every))
    compared = before_and_after(current)
    from_first = before_and_after([_from_the_first(each) for each in asked]).gap_change
    ahead = could_show(current)
    return [
        released(
            each,
            Found(
                words=tuple(next(words) for _ in each.readings),
                compared=compared,
                from_first=from_first,
                row=row,
                ahead=ahead[row],
            ),
        )
        for row, each in enumerate(asked)
    ]


def _of_ours(cells: Sequence[Counts], code: str) -> list[Counts]:
    return [of_organisations(each, [code]) for each in cells if code in each.organisations]


def _asked(
    gap: WatchedGap, counts: Shown, organisation: Organisation, policy: Policy, synthetic: bool
) -> Asked:
    """One project's protected counts, group by group, and its readings."""
    place = _place(gap, counts.true)
    true, shown = counts.true[place], counts.protected[place]
    if true.measure.value != "proportion" or true.measure.better == "neither":
        raise MeasureInvalid(
            f"{true.measure.title} cannot carry a verdict.",
            remedy="Choose a measure that is a percentage and of which one way is better.",
        )
    at = true.organisations.index(organisation.code)
    wanted = _in_order(gap, true)
    groups = known_of(true, shown, at, policy.suppress_to)
    everyone = known_of(
        everyone_of(true, counts.true), everyone_of(shown, counts.protected), at, policy.suppress_to
    )
    known = Known(
        *(
            np.concatenate([part[[i for i, _ in wanted]], whole])
            for part, whole in zip(groups, everyone, strict=True)
        )
    )
    made = tuple(readings(gap, true, at, known))
    return Asked(
        organisation=organisation,
        gap=gap,
        shown=shown,
        total=everyone_of(shown, counts.protected),
        at=at,
        subgroups=(*(subgroup for _, subgroup in wanted), ALL),
        readings=made,
        policy=policy,
        synthetic=synthetic,
    )


def _place(gap: WatchedGap, cells: Sequence[Counts]) -> int:
    for place, each in enumerate(cells):
        if each.measure.id == gap.measure and each.dimension.key == gap.dimension:
            return place
    raise MeasureInvalid(
        f"There are no counts of {gap.measure} by {gap.dimension} for {gap.id}.",
        remedy="Put counts of this measure by this dimension into the figures first.",
    )


def _in_order(gap: WatchedGap, counts: Counts) -> list[tuple[int, Subgroup]]:
    """Place and subgroup of target, reference and the others that are watched."""
    there = {each.key: (i, each) for i, each in enumerate(counts.subgroups) if each.known}
    wanted = (gap.target, gap.reference, *gap.others)
    lacking = [key for key in wanted if key not in there]
    if lacking:
        raise MeasureInvalid(
            f"{gap.id} watches groups of which nothing is counted:",
            faults=[f"{key} of {counts.dimension.title}" for key in lacking],
            remedy=f"Choose among: {', '.join(there)}.",
        )
    return [there[key] for key in wanted]


def _from_the_first(asked: Asked) -> Reading:
    """The periods after the latest change, with those before the first change of all."""
    (_, first), (_, latest) = asked.readings[0], asked.readings[-1]
    parts = (
        np.concatenate([one[:, : first.before], other[:, latest.before :]], axis=1)
        for one, other in zip(first.known, latest.known, strict=True)
    )
    periods = (*first.periods[: first.before], *latest.periods[latest.before :])
    return replace(latest, known=Known(*parts), before=first.before, periods=periods)
