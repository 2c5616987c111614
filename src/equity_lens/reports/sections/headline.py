"""The headline figures, each beside its gap."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping

from equity_lens.cells import EVERYONE
from equity_lens.disclosure.released import ReleasedGroup, ReleasedProfile, State
from equity_lens.measures.measure import Measure
from equity_lens.reports.document import Heading, KeyFigure, KeyFigures, Paragraph
from equity_lens.reports.scope import Key, Scope, compared_with, key
from equity_lens.words import dates, gaps
from equity_lens.words.numbers import DIFFERENCE, in_words, number_in_words
from equity_lens.words.people import lower_first
from equity_lens.words.sentences import funnel_sentence, widest

NOT_MEASURED = "Not measured"
WITHHELD = "Withheld"
DEPRIVATION = "imd_quintile"


def headline(
    scope: Scope, tables: Mapping[Key, int], funnels: Mapping[int, int]
) -> tuple[Heading | Paragraph | KeyFigures, ...]:
    """Each headline measure with its gap, or the words "Not measured" or "Withheld".

    ``tables`` and ``funnels`` give the table that proves each profile, and each funnel by position.
    """
    heading = Heading("Headline figures and their gaps")
    rows = headlines(scope)
    if not rows:
        return heading, Paragraph("No measure could be worked out from the files given.")
    usual = _usual([gap_profile(profiles) for profiles in rows])
    figures = KeyFigures(
        heading.text,
        usual,
        tuple(_row(scope, profiles, usual, tables) for profiles in rows),
    )
    return heading, figures, *_beside_others(scope, funnels)


def headlines(scope: Scope) -> list[list[ReleasedProfile]]:
    """The profiles of each headline measure and organisation; of every measure if none is one."""
    chosen = [m for m in scope.measures if m.headline] or list(scope.measures)
    return [profiles for measure in chosen for profiles in _by_organisation(scope, measure)]


def _beside_others(scope: Scope, tables: Mapping[int, int]) -> tuple[Paragraph, ...]:
    """Where ours lies among other providers: by its gap if that was compared, else by its value."""
    ours = [
        (position, funnel)
        for position, funnel in enumerate(scope.funnels)
        if any(point.is_ours for point in funnel.points)
    ]
    for position, funnel in sorted(ours, key=lambda pair: not pair[1].unit.startswith(DIFFERENCE)):
        said = f"{funnel.title}. {funnel_sentence(funnel)}"
        id = f"beside:{funnel.measure.id}:{funnel.dimension.key}"
        return (Paragraph(said, "Beside other providers:", tables.get(position), id),)
    return ()


def _by_organisation(scope: Scope, measure: Measure) -> list[list[ReleasedProfile]]:
    found: dict[str, list[ReleasedProfile]] = {}
    for profile in scope.of(measure):
        found.setdefault(profile.organisation.code, []).append(profile)
    return list(found.values())


def gap_profile(profiles: list[ReleasedProfile]) -> ReleasedProfile | None:
    """The comparison whose gap stands beside the headline: by deprivation, else the first made."""
    compared = [p for p in profiles if p.dimension.key != EVERYONE.key and widest(p) is not None]
    by_fifth = [p for p in compared if p.dimension.key == DEPRIVATION]
    in_findings = [p for p in compared if p.dimension.in_findings]
    return next(iter(by_fifth + in_findings + compared), None)


def comparison(profile: ReleasedProfile, group: ReleasedGroup) -> str:
    """Who is compared with whom: "most deprived fifth against least deprived fifth"."""
    return f"{lower_first(group.subgroup.label)} against {compared_with(profile)}"


def _usual(profiles: list[ReleasedProfile | None]) -> str:
    """The comparison that most rows make: said once, above them."""
    said = Counter(
        comparison(profile, group)
        for profile in profiles
        if profile is not None and (group := widest(profile)) is not None
    )
    return said.most_common(1)[0][0] if said else ""


def _row(
    scope: Scope, profiles: list[ReleasedProfile], usual: str, tables: Mapping[Key, int]
) -> KeyFigure:
    first, compared = profiles[0], gap_profile(profiles)
    gap, note = NOT_MEASURED, "no comparison between groups was made"
    if compared is not None and (group := widest(compared)) is not None:
        gap, note = _gap(compared, group)
        between = comparison(compared, group)
        note = note if between == usual else f"{between}: {note}"
    better = first.measure.better
    return KeyFigure(
        measure=f"{scope.name_of(first.organisation)}{first.measure.title}",
        measure_note="" if better == "neither" else f"{better.capitalize()} is better.",
        value=in_words(first.overall),
        value_note=_value_note(first),
        gap=gap,
        gap_note=note,
        table=tables.get(key(compared or first)),
    )


def _gap(profile: ReleasedProfile, group: ReleasedGroup) -> tuple[str, str]:
    """The size of a gap, and the note under it: which way, whether that is worse, how sure."""
    gap = group.gap
    if not gap.is_number:
        withheld = gap.state is State.SUPPRESSED
        return WITHHELD if withheld else NOT_MEASURED, gap.reason or "not recorded"
    way = gaps.direction(gap)
    if way != "the same" and profile.measure.better != "neither":
        way += ", which is better" if way == profile.measure.better else ", which is worse"
    interval = gaps.interval(gap, profile.confidence)
    return gaps.size(gap), f"{way}; {interval}" if interval else way


def _value_note(profile: ReleasedProfile) -> str:
    day = dates.last_day(profile.period) or dt.date.min
    standard = profile.measure.standard_on(day)
    said = dates.when(profile.period)
    if standard is not None:
        said += f"; standard {number_in_words(standard.value, profile.overall.unit)}"
    return said
