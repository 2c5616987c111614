"""Joining by the link of an invitation."""

from typing import Any

from django.contrib.auth import login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from equity_lens_web.accounts import services
from equity_lens_web.accounts.access import public
from equity_lens_web.accounts.forms.joining import JoinForm
from equity_lens_web.accounts.middleware import CHOSEN
from equity_lens_web.accounts.models import Invitation, Person
from equity_lens_web.accounts.presenters import provider_name
from equity_lens_web.accounts.services.joining import InvitationClosed

BY_PASSWORD = "django.contrib.auth.backends.ModelBackend"


@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "POST"])
@public
def join(request: Any, token: str) -> HttpResponse:
    """Choose a name and a password, or join with the account that is there."""
    invitation = Invitation.objects.by_token(token)
    if invitation is None or not invitation.is_open:
        return _closed(request)
    known = Person.objects.filter(email__iexact=invitation.email).exists()
    if known or request.user.is_authenticated:
        return _join_as_oneself(request, invitation)
    form = JoinForm(request.POST if request.method == "POST" else None, invitation=invitation)
    if form.is_valid():
        try:
            person = services.accept(
                invitation=invitation,
                name=form.cleaned_data["name"],
                password=form.cleaned_data["password"],
            )
        except InvitationClosed:
            return _closed(request)
        login(request, person, backend=BY_PASSWORD)
        return redirect("home")
    words = {"form": form, "invitation": invitation, "provider": provider_name()}
    return render(request, "accounts/join.jinja", words)


def _join_as_oneself(request: Any, invitation: Invitation) -> HttpResponse:
    """Somebody who has an account signs in first, so that nobody joins in their name."""
    is_them = (
        request.user.is_authenticated and request.user.email.lower() == invitation.email.lower()
    )
    if request.method == "POST" and is_them:
        try:
            services.accept(invitation=invitation, by=request.user)
        except InvitationClosed:
            return _closed(request)
        request.session[CHOSEN] = invitation.organisation_id
        return redirect("home")
    if request.method == "POST":
        raise PermissionDenied("The invitation is for another person.")
    return render(
        request, "accounts/join_as_oneself.jinja", {"invitation": invitation, "is_them": is_them}
    )


def _closed(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/invitation_closed.jinja", status=410)
