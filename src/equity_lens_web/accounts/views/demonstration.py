"""Signing in as any role of a synthetic organisation, where this is a demonstration."""

from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from equity_lens_web.accounts.access import public
from equity_lens_web.accounts.models import Membership
from equity_lens_web.accounts.permissions import roles
from equity_lens_web.accounts.views.joining import BY_PASSWORD

THIS_MACHINE = ("127.0.0.1", "::1")


@require_POST
@public
def sign_in_as(request: Any, role: str) -> HttpResponse:
    """Sign in as the first member of a role, of the organisation asked for, without a password."""
    if not may_demonstrate(request):
        raise Http404
    members, code = _members().filter(role=role), request.POST.get("organisation", "")
    first = get_object_or_404((members.filter(organisation__code=code) if code else members)[:1])
    login(request, first.person, backend=BY_PASSWORD)
    return redirect("home")


def may_demonstrate(request: HttpRequest) -> bool:
    """Whether this is a demonstration, seen from the machine that it runs on."""
    return settings.DEMONSTRATION and request.META.get("REMOTE_ADDR") in THIS_MACHINE


def demonstration_trusts(request: HttpRequest) -> list[dict[str, Any]]:
    """Each synthetic organisation with the roles held there; none outside a demonstration."""
    if not may_demonstrate(request):
        return []
    held: dict[tuple[str, str], set[str]] = {}
    named = _members().values_list("organisation__code", "organisation__name", "role")
    for code, name, role in named:
        held.setdefault((code, name), set()).add(role)
    return [
        {"code": code, "name": name, "roles": [r for r in roles().values() if r.key in keys]}
        for (code, name), keys in held.items()
    ]


def _members() -> Any:
    members = Membership.objects.current().filter(organisation__synthetic=True)
    return members.select_related("person").order_by("began_at", "pk")
