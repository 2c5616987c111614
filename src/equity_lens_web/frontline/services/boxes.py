"""Whether ideas are taken without sign-in, and the links of wards and sites for it."""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from equity_lens_web.accounts.access import require
from equity_lens_web.accounts.models import Organisation, Person
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.audit.record import record
from equity_lens_web.frontline.links import hash_of_token, new_token
from equity_lens_web.frontline.models import IdeaBox, Openness


@dataclass(frozen=True, slots=True)
class Opened:
    """A box and its link, which is kept nowhere: whoever asked must be shown it now."""

    box: IdeaBox
    link: str


@transaction.atomic
def say_openness(*, organisation: Organisation, without_sign_in: bool, by: Person) -> Openness:
    """Take ideas without sign-in, or stop taking them. Boxes stay, and open again with it.

    Raises PermissionDenied unless ``by`` answers ideas: who opens the door owes the answers.
    """
    require(by, Permission.IDEAS_ANSWER, organisation=organisation)
    openness, _ = Openness.objects.update_or_create(
        organisation=organisation,
        defaults={"without_sign_in": without_sign_in, "said_by": by, "said_at": timezone.now()},
    )
    what = "ideas.opened" if without_sign_in else "ideas.closed"
    record(what, organisation=organisation, by=by, about="Ideas without sign-in")
    return openness


@transaction.atomic
def open_box(*, organisation: Organisation, place: str, by: Person) -> Opened:
    """Make a link for a ward or site.

    Raises PermissionDenied unless ``by`` answers ideas.
    """
    require(by, Permission.IDEAS_ANSWER, organisation=organisation)
    token = new_token()
    box = IdeaBox.objects.create(
        organisation=organisation, place=place, token_hash=hash_of_token(token), made_by=by
    )
    record("idea-box.made", organisation=organisation, by=by, about=f"Idea box {box.pk}")
    return Opened(box, settings.ADDRESS + reverse("frontline:box", args=[token]))


@transaction.atomic
def renew_box(*, box: IdeaBox, by: Person) -> Opened:
    """A new link for the same place; the old one opens nothing from now on.

    Raises PermissionDenied unless ``by`` answers ideas.
    """
    close_box(box=box, by=by)
    return open_box(organisation=box.organisation, place=box.place, by=by)


@transaction.atomic
def close_box(*, box: IdeaBox, by: Person) -> None:
    """Make a link open nothing. One that was closed before stays as it is.

    Raises PermissionDenied unless ``by`` answers ideas.
    """
    require(by, Permission.IDEAS_ANSWER, organisation=box.organisation)
    if IdeaBox.objects.filter(pk=box.pk, closed_at=None).update(closed_at=timezone.now()):
        record("idea-box.closed", organisation=box.organisation, by=by, about=f"Idea box {box.pk}")
