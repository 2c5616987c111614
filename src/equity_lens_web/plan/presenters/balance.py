"""The plan on the board's four quadrants: what is planned in each, and which is empty this quarter."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from equity_lens.words.dates import MONTHS
from equity_lens_web.accounts.models import Organisation
from equity_lens_web.design_system import moments
from equity_lens_web.guidance.reading import Entry, entry
from equity_lens_web.plan.models import Activity
from equity_lens_web.plan.models.activities import Quadrant

FOCUS: dict[str, str] = {
    "accountability": "Looking outward, for now",
    "policy": "Looking outward, for the long term",
    "supervision": "Looking inward, for now",
    "strategy": "Looking inward, for the long term",
}
MONTHS_A_QUARTER = 3


@dataclass(frozen=True, slots=True)
class Side:
    """One quadrant: its activities, and the reason why there is none, if one was given."""

    key: str
    title: str
    focus: str
    activities: list[Activity]
    is_empty: bool
    reason: str


def quadrants(organisation: Organisation, planned: Iterable[Activity]) -> list[Side]:
    """The four, in the order of the framework.

    A quadrant is empty this quarter if nothing in it is planned or under way, and nothing in it was
    finished or stopped since the quarter began.
    """
    since = quarter_from(moments.today())
    of: dict[str, list[Activity]] = defaultdict(list)
    for each in planned:
        of[each.quadrant].append(each)
    busy = set(
        organisation.plan_activities.filter(ended_on__gte=since).values_list("quadrant", flat=True)
    )
    said = organisation.plan_empty_quadrants.filter(quarter_from=since)
    reasons = dict(said.values_list("quadrant", "reason"))
    return [
        Side(
            key,
            title,
            FOCUS[key],
            of[key],
            not of[key] and key not in busy,
            reasons.get(key, ""),
        )
        for key, title in Quadrant.choices
    ]


def quarter_from(day: dt.date) -> dt.date:
    """The first day of the quarter that a day lies in.

    >>> quarter_from(dt.date(2026, 11, 25))
    datetime.date(2026, 10, 1)
    """
    first = (day.month - 1) // MONTHS_A_QUARTER * MONTHS_A_QUARTER + 1
    return dt.date(day.year, first, 1)


def quarter_in_words(day: dt.date) -> str:
    """A quarter by its months.

    >>> quarter_in_words(dt.date(2026, 11, 25))
    'October to December 2026'
    """
    first = quarter_from(day).month
    return f"{MONTHS[first - 1]} to {MONTHS[first + MONTHS_A_QUARTER - 2]} {day.year}"


def minutes_this_quarter(planned: Iterable[Activity]) -> int:
    """Minutes that were written down this quarter, of what is still planned or under way."""
    since = quarter_from(moments.today())
    entries = (entry for each in planned for entry in each.entries.all())
    return sum(each.minutes for each in entries if each.done_on >= since)


def starters(
    found: Sequence[Entry], taken: set[str]
) -> list[tuple[str, str, list[Entry], set[str]]]:
    """Starters by quadrant: title, focus, the starters, and which of them are taken."""
    return [
        (
            title,
            FOCUS[key],
            [each for each in found if each.fields["quadrant"] == key],
            taken,
        )
        for key, title in Quadrant.choices
    ]


def starter_of(organisation: Organisation, activity: Activity) -> Entry | None:
    """The starter that an activity came from."""
    return entry("activity", activity.starter, organisation) if activity.starter else None
