"""Making a huddle card, giving it a link for phones, and taking a link back."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from equity_lens.reports.huddle_fact import CardRefused
from equity_lens_web.accounts.access import require
from equity_lens_web.accounts.models import Organisation, Person
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.audit.record import record
from equity_lens_web.frontline.links import hash_of_token, new_token
from equity_lens_web.frontline.making import Subject, drawn
from equity_lens_web.frontline.models import Card, CardLink
from equity_lens_web.frontline.models.cards import kept

LASTS = dt.timedelta(days=90)
NO_LONGER_HOLDS = CardRefused(
    "The figures of this card were corrected after it was made.",
    remedy="Make a new card of the gap as it is now.",
)


@dataclass(frozen=True, slots=True)
class Linked:
    """A card with a new link, which is kept nowhere: whoever asked must be given it now."""

    card: Card
    link: str
    expires_at: dt.datetime


@transaction.atomic
def make_card(
    *, organisation: Organisation, subject: Subject, question: str, to_try: str, by: Person
) -> Card:
    """Make a card of a gap; one that says the same on the same day is that card.

    Raises PermissionDenied unless ``by`` may run projects at the organisation, and CardRefused
    where the fact may not be shown or the card is too long or too hard.
    """
    require(by, Permission.IMPROVEMENT_WRITE, organisation=organisation)
    content = kept(drawn(subject, question=question, to_try=to_try))
    of_today = organisation.huddle_cards.filter(
        made_by=by,
        project=subject.project,
        refresh=subject.refresh,
        made_at__gt=timezone.now() - dt.timedelta(days=1),
    )
    same = next((each for each in of_today if each.content == content), None)
    if same is not None:
        return same
    card = Card.objects.create(
        organisation=organisation,
        content=content,
        measure=subject.measure,
        dimension=subject.dimension,
        subgroup=subject.subgroup,
        project=subject.project,
        refresh=subject.refresh,
        made_by=by,
    )
    record("huddle-card.made", organisation=organisation, by=by, about=f"Huddle card {card.pk}")
    return card


@transaction.atomic
def link_card(*, card: Card, by: Person) -> Linked:
    """Give a card a link that opens it without sign-in for 90 days.

    Raises PermissionDenied unless ``by`` may run projects at the organisation, and CardRefused
    where its figures were corrected since.
    """
    require(by, Permission.IMPROVEMENT_WRITE, organisation=card.organisation)
    if card.no_longer_holds:
        raise NO_LONGER_HOLDS
    token, expires_at = new_token(), timezone.now() + LASTS
    link = CardLink.objects.create(
        card=card, token_hash=hash_of_token(token), made_by=by, expires_at=expires_at
    )
    record(
        "huddle-card.linked",
        organisation=card.organisation,
        by=by,
        about=f"Huddle card {card.pk}",
        link=link.pk,
    )
    return Linked(card, settings.ADDRESS + reverse("frontline:phone", args=[token]), expires_at)


@transaction.atomic
def revoke_link(*, link: CardLink, by: Person) -> None:
    """Make a link open nothing. One that was revoked before stays as it is.

    Raises PermissionDenied unless ``by`` may run projects at the organisation.
    """
    organisation = link.card.organisation
    require(by, Permission.IMPROVEMENT_WRITE, organisation=organisation)
    if CardLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=timezone.now()):
        record(
            "huddle-card.link-revoked",
            organisation=organisation,
            by=by,
            about=f"Huddle card {link.card_id}",
            link=link.pk,
        )
