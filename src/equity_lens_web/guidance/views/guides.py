"""Guides: each kind, its entries, and one entry with its source, its history and its proposals."""

from typing import Any

from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from equity_lens_web.accounts.access import members
from equity_lens_web.accounts.models import Organisation
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.guidance.models import GuideVersion
from equity_lens_web.guidance.presenters import guides as present
from equity_lens_web.guidance.reading import Standing, read_all, standing
from equity_lens_web.guidance.services.changes import find
from equity_lens_web.guidance.shipped import Kind, kinds


@require_safe
@members
def guides(request: Any) -> HttpResponse:
    """Every kind of guide: how many entries, how many of them changed here, when reviewed."""
    organisation = request.organisation
    read_all(organisation)
    waiting = dict(
        organisation.guide_proposals.waiting()
        .values_list("kind")
        .annotate(number=Count("pk"))
        .order_by("kind")
    )
    rows = [
        {
            "kind": kind,
            "count": sum(not each.is_retired for each in found),
            "changed": sum(each.entry.is_local and not each.is_retired for each in found),
            "newer": sum(each.has_newer_shipped for each in found),
            "proposals": waiting.get(kind.kind, 0),
        }
        for kind in kinds().values()
        if (found := standing(kind.kind, organisation))
    ]
    proposals = list(organisation.guide_proposals.waiting().for_a_list())
    return render(
        request,
        "guidance/guides.jinja",
        {"rows": rows, "proposals": proposals, "kinds": kinds(), **what_they_may(request)},
    )


@require_safe
@members
def guide(request: Any, kind: str) -> HttpResponse:
    """The entries of a kind; those out of use stand apart."""
    found = kind_or_404(kind)
    listed = standing(kind, request.organisation)
    return render(
        request,
        "guidance/guide.jinja",
        {
            "kind": found,
            "entries": [
                (each.entry, present.whose(each)) for each in listed if not each.is_retired
            ],
            "retired": [each.entry for each in listed if each.is_retired],
            **what_they_may(request),
        },
    )


@require_safe
@members
def entry(request: Any, kind: str, key: str) -> HttpResponse:
    """One entry: what it says, where it comes from, what was changed, and what is proposed."""
    found, each = kind_or_404(kind), entry_or_404(request.organisation, kind, key)
    organisation = request.organisation
    versions = list(GuideVersion.objects.filter(organisation=organisation).of(kind, key))
    proposals = organisation.guide_proposals.filter(kind=kind, key=key).for_a_list()
    return render(
        request,
        "guidance/entry.jinja",
        {
            "kind": found,
            "each": each,
            "entry": each.entry,
            "whose": present.whose(each),
            "told": present.told(found, each.entry.fields, request.organisation.material_shown),
            "newer": present.newer(found, each),
            "history": present.history(found, each, versions),
            "proposals": present.proposed(found, each, proposals),
            **what_they_may(request),
        },
    )


def what_they_may(request: Any) -> dict[str, bool]:
    """What this person may do with guides."""
    return {
        "may_edit": request.membership.may(Permission.GUIDANCE_EDIT),
        "may_propose": request.membership.may(Permission.GUIDANCE_PROPOSE),
    }


def kind_or_404(kind: str) -> Kind:
    """A kind of guide by its key."""
    found = kinds().get(kind)
    if found is None:
        raise Http404
    return found


def entry_or_404(organisation: Organisation, kind: str, key: str) -> Standing:
    """An entry, in use or not."""
    each = find(organisation, kind, key)
    if each is None:
        raise Http404
    return each
