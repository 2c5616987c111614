"""Which figures moved since the last paper, and which cannot be compared with it.

Two figures are compared only where the definition of the measure, its version, the dimension, the
group compared with, the edition of deprivation and the privacy rule are the same. Otherwise the
difference could be ours.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from equity_lens.disclosure.released import (
    Figure,
    Finding,
    Release,
    ReleasedGroup,
    ReleasedProfile,
    State,
)
from equity_lens.reports.brief import FindingKey, key_of
from equity_lens.reports.figures import Row
from equity_lens.reports.last import Last
from equity_lens.reports.scope import Scope
from equity_lens.reports.sections.headline import gap_profile, headlines
from equity_lens.words.numbers import decimal
from equity_lens.words.people import DEPRIVATION
from equity_lens.words.widest import widest

Place = tuple[str, str, str, str, str]


class Change(StrEnum):
    """What became of a gap between two papers; "narrower" is never said of levelling down."""

    SAME = "the same size as shown"
    WIDER = "wider"
    NARROWER = "narrower"
    LEVELLED = "smaller, and the group itself did no better: that is not narrowing"
    LARGER = "larger"
    SMALLER = "smaller"
    TURNED = "the other way round"


@dataclass(frozen=True, slots=True)
class Moved:
    """One figure now and then. ``group`` is None for the figure of everyone.

    ``why_not`` says why the two are not compared; ``then`` is then None.
    """

    profile: ReleasedProfile
    group: ReleasedGroup | None
    now: Figure
    then: Figure | None
    then_period: str
    why_not: str = ""
    change: Change | None = None


def moved(scope: Scope, last: Last) -> tuple[tuple[Moved, ...], ...]:
    """For each headline its figure and its gap; then, one by one, gaps of other findings."""
    held = _held(last.rows)
    release = scope.release
    lines: list[tuple[Moved, ...]] = []
    told: set[tuple[str, FindingKey]] = set()
    for profiles in headlines(scope):
        first, compared = profiles[0], gap_profile(profiles)
        line = [_moved(release, held, first, None)]
        if compared is not None and (group := widest(compared)) is not None:
            line.append(_moved(release, held, compared, group))
            told.add(_of(compared, group))
        lines.append(tuple(line))
    for finding in release.findings:
        if _of(finding.profile, finding.group) not in told:
            lines.append((_moved(release, held, finding.profile, finding.group),))
    return tuple(lines)


def gap_then(release: Release, last: Last, finding: Finding) -> Moved:
    """The gap of one finding now and then."""
    return _moved(release, _held(last.rows), finding.profile, finding.group)


def new_findings(release: Release, last: Last) -> tuple[Finding, ...]:
    """Findings that were not made last time."""
    return tuple(f for f in release.findings if key_of(f) not in last.findings)


def gone(release: Release, last: Last) -> tuple[FindingKey, ...]:
    """Findings of last time that are made no longer; their gaps may still be there."""
    now = {key_of(finding) for finding in release.findings}
    return tuple(key for key in last.findings if key not in now)


def _of(profile: ReleasedProfile, group: ReleasedGroup) -> tuple[str, FindingKey]:
    key = FindingKey(profile.measure.id, profile.dimension.key, group.subgroup.key)
    return profile.organisation.code, key


def _held(rows: tuple[Row, ...]) -> dict[Place, Row]:
    """The latest row of each figure."""
    held: dict[Place, Row] = {}
    for row in sorted(rows, key=lambda row: row.period):
        held[row.organisation, row.measure, row.dimension, row.subgroup, row.statistic] = row
    return held


def _moved(
    release: Release,
    held: Mapping[Place, Row],
    profile: ReleasedProfile,
    group: ReleasedGroup | None,
) -> Moved:
    of = profile.organisation.code, profile.measure.id, profile.dimension.key
    subgroup, statistic = (group.subgroup.key, "gap") if group else ("", "overall")
    now = group.gap if group else profile.overall
    row = held.get((*of, subgroup, statistic))
    if row is None:
        return Moved(profile, group, now, None, "", "it was not in the last paper")
    why_not = _why_not(release, profile, now, row, is_gap=group is not None)
    if why_not:
        return Moved(profile, group, now, None, row.period, why_not)
    then = Figure(State.NUMBER, row.unit, row.value, row.lower, row.upper)
    change = None
    if group is not None:
        own_then = held.get((*of, subgroup, "value"))
        change = _change(profile, group, then, own_then.value if own_then else None)
    return Moved(profile, group, now, then, row.period, change=change)


def _why_not(
    release: Release, profile: ReleasedProfile, now: Figure, row: Row, *, is_gap: bool
) -> str:
    """Why a figure is not compared with that of the last paper; nothing where it can be."""
    measure, edition = profile.measure, profile.source.edition or ""
    parts = (profile.dimension.key, *profile.dimension.of)
    rests_on_edition = is_gap and any(part in DEPRIVATION for part in parts)
    if row.synthetic != release.synthetic:
        return "one of the two papers is made from synthetic data"
    if row.version != measure.version:
        return f"its definition changed (version {row.version}, now version {measure.version})"
    if row.policy != release.policy:
        return f"another privacy rule applied (‘{row.policy}’, now ‘{release.policy}’)"
    if is_gap and row.reference != profile.reference:
        return "it was compared with another group"
    if rests_on_edition and row.edition != edition:
        return f"deprivation was that of {row.edition or 'no edition'}, now {edition or 'none'}"
    if row.unit != now.unit:
        return "it was in another unit"
    if row.period == profile.period:
        return "both papers are about the same period"
    if row.period > profile.period:
        return "the last paper is about a later period"
    if row.value is None:
        return "withheld last time" if row.state == State.SUPPRESSED else "not known last time"
    if not now.is_number:
        return "withheld now" if now.state is State.SUPPRESSED else "not known now"
    return ""


def _change(
    profile: ReleasedProfile, group: ReleasedGroup, then: Figure, own_then: float | None
) -> Change:
    now = group.gap
    first, second = (decimal(gap.value or 0.0, gap.unit) for gap in (then, now))
    if first == second:
        return Change.SAME
    if first * second < 0:
        return Change.TURNED
    better = profile.measure.better
    grew = abs(second) > abs(first)
    worse_off = {"higher": min(first, second) < 0, "lower": max(first, second) > 0}.get(better)
    if not worse_off:
        return Change.LARGER if grew else Change.SMALLER
    if grew:
        return Change.WIDER
    own = group.value.value
    if own is None or own_then is None:
        return Change.SMALLER
    gained = own > own_then if better == "higher" else own < own_then
    return Change.NARROWER if gained else Change.LEVELLED
