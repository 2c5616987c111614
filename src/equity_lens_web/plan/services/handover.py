"""Handing something over in one step."""

from django.db import transaction

from equity_lens_web.accounts.models import Membership, Person
from equity_lens_web.plan.models import Dilemma, Handover, Led
from equity_lens_web.plan.services.dilemmas import may_change
from equity_lens_web.plan.services.keeping import may_write, noted

PRIVATE = "A private dilemma"


@transaction.atomic
def hand_over(*, item: Led, kind: str, to: Membership, by: Person) -> Handover:
    """Give an item of the plan another lead; who led it before is kept, and not what is private.

    Raises ValueError where ``to`` is not a member of the organisation now, and PermissionDenied
    where ``by`` may not write the plan, or not read the item.
    """
    organisation = item.organisation
    may_write(by, organisation)
    if isinstance(item, Dilemma):
        may_change(item, by)
    if not organisation.memberships.current().filter(pk=to.pk).exists():
        raise ValueError("Choose a member of the organisation")
    before = item.who
    item.lead, item.post = to, ""
    item.save()
    noted(item, "lead.handed-over", organisation=organisation, by=by)
    return Handover.objects.create(
        organisation=organisation,
        kind=kind,
        item=item.pk,
        title=PRIVATE if getattr(item, "is_private", False) else str(item)[:200],
        before=before,
        after=to,
        handed_by=by,
    )
