"""A brief for the sample release, and the paper before it, by hand."""

import datetime as dt
from dataclasses import replace

from equity_lens.reports.brief import Action, ActionState, Ask, Brief, FindingKey, Voice
from equity_lens.reports.issue import record

WAITS = FindingKey("waiting-within-18-weeks", "imd_quintile", "1")
MISSED = FindingKey("outpatient-did-not-attend", "imd_quintile", "1")
BLACK = FindingKey("waiting-within-18-weeks", "ethnic_group", "4")
GONE = FindingKey("waiting-over-52-weeks", "ethnic_group", "4")
EARLIER = {"2026-10-31": "2026-09-30", "2026-10": "2026-09"}


def brief():
    """Three findings out of their rank, two voices of thirteen, two decisions, three actions."""
    return Brief(
        title="Fair access to planned care",
        committee="Quality committee",
        meeting_on=dt.date(2026, 11, 12),
        findings=(WAITS, MISSED, BLACK),
        asks=(
            Ask(
                "Will the board trial telephone booking at two sites?",
                "Chief operating officer",
                dt.date(2027, 4, 30),
                WAITS,
                0.02,
            ),
            Ask("Will the board ask for ethnicity at every contact?"),
        ),
        voices=(
            Voice("The letter came after the day it told me to come.", "Told to the outreach team"),
            Voice("Two buses and a walk, with a frame.", "Patient panel"),
        ),
        heard=13,
        actions=(
            Action(
                "Interpreter cover on Saturdays",
                "Head of Nursing",
                state=ActionState.BLOCKED,
                moves=MISSED,
                help_needed="Will you pay for interpreters at £18,000 a year?",
                asked_of="Chief executive",
                asked_on=dt.date(2026, 9, 1),
            ),
            Action(
                "Trial of telephone booking",
                due=dt.date(2027, 3, 31),
                state=ActionState.NOT_BEGUN,
                help_needed="Who owns the booking system?",
                asked_on=dt.date(2026, 8, 3),
            ),
            Action("Ask for ethnicity at the desk", "Head of Outpatients", state=ActionState.DONE),
        ),
    )


def last(release, changed=()):
    """September's paper: the same figures, save those that ``changed`` gives.

    ``changed`` maps (measure, dimension, subgroup, statistic) to what to put in that row.
    """
    september = replace(
        release,
        profiles=tuple(replace(p, period=EARLIER[p.period]) for p in release.profiles),
        findings=release.findings[:3],
    )
    asks = (
        Ask(
            "Will the board ask for a trial?", "Medical director", dt.date(2027, 4, 30), WAITS, 0.02,
            "agreed",
        ),
    )  # fmt: skip
    issued = record(september, Brief(meeting_on=dt.date(2026, 10, 8), asks=asks))
    rows = tuple(
        replace(row, **dict(changed).get(_place(row), {})) for row in issued.rows
    )  # fmt: skip
    return replace(issued, rows=rows, findings=(*issued.findings, GONE))


def _place(row):
    return row.measure, row.dimension, row.subgroup, row.statistic
