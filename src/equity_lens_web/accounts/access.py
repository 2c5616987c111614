"""Who may open which page. Every page says so itself; one that does not cannot be opened.

    @page(Permission.EVIDENCE_READ)
    def findings(request): ...

The middleware asks; a test walks every address as every role in two organisations.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from equity_lens_web.accounts.models import Membership, Organisation, Person
from equity_lens_web.accounts.permissions import Permission

View = TypeVar("View", bound=Callable[..., Any])


class Audience(Enum):
    """Who a page is for, before any permission is asked."""

    ANYONE = auto()
    SIGNED_IN = auto()
    MEMBERS = auto()
    TOKEN = auto()


@dataclass(frozen=True)
class Access:
    """What a page asks of whoever opens it; ``permission`` only of members."""

    audience: Audience
    permission: Permission | None = None


class MemberRequest(HttpRequest):
    """A request of a signed-in member: what ``page`` promises to a view."""

    user: Person
    organisation: Organisation
    membership: Membership


def page(permission: Permission) -> Callable[[View], View]:
    """A page for members of the organisation who hold a permission."""
    return _marked(Access(Audience.MEMBERS, permission))


def members(view: View) -> View:
    """A page for every member of the organisation, whatever their role."""
    return _marked(Access(Audience.MEMBERS))(view)


def signed_in(view: View) -> View:
    """A page for anybody who is signed in, member of an organisation or not."""
    return _marked(Access(Audience.SIGNED_IN))(view)


def public(view: View) -> View:
    """A page for anyone. It shows nothing of any organisation."""
    return _marked(Access(Audience.ANYONE))(view)


def by_token(view: View) -> View:
    """An address for machines, opened by an organisation's token and not by a session."""
    return _marked(Access(Audience.TOKEN))(view)


def _marked(access: Access) -> Callable[[View], View]:
    def mark(view: View) -> View:
        view.access = access  # type: ignore[attr-defined]
        return view

    return mark


# Pages of the libraries that people sign in with, by the module that holds them: a longer name
# wins. What is not listed is closed.
OF_LIBRARIES = {
    "allauth.account.views.LogoutView": Access(Audience.ANYONE),
    "allauth.account.views.AccountInactiveView": Access(Audience.ANYONE),
    "allauth.account.views.PasswordResetFromKey": Access(Audience.ANYONE),
    "allauth.account.views.ReauthenticateView": Access(Audience.SIGNED_IN),
    "allauth.account.views.PasswordChangeView": Access(Audience.SIGNED_IN),
    "allauth.mfa.base.views.AuthenticateView": Access(Audience.ANYONE),
    "allauth.mfa.base.views.ReauthenticateView": Access(Audience.SIGNED_IN),
    "allauth.mfa.totp.views": Access(Audience.SIGNED_IN),
    "allauth.mfa.recovery_codes.views": Access(Audience.SIGNED_IN),
    "allauth.socialaccount.providers.openid_connect.views": Access(Audience.ANYONE),
    "allauth.socialaccount.views.LoginCancelledView": Access(Audience.ANYONE),
    "allauth.socialaccount.views.LoginErrorView": Access(Audience.ANYONE),
    "django.views.static": Access(Audience.ANYONE),
    "django.contrib.staticfiles.views": Access(Audience.ANYONE),
}


def access_of(view: Any) -> Access | None:
    """What a page asks, or None where nobody has said."""
    inner = getattr(view, "view_class", view)
    marked = getattr(view, "access", None) or getattr(inner, "access", None)
    if marked is not None:
        return marked
    name = f"{inner.__module__}.{getattr(inner, '__qualname__', '')}"
    fitting = [known for known in OF_LIBRARIES if name.startswith(known)]
    return OF_LIBRARIES[max(fitting, key=len)] if fitting else None


def require(person: Person, permission: Permission, *, organisation: Organisation) -> Membership:
    """The membership by which a person may do something; services ask before they act.

    Raises PermissionDenied where there is none.
    """
    for membership in Membership.objects.current().filter(person=person, organisation=organisation):
        if membership.may(permission):
            return membership
    raise PermissionDenied(permission)
