"""Samples of the front line's records."""

import datetime as dt

from equity_lens_web.accounts.models import Organisation, Person
from equity_lens_web.frontline.models import Idea, IdeaBox
from web.samples.sample import Sample, anything


def _idea(organisation: Organisation, member: Person) -> int:
    idea = Idea.objects.create(
        organisation=organisation,
        kind=Idea.Kind.IDEA,
        said="Ring people in the evening.",
        received_on=dt.date(2026, 11, 2),
        due_on=dt.date(2026, 11, 16),
    )
    return idea.pk


def _box(organisation: Organisation, member: Person) -> int:
    box = IdeaBox.objects.create(
        organisation=organisation,
        place="Ward 1",
        token_hash="0" * 60 + organisation.code,
        made_by=member,
    )
    return box.pk


SAMPLES = {
    "frontline:idea:pk": Sample(_idea),
    "frontline:answer:pk": Sample(_idea),
    "frontline:box-*:pk": Sample(_box),
    "frontline:box:token": anything("not-a-token"),
}
