"""What leadership needs of a person: time and money to name, a charter to sign."""

from django.urls import reverse

from equity_lens_web.accounts.models import Membership, Organisation
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.actions.needs import Need
from equity_lens_web.design_system import moments
from equity_lens_web.leadership.models import Capacity, Charter
from equity_lens_web.leadership.presenters.charter import gaps_of
from equity_lens_web.leadership.services.charter import SIGNS_AS

ABOVE = (Capacity.CHAIR, Capacity.CHIEF_EXECUTIVE)


def needs_of(membership: Membership) -> list[Need]:
    """Each need of this person, in a handful of queries however much there is."""
    if not membership.may(Permission.ROLE_READ):
        return []
    organisation = membership.organisation
    charter = organisation.charters.current()
    return [
        *_of_the_charter(membership, organisation, charter),
        *_of_the_induction(membership),
        *_of_the_first_draft(membership),
    ]


def _of_the_charter(
    membership: Membership, organisation: Organisation, charter: Charter | None
) -> list[Need]:
    capacity = SIGNS_AS.get(membership.role)
    if charter is None:
        begun = membership.may(Permission.ROLE_WRITE)
        why = "Ten questions; what has no answer stays visible until it has one."
        href = reverse("leadership:charter-answers")
        return [Need("Write the charter of your role", href, 9, None, why)] if begun else []
    found = []
    requests = organisation.requests_for_time_and_money
    waiting, settled = requests.waiting(), requests.have_settled(charter)
    lacking = ", ".join(words[:1].lower() + words[1:] for _, words in gaps_of(charter))
    if waiting and capacity == Capacity.CHIEF_EXECUTIVE:
        asked = f"Asked {moments.age(moments.day_of(waiting.asked_at))}"
        why = f"{asked}: {lacking}." if lacking else f"{asked}."
        href = reverse("leadership:time-and-money")
        title = "Name time and money for the lead's role"
        found.append(Need(title, href, 3, None, why, theirs_alone=True))
    elif lacking and capacity in ABOVE and not settled:
        why = f"The role has {lacking}."
        href = reverse("leadership:charter")
        title = "The lead's role lacks time or money"
        found.append(Need(title, href, 1, None, why, theirs_alone=True))
    if not waiting and charter.is_turn_of(capacity):
        title = "Countersign" if capacity == Capacity.CHAIR else "Sign"
        href = reverse("leadership:charter")
        why = (
            f"Version {charter.number}, changed {moments.age(moments.day_of(charter.changed_at))}."
        )
        title = f"{title} the charter of the lead's role"
        found.append(Need(title, href, 1, None, why, theirs_alone=True))
    return found


def _of_the_induction(membership: Membership) -> list[Need]:
    """Who writes the charter is asked to begin; what is begun is gone on with on its own page."""
    begun = membership.organisation.inductions.filter(person=membership.person_id)
    if not membership.may(Permission.ROLE_WRITE) or begun.exists():
        return []
    why = "Three questions make a path of 30, 60 and 90 days. You can skip any of it."
    href = reverse("leadership:induction-answers")
    return [Need("Make your induction path", href, 2, None, why, theirs_alone=True)]


def _of_the_first_draft(membership: Membership) -> list[Need]:
    if SIGNS_AS.get(membership.role) != Capacity.CHAIR:
        return []
    unread = membership.organisation.first_drafts.filter(sent_at__isnull=False, read_at=None)
    sent = unread.select_related("sent_by").first()
    if sent is None:
        return []
    why = f"{sent.sent_by.name} sent it {moments.age(moments.day_of(sent.sent_at))}."
    href = reverse("leadership:first-draft")
    return [Need("Read the lead's first draft", href, 4, None, why, theirs_alone=True)]
