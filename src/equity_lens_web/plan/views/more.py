"""The rest of the plan on one page; and handing an item over in one step."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.plan.forms.others import HandoverForm
from equity_lens_web.plan.kinds import KINDS
from equity_lens_web.plan.reading import led_by
from equity_lens_web.plan.services.handover import hand_over as take_over
from equity_lens_web.plan.views.filling import Task, filled_in, page_of, sent

HOME = ("Foundations", "plan:more")


@require_safe
@page(Permission.PLAN_READ)
def more(request: Any) -> HttpResponse:
    """Theories, dilemmas, the vision, needs and joint missions; and what its lead has left behind."""
    left = [each for each in led_by(request.organisation) if each.is_left_behind]
    handed = request.organisation.plan_handovers.select_related("after__person", "handed_by")
    return render(
        request,
        "plan/more.jinja",
        {
            "left_behind": left,
            "handovers": list(handed[:10]),
            "may_write": request.membership.may(Permission.PLAN_WRITE),
        },
    )


@require_http_methods(["GET", "POST"])
@page(Permission.PLAN_WRITE)
def hand_over(request: Any, kind: str, pk: int) -> HttpResponse:
    """Give an item another lead."""
    if kind not in KINDS:
        raise Http404
    there = KINDS[kind].model.objects.filter(organisation=request.organisation).with_people()
    if hasattr(KINDS[kind].model, "is_private"):
        there = there.seen_by(request.membership)
    item = get_object_or_404(there, pk=pk)
    form = HandoverForm(request.organisation, sent(request))

    def save(given: dict[str, Any]) -> str:
        take_over(item=item, kind=kind, to=given["to"], by=request.user)
        return KINDS[kind].href(item)

    task = Task(
        "Hand this over",
        [page_of(*HOME), (item.title, KINDS[kind].href(item))],
        caption=item.title,
        lede=f"It is led by {item.who} now." if item.who else "Nobody leads it now.",
        button="Hand it over",
        saved="Handed over. Who led it before is kept.",
    )
    return filled_in(request, form, task, save)
