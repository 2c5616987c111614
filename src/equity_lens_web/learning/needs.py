"""What the learning room needs of a person: whether their case studies still hold."""

from django.urls import reverse

from equity_lens_web.accounts.models import Membership
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.actions.needs import Need
from equity_lens_web.design_system.moments import today
from equity_lens_web.learning.models import CaseStudy


def needs_of(membership: Membership) -> list[Need]:
    """Each case of theirs that nobody has looked at for 6 months, and each draft that they left."""
    if not membership.may(Permission.CASES_WRITE):
        return []
    own = CaseStudy.objects.filter(
        organisation=membership.organisation, owner=membership.person
    ).order_by("pk")
    return [need for case in own if (need := _need(case)) is not None]


def _need(case: CaseStudy) -> Need | None:
    address = reverse("learning:draft", args=[case.pk])
    if case.state == CaseStudy.State.DRAFT:
        why = "It is begun, and nobody can learn from it until it is published."
        return Need(f"Finish the case study “{case.title}”", address, 6, None, why)
    due = case.asked_on
    if case.state != CaseStudy.State.PUBLISHED or due is None or due > today():
        return None
    why = "Six months have passed since somebody said that it still holds."
    return Need(f"Bring the case study “{case.title}” up to date", address, 4, due, why)
