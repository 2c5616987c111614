"""Roles and people in words."""

from dataclasses import dataclass

from django.conf import settings

from equity_lens_web.accounts.models import Invitation, Membership
from equity_lens_web.accounts.permissions import Role, in_words, roles
from equity_lens_web.design_system.moments import day, day_of, moment


@dataclass(frozen=True)
class RoleInWords:
    """A role: its title, what it is for, and what it may do, a line for each thing."""

    key: str
    title: str
    described: str
    may: list[str]


def role_in_words(role: Role) -> RoleInWords:
    """One role, what it may do in the order of the data."""
    may = [words for permission, words in in_words().items() if permission in role.may]
    return RoleInWords(role.key, role.title, role.described, may)


def roles_in_words() -> list[RoleInWords]:
    """Every role."""
    return [role_in_words(role) for role in roles().values()]


def since(membership: Membership) -> str:
    """The day on which a membership began."""
    return day(day_of(membership.began_at))


def last_sign_in(membership: Membership) -> str:
    """When the person last signed in, or that they never did."""
    return moment(membership.person.last_login) or "Not yet"


def second_factor(membership: Membership) -> str:
    """Whether a second step is set up; the list of members has counted it."""
    return "Yes" if getattr(membership, "second_factors", 0) else "No"


def invitation_ends(invitation: Invitation) -> str:
    """When a link stops working."""
    return moment(invitation.expires_at)


def invited_by(invitation: Invitation) -> str:
    """Who invited; the list of invitations knows whether they have left since."""
    if invitation.invited_by is None:
        return "The server"
    left = "" if getattr(invitation, "inviter_is_member", True) else " (no longer a member)"
    return f"{invitation.invited_by}{left}"


def provider_name() -> str:
    """What the button of the organisation's own sign-in says, or "" where there is none."""
    apps = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
    return apps[0]["name"] if apps else ""
