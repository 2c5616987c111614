"""Pages on which tokens are given and revoked, and the one that says what they open."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.evidence.api.operations import api
from equity_lens_web.evidence.forms.tokens import TokenForm
from equity_lens_web.evidence.presenters import tokens as words
from equity_lens_web.evidence.services.tokens import make_token, revoke_token


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.API_TOKENS)
def tokens(request: Any) -> HttpResponse:
    """Every token of the organisation, and the form that makes one, which is shown this once."""
    form = TokenForm(request.POST if request.method == "POST" else None)
    made = ""
    if form.is_bound and form.is_valid():
        made = make_token(organisation=request.organisation, by=request.user, **form.cleaned_data)
        form = TokenForm()
    return render(
        request,
        "evidence/data/tokens.jinja",
        {
            "form": form,
            "made": made,
            "lines": words.lines(request.organisation.api_tokens.for_a_list()),
            "address": settings.ADDRESS + reverse("api:figures_csv"),
        },
    )


@require_POST
@page(Permission.API_TOKENS)
def revoke(request: Any, pk: int) -> HttpResponse:
    """Make a token open nothing from now on."""
    token = get_object_or_404(request.organisation.api_tokens, pk=pk)
    revoke_token(token=token, by=request.user)
    messages.success(request, f"The token “{token.name}” opens nothing any more.")
    return redirect("evidence:tokens")


@require_safe
@page(Permission.API_TOKENS)
def addresses(request: Any) -> HttpResponse:
    """What can be read with a token, from the API's own description."""
    return render(
        request,
        "evidence/data/addresses.jinja",
        {
            "trail": [
                {"text": "Data", "href": reverse("evidence:extracts")},
                {"text": "Tokens", "href": reverse("evidence:tokens")},
            ],
            "addresses": words.addresses(api.get_openapi_schema()),
            "about": api.description,
            "site": settings.ADDRESS,
        },
    )
