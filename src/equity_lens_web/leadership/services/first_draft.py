"""What the lead does with the first draft: word it, send it; and the chair reads it."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from equity_lens.errors import EquityLensError
from equity_lens_web.accounts.access import require
from equity_lens_web.accounts.models import Organisation, Person
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.audit import record as audit
from equity_lens_web.leadership.models import FirstDraft
from equity_lens_web.leadership.presenters.first_draft import first_draft
from equity_lens_web.leadership.presenters.papers import to_keep


class DraftRefused(EquityLensError):
    """The draft cannot be sent."""


@transaction.atomic
def word(*, organisation: Organisation, words: Mapping[str, str], by: Person) -> FirstDraft:
    """Keep how each part opens; a part left empty opens as it did at first."""
    require(by, Permission.ROLE_WRITE, organisation=organisation)
    draft, _ = FirstDraft.objects.get_or_create(
        organisation=organisation, sent_at=None, defaults={"begun_by": by}
    )
    draft.words = {part: text for part, text in words.items() if text}
    draft.save(update_fields=["words"])
    audit.record("first-draft.worded", organisation=organisation, by=by, parts=sorted(draft.words))
    return draft


@transaction.atomic
def send(*, organisation: Organisation, by: Person) -> FirstDraft:
    """Send the draft to the chair, as the records stand now; what was sent stays as it is.

    Raises DraftRefused where there is no charter, for a draft without one says nothing of the role,
    and where nothing was begun since the last: a second press would send one without its words.
    """
    require(by, Permission.ROLE_WRITE, organisation=organisation)
    if organisation.charters.current() is None:
        raise DraftRefused("There is no charter yet.", remedy="Write it first: it takes 9 minutes.")
    Organisation.objects.select_for_update().only("pk").get(pk=organisation.pk)
    draft = organisation.first_drafts.filter(sent_at=None).first()
    if draft is None and organisation.first_drafts.exists():
        raise DraftRefused(
            "This draft has been sent already.", remedy="Begin another if there is more to say."
        )
    draft = draft or FirstDraft(organisation=organisation, begun_by=by)
    draft.sent = to_keep(first_draft(organisation, draft.words))
    draft.sent_by, draft.sent_at = by, timezone.now()
    draft.save()
    audit.record("first-draft.sent", organisation=organisation, by=by)
    return draft


@transaction.atomic
def read(*, draft: FirstDraft, by: Person) -> None:
    """The chair has opened what was sent."""
    membership = require(by, Permission.ROLE_AGREE, organisation=draft.organisation)
    if membership.role == "chair" and draft.read_at is None:
        draft.read_by, draft.read_at = by, timezone.now()
        draft.save(update_fields=["read_by", "read_at"])
        audit.record("first-draft.read", organisation=draft.organisation, by=by)
