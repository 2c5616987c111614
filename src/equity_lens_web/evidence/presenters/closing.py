"""What closing a gap would take: people in all, a week, and at each site."""

from dataclasses import dataclass

from equity_lens.disclosure.released import ReleasedProfile
from equity_lens.errors import PlanRefused
from equity_lens.planning.closing import MOST_WEEKS, AtSite, closing
from equity_lens.words import gaps
from equity_lens.words.closing import closing_sentence
from equity_lens.words.numbers import in_cell
from equity_lens.words.people import lower_first
from equity_lens.words.sentences import widest
from equity_lens_web.evidence.presenters.cells import with_range
from equity_lens_web.evidence.presenters.tables import Table

USUAL_WEEKS = 26


@dataclass(frozen=True, slots=True)
class Closed:
    """The sentences, the sites in a table where they are known, and over how many weeks."""

    sentences: tuple[str, ...]
    table: Table | None
    weeks: int


def weeks_of(asked: str) -> int:
    """The number of weeks that an address asks for; half a year where it does not.

    >>> weeks_of("52"), weeks_of(""), weeks_of("-3"), weeks_of("9999")
    (52, 26, 26, 26)
    """
    weeks = int(asked) if asked.isascii() and asked.isdigit() else USUAL_WEEKS
    return weeks if 1 <= weeks <= MOST_WEEKS else USUAL_WEEKS


def closed(profile: ReleasedProfile, sites: ReleasedProfile | None, weeks: int) -> Closed | None:
    """The gap that the profile's sentence speaks of, closed; None where there is none to close."""
    group = widest(profile)
    if group is None:
        return None
    try:
        made = closing(profile, group.subgroup.key, weeks=weeks, sites=_of_the_same(profile, sites))
    except PlanRefused:
        return None
    sentences = [closing_sentence(made)]
    if made.people.value and gaps.could_be_nothing(group.gap):
        sentences.append(gaps.CONSISTENT)
    return Closed(tuple(sentences), _table(profile, made.sites), weeks)


def _of_the_same(profile: ReleasedProfile, sites: ReleasedProfile | None) -> ReleasedProfile | None:
    """The sites, if they are of the same period and are not what is compared."""
    if sites is None or sites.period != profile.period or profile.dimension.key == "site":
        return None
    return sites


def _table(profile: ReleasedProfile, sites: tuple[AtSite, ...]) -> Table | None:
    if not sites:
        return None
    more = "More" if profile.measure.better == "higher" else "Fewer"
    event = lower_first(profile.measure.numerator.label)
    return Table(
        caption=f"Each site’s part: {more.lower()} ‘{event}’",
        header=("Site", "Share of all", f"{more} in all", f"{more} a week"),
        rows=tuple(
            (
                each.site.label,
                in_cell(each.share),
                with_range(each.people),
                with_range(each.per_week),
            )
            for each in sites
        ),
        note="Whole people, shared by how many of all people each site has; a week is rounded up.",
    )
