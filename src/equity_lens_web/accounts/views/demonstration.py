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
    """Sign in as the first member of a role, without a password."""
    if not may_demonstrate(request):
        raise Http404
    first = get_object_or_404(_members().filter(role=role)[:1])
    login(request, first.person, backend=BY_PASSWORD)
    return redirect("home")


def may_demonstrate(request: HttpRequest) -> bool:
    """Whether this is a demonstration, seen from the machine that it runs on."""
    return settings.DEMONSTRATION and request.META.get("REMOTE_ADDR") in THIS_MACHINE


def demonstration_roles(request: HttpRequest) -> list[dict[str, str]]:
    """The roles that somebody of a synthetic organisation holds; none outside a demonstration."""
    if not may_demonstrate(request):
        return []
    held = set(_members().values_list("role", flat=True))
    return [
        {"key": role.key, "title": role.title, "described": role.described}
        for role in roles().values()
        if role.key in held
    ]


def _members() -> Any:
    members = Membership.objects.current().filter(organisation__synthetic=True)
    return members.select_related("person").order_by("began_at", "pk")
