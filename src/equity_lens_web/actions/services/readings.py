"""Reading gaps again by themselves: on the day that a decision is due, and at each refresh after.

Reading twice changes nothing: a decision has one reading of each refresh.
"""

from typing import Any

from django.db import transaction

from equity_lens.disclosure.rereading import reread
from equity_lens_web.accounts.models import Organisation
from equity_lens_web.actions.models import Decision, Reading
from equity_lens_web.audit import record as audit
from equity_lens_web.design_system import moments
from equity_lens_web.evidence.coding import encode
from equity_lens_web.evidence.reading import figures_at


def read_due_gaps() -> int:
    """Read every gap whose day has come, at every organisation; how many readings were made."""
    waiting = Organisation.objects.filter(
        decisions__in=Decision.objects.to_be_read(moments.today())
    )
    return sum(read_gaps(organisation) for organisation in waiting.distinct())


def after_figures_made(*, organisation: Organisation, **_: Any) -> None:
    """New figures: what is due is read in them."""
    read_gaps(organisation)


@transaction.atomic
def read_gaps(organisation: Organisation) -> int:
    """Read the gaps that are due in the current figures; how many readings were made."""
    refresh = organisation.refreshes.defer("changes").current()
    if refresh is None:
        return 0
    due = organisation.decisions.to_be_read(moments.today()).exclude(readings__refresh=refresh)
    decisions = list(due)
    if not decisions:
        return 0
    figures = figures_at(refresh)
    assert figures.head is not None
    about = [{getattr(each, key) for each in decisions} for key in ("measure", "dimension")]
    shown = {(p.measure.id, p.dimension.key): p for p in figures.profiles(*about)}
    made = []
    for decision in decisions:
        gap = decision.gap
        if gap is None:
            continue
        profile = shown.get((decision.measure, decision.dimension))
        reading = reread(gap, profile, figures.head.policy, decision.hoped)
        made.append(
            Reading(
                decision=decision,
                refresh=refresh,
                outcome=reading.outcome.value,
                content=encode(reading),
            )
        )
    Reading.objects.bulk_create(made, ignore_conflicts=True)
    audit.record(
        "gaps.read",
        organisation=organisation,
        by=None,
        about=f"Refresh {refresh.number}",
        decisions=len(made),
    )
    return len(made)
