"""Whose page this is, and whether the person may open it."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from equity_lens_web.accounts.access import Audience, access_of
from equity_lens_web.accounts.models import Membership

CHOSEN = "organisation"


class OrganisationMiddleware:
    """Sets ``request.organisation`` and ``request.membership``, then asks what the page asks.

    The organisation is the one chosen in the session, else the person's only or first one. A page
    that says nothing of its access is a fault of ours and cannot be opened by anybody.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing is known of the request until its view is."""
        request.organisation = request.membership = None
        return self.get_response(request)

    def process_view(
        self, request: Any, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Before each view: find the membership, and refuse what it does not allow."""
        access = access_of(view)
        if access is None:
            raise ImproperlyConfigured(f"{view} does not say who may open it.")
        if access.audience is Audience.TOKEN:
            return None
        if request.user.is_authenticated:
            request.membership = _membership(request)
            if request.membership is not None:
                request.organisation = request.membership.organisation
        if access.audience is Audience.ANYONE:
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if access.audience is Audience.SIGNED_IN:
            return None
        if request.membership is None:
            return HttpResponseRedirect(reverse("accounts:me"))
        if _lacks_second_factor(request):
            return HttpResponseRedirect(reverse("mfa_activate_totp"))
        if access.permission and not request.membership.may(access.permission):
            raise PermissionDenied(access.permission)
        return None


def _membership(request: Any) -> Membership | None:
    held = list(
        Membership.objects.current()
        .filter(person=request.user)
        .with_organisation()
        .order_by("began_at")
    )
    chosen = request.session.get(CHOSEN)
    first = held[0] if held else None
    found = next((each for each in held if each.organisation_id == chosen), first)
    if found is not None:
        found.organisation.has_logo = found.has_logo
    return found


def _lacks_second_factor(request: Any) -> bool:
    if not request.organisation.needs_second_factor:
        return False
    from allauth.mfa.utils import is_mfa_enabled

    return not is_mfa_enabled(request.user)
