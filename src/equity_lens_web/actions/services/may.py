"""Who may change a decision: whoever keeps decisions, and its owner."""

from equity_lens_web.accounts.access import require
from equity_lens_web.accounts.models import (
    Membership,
    MembershipQuerySet,
    Organisation,
    Person,
)
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.actions.models import Decision


def may_change(membership: Membership, decision: Decision) -> bool:
    """Whether this member may say how a decision goes on."""
    is_owner = decision.owner_id == membership.pk and membership.may(Permission.ACTIONS_READ)
    return is_owner or membership.may(Permission.ACTIONS_WRITE)


def require_change(by: Person, decision: Decision) -> Membership:
    """The membership by which somebody may say how a decision goes on.

    Raises PermissionDenied where there is none.
    """
    if decision.owner.person_id == by.pk:
        return require(by, Permission.ACTIONS_READ, organisation=decision.organisation)
    return require(by, Permission.ACTIONS_WRITE, organisation=decision.organisation)


def who_may_own(organisation: Organisation) -> MembershipQuerySet:
    """Members who may own a decision: those who read decisions, by name."""
    return (
        organisation.memberships.current()
        .that_may(Permission.ACTIONS_READ)
        .select_related("person")
        .order_by("person__name", "pk")
    )
