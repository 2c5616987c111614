"""A gap of the evidence, as it is shown now or was shown on a day."""

import datetime as dt
from collections.abc import Iterable

from equity_lens.disclosure.released import Finding, ReleasedProfile
from equity_lens.disclosure.released_readings import GapAsShown
from equity_lens.disclosure.rereading import gap_as_shown
from equity_lens.words.dates import last_day
from equity_lens.words.people import group_named
from equity_lens_web.accounts.models import Organisation
from equity_lens_web.evidence.reading import figures_of


def gap_now(
    organisation: Organisation, measure: str, dimension: str, subgroup: str
) -> GapAsShown | None:
    """The gap in the current figures, or None where there is none."""
    return gap_on(organisation, measure, dimension, subgroup, None)


def gap_on(
    organisation: Organisation, measure: str, dimension: str, subgroup: str, on: dt.date | None
) -> GapAsShown | None:
    """The gap of the last period that was over on a day; of all, where no day is given.

    Where no period was over by then, it is that of the earliest.
    """
    figures = figures_of(organisation)
    profiles = [*figures.history(measure, dimension), *figures.profiles(measure, dimension)]
    there = [each for each in profiles if group_named(each, subgroup)]
    if not there or figures.head is None:
        return None
    over = [each for each in there if on is None or _was_over(each, on)]
    return gap_as_shown(over[-1] if over else there[0], subgroup, figures.head.policy)


def finding_of(organisation: Organisation, gap: tuple[str, str, str]) -> Finding | None:
    """The finding that a gap is, or None where it is not among them."""
    measure, dimension, subgroup = gap
    findings: Iterable[Finding] = figures_of(organisation).findings(measure, dimension)
    return next((each for each in findings if each.group.subgroup.key == subgroup), None)


def _was_over(profile: ReleasedProfile, on: dt.date) -> bool:
    last = last_day(profile.period)
    return last is not None and last <= on
