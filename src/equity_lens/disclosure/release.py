"""The only door out: true counts in, released results out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version

import numpy as np

from equity_lens.analysis.everyone import everyone_of
from equity_lens.analysis.false_discovery import false_discovery
from equity_lens.analysis.findings import GradedGap, findings
from equity_lens.analysis.profile import Profile, profile
from equity_lens.analysis.trend import trends
from equity_lens.cells import EVERYONE, Counts, Source
from equity_lens.disclosure.before import Before
from equity_lens.disclosure.kept import Kept
from equity_lens.disclosure.ledgers import released_ledger
from equity_lens.disclosure.policy import Policy
from equity_lens.disclosure.policy import policy as policy_named
from equity_lens.disclosure.profiles import released_profiles
from equity_lens.disclosure.protect import Protected, protect
from equity_lens.disclosure.providers import (
    funnel_cells,
    needed_for_funnels,
    of_organisations,
    released_funnels,
)
from equity_lens.disclosure.released import (
    Finding,
    Grade,
    Organisation,
    Release,
    ReleasedLedger,
    ReleasedProfile,
    ReleasedTrend,
    State,
)
from equity_lens.disclosure.representation import released_representations
from equity_lens.disclosure.trends import released_trend
from equity_lens.ledger import Ledger
from equity_lens.reference import organisations as directory

Names = Callable[[str], str]
NATION = "ENG"
IN_PUBLISHED_FILES = "Counts from published files are shown as their publishers protected them."


@dataclass(frozen=True)
class _OfOne:
    """What is released of one organisation."""

    latest: tuple[ReleasedProfile, ...]
    earlier: tuple[ReleasedProfile, ...]
    findings: tuple[Finding, ...]
    trends: tuple[ReleasedTrend, ...]
    comparisons: int


def release(
    cells: Sequence[Counts],
    *,
    policy: Policy,
    names: Names,
    ledgers: Sequence[Ledger] = (),
    organisation: str | None = None,
    references: Mapping[str, str] | None = None,
    synthetic: bool = False,
    is_provider: Callable[[str], bool] = directory.is_provider,
    catchment: frozenset[str] = frozenset(),
    kept: Kept | None = None,
    before: Sequence[Before] = (),
) -> Release:
    """Everything that one run may show.

    Parameters
    ----------
    cells
        True counts, one of each measure and dimension (see ``cells.combine``).
    policy
        The disclosure rules; counts that a publisher has protected are shown as published.
    names
        From an organisation's code to its name.
    ledgers
        What became of the rows of each file.
    organisation
        Whose results these are: its latest period; earlier ones, with trends, of everyone and of
        the dimensions marked for findings. Others
        appear only as points of a funnel. Every organisation in the cells, if none is named.
    references
        From a dimension's key to what its subgroups are compared with, where that is not the
        dimension's own reference. See ``analysis.profile``.
    synthetic
        True for made-up data; so is a release of any source that is marked synthetic.
    is_provider
        Which codes stand in a funnel beside ours: those of the provider directory, unless told
        otherwise. Ours always does, unless it is a nation or a system made of the others.
    catchment
        ONS codes of the local authorities that the organisation serves, with whose residents its
        users are compared. Where there are none it is said that nobody can be expected.
    kept
        What earlier releases found out about their counts: saves time, and changes nothing.
    before
        Other policies under which periods were released until now, in order: what was shown is
        still known, and must not give away what this policy withholds.

    Raises
    ------
    MeasureInvalid
        A reference that a dimension does not have.
    """
    ours = [organisation] if organisation else _organisations(cells)
    own = _of(cells, ours)
    stands = _beside(organisation, is_provider)
    others = needed_for_funnels(cells, ours, stands)
    true_counts = [*own, *others]
    protected = protect(true_counts, policy, kept=kept, before=before)
    shown = [_kept(each) for each in protected.cells[: len(own)]]
    beside = protected.cells[len(own) :]
    chosen = references or {}
    profiles = [
        profile(each, everyone_of(each, shown), reference=chosen.get(each.dimension.key))
        for each in shown
    ]
    of_each = [_of_one(profiles, Organisation(code, names(code)), policy) for code in ours]
    latest = tuple(one for each in of_each for one in each.latest)
    made_from = _sources(true_counts, ledgers)
    described = _as_applied(policy, made_from)
    return Release(
        organisation=Organisation(ours[0], names(ours[0])) if len(ours) == 1 else None,
        policy=described.id,
        policy_described=described.described,
        software=f"equity-lens {version('equity-lens')}",
        made_from=made_from,
        profiles=latest,
        findings=tuple(one for each in of_each for one in each.findings),
        trends=tuple(one for each in of_each for one in each.trends),
        funnels=tuple(released_funnels(funnel_cells(shown, beside), organisation, names, stands)),
        ledgers=tuple(_ledgers(ledgers, true_counts, protected, policy)),
        withheld=sum(_withheld(each) for each in latest),
        comparisons=sum(each.comparisons for each in of_each),
        synthetic=synthetic or any(source.synthetic for source in made_from),
        history=tuple(one for each in of_each for one in each.earlier),
        representations=tuple(
            released_representations(
                shown, Organisation(ours[0], names(ours[0])), catchment, policy
            )
        )
        if len(ours) == 1
        else (),
    )


def release_ledger(
    ledger: Ledger,
    cells: Sequence[Counts],
    *,
    policy: Policy,
    organisation: str | None = None,
    kept: Kept | None = None,
) -> ReleasedLedger:
    """What became of a file's rows, before its figures are released: no more than they will tell.

    Parameters
    ----------
    ledger, cells
        Of one file.
    policy, organisation, kept
        As ``release`` will be given them.
    """
    own = _of(cells, [organisation] if organisation else _organisations(cells))
    return released_ledger(ledger, own, protect(own, policy, kept=kept), policy)


def _of_one(profiles: Sequence[Profile], organisation: Organisation, policy: Policy) -> _OfOne:
    """Profiles, findings and trends of one organisation."""
    code = organisation.code
    mine = [each for each in profiles if _periods(each.counts, code)]
    families = false_discovery(mine, code)
    latest: list[ReleasedProfile] = []
    earlier: list[ReleasedProfile] = []
    charts: list[ReleasedTrend] = []
    made = 0
    for each, family in zip(mine, families, strict=True):
        *before, now = released_profiles(each, family, organisation, policy)
        latest.append(now)
        earlier += before
        at = each.counts.organisations.index(code)
        charts += [
            released_trend(trend, each.counts, organisation, policy) for trend in trends(each, at)
        ]
        made += now.comparisons if each.counts.dimension.in_findings else 0
    gaps = findings(mine, families, code, [_periods(each.counts, code)[-1] for each in mine])
    found = tuple(_finding(rank, gap, latest, mine) for rank, gap in enumerate(gaps, start=1))
    return _OfOne(tuple(latest), tuple(earlier), found, tuple(charts), made)


def _finding(
    rank: int, gap: GradedGap, latest: Sequence[ReleasedProfile], profiles: Sequence[Profile]
) -> Finding:
    of = latest[gap.profile]
    key = profiles[gap.profile].counts.subgroups[gap.subgroup].key
    place = [group.subgroup.key for group in of.groups].index(key)
    return Finding(
        rank=rank,
        grade=Grade(gap.grade),
        profile=of,
        group=of.groups[place],
        gap_bounds=of.gap_bounds[place],
        reasons=gap.reasons,
        advice=gap.advice,
    )


def _beside(organisation: str | None, is_provider: Callable[[str], bool]) -> Callable[[str], bool]:
    """Who stands in a funnel: providers, and a trust of ours that no directory lists yet.

    An area that the directory knows, such as an integrated care board, is made of the others.
    """
    unlisted = organisation and directory.name_of(organisation) == organisation
    ours = organisation if unlisted and organisation != NATION else None
    return lambda code: code == ours or is_provider(code)


def _as_applied(policy: Policy, made_from: Sequence[Source]) -> Policy:
    """The policy in words that are true of these sources, some of which others protected."""
    by_publisher = [source.published_by is not None for source in made_from]
    if policy.passes_through or not any(by_publisher):
        return policy
    published = policy_named("published")
    if all(by_publisher):
        return published
    return replace(policy, described=f"{policy.described} {IN_PUBLISHED_FILES}")


def _ledgers(
    ledgers: Sequence[Ledger], cells: Sequence[Counts], protected: Protected, policy: Policy
) -> list[ReleasedLedger]:
    return [released_ledger(each, cells, protected, policy) for each in ledgers]


def _organisations(cells: Sequence[Counts]) -> list[str]:
    return list(dict.fromkeys(code for each in cells for code in each.organisations))


def _of(cells: Sequence[Counts], ours: Sequence[str]) -> list[Counts]:
    """The cells of our organisations, where there are any."""
    taken = []
    for each in cells:
        codes = [code for code in each.organisations if code in ours]
        if codes and (each.source_of[[each.organisations.index(c) for c in codes]] >= 0).any():
            own = of_organisations(each, codes)
            taken.append(of_organisations(own, codes, _own_periods(own)))
    return taken


def _own_periods(own: Counts) -> list[int]:
    """Every period but those of a month that only others counted on that very day.

    The public file is of a Sunday, and ours of the last of the month: our chart has no gap there.
    A month of which no file of ours speaks stays, and is shown as not recorded.
    """
    there: list[bool] = np.any(own.source_of >= 0, axis=0).tolist()
    months = {period[:7] for period, spoken in zip(own.periods, there, strict=True) if spoken}
    return [i for i, period in enumerate(own.periods) if there[i] or period[:7] not in months]


def _kept(counts: Counts) -> Counts:
    """All periods of everyone and of the dimensions for findings; of the rest, the latest.

    Only after protection: what a period hides must not hang on how old it is, or last month's
    release and this month's could be laid side by side.
    """
    if counts.dimension.in_findings or counts.dimension.key == EVERYONE.key:
        return counts
    latest = {_periods(counts, code)[-1] for code in counts.organisations if _periods(counts, code)}
    return of_organisations(counts, counts.organisations, sorted(latest))


def _periods(counts: Counts, code: str) -> list[int]:
    """Positions of the periods of which a file speaks for an organisation."""
    if code not in counts.organisations:
        return []
    source_of = counts.source_of[counts.organisations.index(code)]
    return [i for i, source in enumerate(source_of.tolist()) if source >= 0]


def _sources(cells: Sequence[Counts], ledgers: Sequence[Ledger]) -> tuple[Source, ...]:
    """Every file that a figure, or a ledger, comes from."""
    used = [
        each.sources[i] for each in cells for i in sorted(set(each.source_of.ravel())) if i >= 0
    ]
    return tuple(dict.fromkeys([*used, *(ledger.source for ledger in ledgers)]))


def _withheld(profile: ReleasedProfile) -> int:
    """Subgroups of which a count is not shown."""
    return sum(
        State.SUPPRESSED in (group.numerator.state, group.denominator.state)
        for group in (*profile.groups, *profile.unknown)
    )
