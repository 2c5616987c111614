"""Samples of the front line's records."""

import datetime as dt

from equity_lens_web.accounts.models import Organisation, Person
from equity_lens_web.frontline.models import Advocate, Card, CardLink, Idea, IdeaBox
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


def _card(organisation: Organisation, member: Person) -> int:
    content = {
        "title": "Outpatient appointments not attended",
        "fact": ["In the most deprived fifth, 13.6% were missed."],
        "question": "What would make it easier to come?",
        "to_try": "Ring people the evening before.",
        "organisation": organisation.name,
        "source": "a file.csv",
        "period": "2026-10",
        "watermark": "",
    }
    card = Card.objects.create(
        organisation=organisation,
        content=content,
        measure="outpatient-did-not-attend",
        dimension="imd_quintile",
        subgroup="1",
        made_by=member,
    )
    return card.pk


def _link(organisation: Organisation, member: Person) -> int:
    link = CardLink.objects.create(
        card_id=_card(organisation, member),
        token_hash="0" * 60 + organisation.code,
        made_by=member,
        expires_at=member.joined_at + dt.timedelta(days=90),
    )
    return link.pk


def _advocate(organisation: Organisation, member: Person) -> int:
    advocate = Advocate.objects.create(
        organisation=organisation,
        known_as="Outpatient nurse",
        team="Outpatients",
        hours_a_month=2,
        consent=Advocate.Consent.IN_PERSON,
        consent_on=dt.date(2026, 11, 2),
        recorded_by=member,
    )
    return advocate.pk


def _project(organisation: Organisation, member: Person) -> int:
    return organisation.projects.create(title="A project", started_by=member).pk


SAMPLES = {
    "frontline:advocate*:pk": Sample(_advocate),
    "frontline:thank:pk": Sample(_project),
    "frontline:front-line:pk": Sample(_project),
    "frontline:card-of-project:pk": Sample(_project),
    "frontline:card*:pk": Sample(_card),
    "frontline:card-link-revoke:pk": Sample(_link),
    "frontline:phone:token": anything("not-a-token"),
    "frontline:idea:pk": Sample(_idea),
    "frontline:answer:pk": Sample(_idea),
    "frontline:box-*:pk": Sample(_box),
    "frontline:box:token": anything("not-a-token"),
}
