"""What changed between two releases: which gaps moved, and which findings came and went.

Made from released results alone, so it can give nothing away that they do not.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from equity_lens.analysis.deprivation import rests_on_deprivation
from equity_lens.analysis.watching import watching_rule
from equity_lens.disclosure.moved_gaps import (
    Key,
    Moved,
    gap_chart,
    group_named,
    key_of,
    moved_gaps,
    of,
)
from equity_lens.disclosure.released import Finding, Grade, Release, ReleasedProfile
from equity_lens.disclosure.released_changes import Change, ChangeKind, Changes, NotCompared

STRENGTH = (Grade.WATCH, Grade.TEST, Grade.ACT)


def changes(before: Release, now: Release) -> Changes:
    """What changed since an earlier release of the same organisation.

    Parameters
    ----------
    before, now
        Two releases of one organisation, the earlier first.

    Returns
    -------
    Changes
        One entry for each gap; of a dimension in order (deprivation) one for the whole gradient.
        Ranked by people affected: measures counted in people first, as appointments cannot be
        compared with people; those for whom it is not known last. Figures are compared only
        where the version of the measure, what it is compared with, the disclosure policy and the
        deprivation edition are the same; what could not be compared is listed with the reason.

    Raises
    ------
    ValueError
        The releases are not of one and the same organisation.

    Notes
    -----
    A gap has newly widened or narrowed when the latest point of its control chart is a special cause
    that it was not at the earlier release: see ``analysis.watching``, whose rule and rate of false
    alarms are data. A gap that closed though its group fares no better than its own mean has
    levelled down, and is not called narrowed.
    """
    codes = {each.organisation.code for each in (before, now) if each.organisation is not None}
    if len(codes) != 1 or before.organisation is None or now.organisation is None:
        raise ValueError("changes are between two releases of one organisation")
    earlier = {of(each): each for each in before.profiles}
    comparable: dict[tuple[str, str], ReleasedProfile] = {}
    refused = []
    for each in now.profiles:
        why = _why_not(earlier.get(of(each)), each, before, now)
        if not why:
            comparable[of(each)] = each
        elif each.dimension.in_findings and of(each) in earlier:
            refused.append(NotCompared(each, why))
    watched, moved = moved_gaps(before, now, comparable)
    was, found = _findings(before), _findings(now)
    made: list[Change] = []
    for key in dict.fromkeys([*moved, *found, *was]):
        profile = comparable.get(key[:2])
        if profile is not None:
            told = _Told(moved.get(key), was.get(key), found.get(key))
            made += told.change(profile, earlier[key[:2]], now)
    made.sort(key=_rank)
    rate = watching_rule()["false_alarms"]["for_each_chart_and_month"]
    return Changes(tuple(made), tuple(refused), watched, watched * rate)


def _rank(change: Change) -> tuple[bool, float]:
    return not change.profile.measure.counts_people, -(change.people_affected.value or 0.0)


def _why_not(
    was: ReleasedProfile | None, is_now: ReleasedProfile, before: Release, now: Release
) -> str:
    """Why two profiles cannot be set side by side; nothing where they can."""
    if was is None:
        return "it was not among the earlier figures"
    if was.measure.version != is_now.measure.version:
        return "the definition of the measure has a new version"
    if was.reference != is_now.reference:
        return "groups are compared with something else than before"
    if before.policy != now.policy:
        return "another disclosure policy holds"
    editions = {was.source.edition, is_now.source.edition} - {None}
    if rests_on_deprivation(is_now.dimension) and len(editions) > 1:
        return "the deprivation index has another edition"
    return ""


def _findings(release: Release) -> dict[Key, Finding]:
    return {key_of(each.profile, each.group.subgroup.key): each for each in release.findings}


@dataclass(frozen=True)
class _Told:
    """What is known of one gap: how it moved, if it did, and its finding before and now."""

    moved: Moved | None
    was: Finding | None
    found: Finding | None

    def change(
        self, profile: ReleasedProfile, earlier: ReleasedProfile, now: Release
    ) -> Iterator[Change]:
        """The one entry of a gap, if there is anything to tell."""
        kind, subgroup = self._kind(), self._subgroup()
        group, group_before = group_named(profile, subgroup), group_named(earlier, subgroup)
        if kind is None or group is None or group_before is None:
            return
        affected = group_before if kind is ChangeKind.GONE else group
        yield Change(
            kind=kind,
            profile=profile,
            group=group,
            people_affected=affected.people_affected,
            gap_before=group_before.gap,
            period_before=earlier.period,
            grade=_grade(self.found, subgroup),
            grade_before=_grade(self.was, subgroup),
            trend=self.moved.trend if self.moved else gap_chart(now, profile, subgroup),
            same_figures=profile.period == earlier.period and group.gap == group_before.gap,
        )

    def _kind(self) -> ChangeKind | None:
        if self.moved:
            return self.moved.kind
        if self.found and self.was:
            step = STRENGTH.index(self.found.grade) - STRENGTH.index(self.was.grade)
            return None if not step else ChangeKind.STRONGER if step > 0 else ChangeKind.WEAKER
        return ChangeKind.NEW if self.found else ChangeKind.GONE

    def _subgroup(self) -> str:
        if self.moved:
            return self.moved.trend.subgroup
        finding = self.found or self.was
        return finding.group.subgroup.key if finding else ""


def _grade(finding: Finding | None, subgroup: str) -> Grade | None:
    """The grade of one subgroup; None where the finding speaks of another, or there is none."""
    if finding is None or finding.group.subgroup.key != subgroup:
        return None
    return finding.grade
