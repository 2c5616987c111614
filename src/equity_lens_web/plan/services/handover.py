"""Handing something over in one step."""

from django.db import transaction

from equity_lens_web.accounts.models import Membership, Person
from equity_lens_web.plan.models import Handover, Led
from equity_lens_web.plan.services.keeping import may_write, noted


@transaction.atomic
def hand_over(*, item: Led, kind: str, to: Membership, by: Person) -> Handover:
    """Give an item of the plan another lead; who led it before is kept.

    Raises ValueError where ``to`` is not a member of the organisation.
    """
    organisation = item.organisation
    may_write(by, organisation)
    if to.organisation_id != organisation.pk:
        raise ValueError("Choose a member of the organisation")
    before = item.who
    item.lead, item.post = to, ""
    item.save()
    noted(item, "lead.handed-over", organisation=organisation, by=by)
    return Handover.objects.create(
        organisation=organisation,
        kind=kind,
        item=item.pk,
        title=str(item)[:200],
        before=before,
        after=to,
        handed_by=by,
    )
