"""Who I am here, and what I may do."""

from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from equity_lens_web.accounts import services
from equity_lens_web.accounts.access import signed_in
from equity_lens_web.accounts.middleware import CHOSEN
from equity_lens_web.accounts.presenters import role_in_words


@require_safe
@signed_in
def me(request: Any) -> HttpResponse:
    """Name, role in words, organisations, second step, and signing out everywhere."""
    held = list(
        request.user.memberships.current().select_related("organisation").order_by("began_at")
    )
    membership = request.membership
    return render(
        request,
        "accounts/me.jinja",
        {
            "role": role_in_words(membership.role_held) if membership else None,
            "others": [each for each in held if each != membership],
            "has_password": request.user.has_usable_password(),
            "has_second_factor": is_mfa_enabled(request.user),
        },
    )


@require_POST
@signed_in
def switch_organisation(request: Any, pk: int) -> HttpResponse:
    """Look at another organisation that I belong to."""
    chosen = get_object_or_404(
        request.user.memberships.current().select_related("organisation"), organisation=pk
    )
    request.session[CHOSEN] = chosen.organisation_id
    return redirect("home")


@require_POST
@signed_in
def sign_out_everywhere(request: Any) -> HttpResponse:
    """End every session of mine."""
    services.sign_out_everywhere(by=request.user)
    logout(request)
    messages.success(request, "You are signed out on every device.")
    return redirect("account_login")
