"""A decision, and a request for help, in an organisation that has figures."""

import datetime as dt

from equity_lens.disclosure.rereading import gap_as_shown
from equity_lens_web.accounts.models import Organisation, Person
from equity_lens_web.actions.models import Block, Decision
from equity_lens_web.evidence.coding import encode
from equity_lens_web.evidence.reading import figures_of
from web.samples.sample import Sample


def decision(organisation: Organisation, member: Person) -> int:
    profile = figures_of(organisation).profile("waiting-within-18-weeks", "imd_quintile")
    made = Decision.objects.create(
        organisation=organisation,
        what="Trial phone booking",
        measure="waiting-within-18-weeks",
        dimension="imd_quintile",
        subgroup="1",
        shown=encode(gap_as_shown(profile, "1", "hes")),
        refresh=organisation.refreshes.current(),
        hoped=0.02,
        owner=member.memberships.get(organisation=organisation),
        due_on=dt.date(2027, 4, 30),
        made_by=member,
    )
    return made.pk


def help_asked(organisation: Organisation, member: Person) -> int:
    block = Block.objects.create(
        decision_id=decision(organisation, member),
        why="No translators on Saturdays",
        asks_executive_team=True,
        needed="Fund translators",
        by=member,
    )
    return block.pk


SAMPLES = {"actions:*:pk": Sample(decision), "actions:answer-help:pk": Sample(help_asked)}
