"""The demonstration's decisions: one of the board's, some whose gap has been read again, two blocked.

Earlier ones rest on the gap as the trust's history shows it for the month before they were made.
"""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from equity_lens.disclosure.released import ReleasedProfile
from equity_lens.disclosure.rereading import gap_as_shown
from equity_lens_web.accounts.models import Organisation, Person
from equity_lens_web.actions.models import Block, Decision, Step
from equity_lens_web.actions.services.decisions import conclude, decide, finish
from equity_lens_web.actions.services.help import block
from equity_lens_web.actions.services.readings import read_gaps
from equity_lens_web.evidence.reading import Figures, figures_of

LEAD = "hi_lead"


@dataclass(frozen=True)
class Planned:
    """One decision as its people made it; ``period`` is that of the gap that they had before them."""

    key: str
    what: str
    gap: tuple[str, str, str]
    period: str
    made_on: dt.date
    due_on: dt.date
    owner: str
    hoped: float | None = None
    no_number_because: str = ""
    first_step: str = ""
    helpers: str = ""
    done: str = ""
    source: str = "finding"
    source_words: str = ""


WITHIN = ("waiting-within-18-weeks", "imd_quintile", "1")
OCTOBER = "2026-10-31"
DECISIONS = (
    Planned(
        "booking",
        "Trial phone booking and transport help at two sites",
        WITHIN,
        OCTOBER,
        dt.date(2026, 11, 16),
        dt.date(2027, 5, 16),
        LEAD,
        hoped=0.02,
        first_step="Agree the two sites with the booking office",
        helpers="Booking office, community transport",
        source="meeting",
        source_words="Board, paper on the October figures",
    ),
    Planned(
        "letters",
        "Put appointment letters into plain words",
        ("outpatient-did-not-attend", "imd_quintile", "1"),
        "2026-04",
        dt.date(2026, 5, 18),
        dt.date(2026, 11, 18),
        LEAD,
        hoped=0.015,
        first_step="Read ten letters with people who receive them",
        done="Every letter of the outpatient clinics has new words.",
    ),
    Planned(
        "long-waits",
        "Ring everybody who has waited 40 weeks, and ask what gets in the way",
        ("waiting-over-52-weeks", "imd_quintile", "2"),
        "2026-04-30",
        dt.date(2026, 5, 11),
        dt.date(2026, 11, 11),
        "qi_team",
        hoped=0.005,
        done="Two people ring for half a day each week.",
    ),
    Planned(
        "reminders",
        "Send reminders by an app in place of letters",
        WITHIN,
        "2026-02-28",
        dt.date(2026, 3, 16),
        dt.date(2026, 9, 16),
        "secretary",
        no_number_because="The supplier gave none",
        done="The app is in use in every clinic.",
        source="meeting",
        source_words="Digital committee of March 2026",
    ),
    Planned(
        "translators",
        "Offer a translator for every first appointment on Saturdays",
        ("outpatient-did-not-attend", "ethnic_group", "asian"),
        "2026-10",
        dt.date(2026, 11, 2),
        dt.date(2027, 3, 31),
        "qi_team",
        hoped=0.01,
        first_step="Ask clinics which languages are asked for",
    ),
    Planned(
        "analyst",
        "Read every gap by site each month, not by the trust alone",
        ("treated-within-18-weeks", "imd_quintile", "1"),
        "2026-10",
        dt.date(2026, 10, 20),
        dt.date(2027, 3, 31),
        LEAD,
        no_number_because="It shows where to act; it moves no gap by itself",
    ),
)


@dataclass(frozen=True)
class Asked:
    """What stands in the way of a decision, and the one thing that the executive team is asked."""

    key: str
    why: str
    needed: str
    pounds: int
    since: dt.date


HELP = (
    Asked(
        "translators",
        "Translator cover is paid for on weekdays alone.",
        "Fund translator cover on Saturdays for a year",
        18_000,
        dt.date(2026, 11, 5),
    ),
    Asked(
        "analyst",
        "The analyst’s hours are full with the returns that are due each month.",
        "Agree half a post of an analyst for health inequalities",
        26_000,
        dt.date(2026, 10, 28),
    ),
)


def fill(organisation: Organisation, people: dict[str, Person]) -> None:
    """Record the decisions, finish some, ask for help, and read what is due."""
    figures = figures_of(organisation)
    made = {each.key: decided(each, organisation, people, figures) for each in DECISIONS}
    _commitment(organisation, people)
    for planned in DECISIONS:
        if planned.done:
            finish(decision=made[planned.key], words=planned.done, by=people[planned.owner])
    for asked in HELP:
        ask_for_help(asked, made[asked.key])
    read_gaps(organisation)
    conclude(
        decision=made["long-waits"],
        words="Go on ringing until spring, and read the gap again then.",
        by=people["qi_team"],
    )


def decided(
    planned: Planned, organisation: Organisation, people: dict[str, Person], figures: Figures
) -> Decision:
    """A decision with the gap that its people had before them, under its day."""
    assert figures.head is not None
    measure, by, group = planned.gap
    owner = organisation.memberships.current().get(person=people[planned.owner])
    decision = decide(
        organisation=organisation,
        what=planned.what,
        owner=owner,
        due_on=planned.due_on,
        by=people[LEAD],
        source=planned.source,
        source_words=planned.source_words,
        gap=gap_as_shown(
            _profile(figures, measure, by, planned.period), group, figures.head.policy
        ),
        refresh=figures.refresh,
        hoped=planned.hoped,
        no_number_because=planned.no_number_because,
        helpers=planned.helpers,
        first_step=planned.first_step,
    )
    _made_on(decision, planned.made_on)
    return decision


def _profile(figures: Figures, measure: str, by: str, period: str) -> ReleasedProfile:
    everything = [*figures.history(measure, by), *figures.profiles(measure, by)]
    return next(each for each in everything if each.period == period)


def _commitment(organisation: Organisation, people: dict[str, Person]) -> None:
    """What a partner promised, about no gap of the trust's own."""
    decision = decide(
        organisation=organisation,
        what="Run the hospital bus on Saturdays too",
        kind=Decision.Kind.THEIRS,
        partner="The county council’s transport team",
        owner=organisation.memberships.current().get(person=people[LEAD]),
        due_on=dt.date(2027, 2, 1),
        by=people[LEAD],
        source=Decision.Source.MEETING,
        source_words="Place partnership of October 2026",
    )
    _made_on(decision, dt.date(2026, 10, 14))


def ask_for_help(asked: Asked, decision: Decision) -> None:
    """Say what stands in the way, and ask the executive team for the one thing that is needed."""
    made = block(
        decision=decision,
        why=asked.why,
        asks_executive_team=True,
        needed=asked.needed,
        pounds=asked.pounds,
        by=decision.owner.person,
    )
    Block.objects.filter(pk=made.pk).update(began_at=_at_noon(asked.since))


def _made_on(decision: Decision, day: dt.date) -> None:
    """The record and its first step bear the day on which the trust's people made it."""
    Decision.objects.filter(pk=decision.pk).update(made_at=_at_noon(day))
    Step.objects.filter(decision=decision).update(at=_at_noon(day))


def _at_noon(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(12)))
