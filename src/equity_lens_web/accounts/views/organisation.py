"""The organisation's settings, and the identity that it supplied."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from equity_lens.measures.material import material
from equity_lens.reference.catchments import catchment_name
from equity_lens_web.accounts import services
from equity_lens_web.accounts.access import members, page
from equity_lens_web.accounts.forms.organisation import (
    SettingsForm,
    first_values,
    policies_in_words,
)
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.accounts.services.organisations import FIGURES_REST_ON


@require_http_methods(["GET", "POST"])
@page(Permission.SETTINGS_CHANGE)
def settings(request: Any) -> HttpResponse:
    """See and change what the organisation has settled."""
    organisation = request.organisation
    form = (
        SettingsForm(request.POST, request.FILES, initial=first_values(organisation))
        if request.method == "POST"
        else SettingsForm(initial=first_values(organisation))
    )
    if form.is_valid():
        changed = services.change_settings(
            organisation=organisation, by=request.user, **form.to_change()
        )
        messages.success(request, _kept(changed))
        return redirect("accounts:settings")
    codes = frozenset(organisation.local_authorities)
    return render(
        request,
        "accounts/settings.jinja",
        {
            "form": form,
            "policies": policies_in_words(),
            "kinds": list(material().values()),
            "catchment": catchment_name(codes) if codes else "",
            "has_template": bool(organisation.word_template),
        },
    )


def _kept(changed: frozenset[str]) -> str:
    if not changed:
        return "Nothing was different, so nothing has changed."
    if changed & FIGURES_REST_ON:
        return "The settings are kept. The figures rest on them, and are being made again."
    return "The settings are kept."


@require_safe
@members
def logo(request: Any) -> HttpResponse:
    """The organisation's logo: the only thing that was uploaded and is shown again."""
    if not request.organisation.logo:
        raise Http404
    return HttpResponse(
        bytes(request.organisation.logo),
        content_type="image/png",
        headers={
            "X-Content-Type-Options": "nosniff",
            "Content-Disposition": 'inline; filename="logo.png"',
            "Cache-Control": "private, max-age=300",
        },
    )
