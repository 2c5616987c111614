"""Recording a decision: from a gap that is chosen already, or by choosing one first."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from equity_lens.disclosure.released_readings import GapAsShown
from equity_lens.disclosure.rereading import is_to_the_worse
from equity_lens.words.readings import gap_title, shown_sentence
from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.actions import choosing
from equity_lens_web.actions.forms import BreakdownForm, DecisionForm
from equity_lens_web.actions.models import Decision
from equity_lens_web.actions.services.decisions import decide
from equity_lens_web.actions.services.may import who_may_own
from equity_lens_web.evidence.models import Refresh
from equity_lens_web.evidence.reading import Figures, figures_of

COMMITMENT = "commitment"
NEWER = "New figures came in while you were writing. Read the gap as it is now, then record."


@require_http_methods(["GET", "POST"])
@page(Permission.ACTIONS_WRITE)
def new(request: Any) -> HttpResponse:
    """Record a decision on the gap that the address names; without one, choose a gap first.

    Other rooms link here with ``from`` (a kind of source) and ``about`` (words on which one).
    """
    figures = figures_of(request.organisation)
    gap = choosing.asked_gap(figures, request.GET)
    if gap is not None and not is_to_the_worse(gap):
        gap = None
    if gap is None and COMMITMENT not in request.GET:
        return render(request, "actions/choose.jinja", _choices(request, figures))
    form = DecisionForm(
        gap,
        who_may_own(request.organisation),
        request.POST if request.method == "POST" else None,
        initial=_initial(request, gap),
    )
    if _has_newer_figures(request, figures):
        messages.error(request, NEWER)
    elif form.is_valid():
        made = _made(request, form, gap, figures.refresh)
        said = "The gap is read again by itself on its day." if gap else "It is tracked until done."
        messages.success(request, f"Recorded. {said}")
        return redirect("actions:decision", made.pk)
    shown = {"title": gap_title(gap), "sentence": shown_sentence(gap)} if gap else None
    context = {"form": form, "gap": shown, "refresh": figures.refresh}
    return render(request, "actions/new.jinja", context)


def _has_newer_figures(request: Any, figures: Figures) -> bool:
    """Whether the gap that is kept would be another than the one that the person saw."""
    seen, refresh = request.POST.get("seen"), figures.refresh
    return bool(seen) and refresh is not None and seen != str(refresh.number)


def _made(
    request: Any, form: DecisionForm, gap: GapAsShown | None, refresh: Refresh | None
) -> Decision:
    given = form.cleaned_data
    return decide(
        organisation=request.organisation,
        what=given["what"],
        owner=form.chosen,
        due_on=given["due_on"],
        by=request.user,
        kind=given["kind"],
        source=given["source"],
        source_words=given["source_words"],
        gap=gap,
        refresh=refresh,
        hoped=form.hope,
        no_number_because=given.get("no_number_because", ""),
        helpers=given["helpers"],
        partner=given["partner"],
        first_step=given["first_step"],
    )


def _initial(request: Any, gap: GapAsShown | None) -> dict[str, Any]:
    """What the address says already: the kind of source, and which one."""
    source = request.GET.get("from", "")
    if source not in Decision.Source.values:
        source = str(Decision.Source.FINDING if gap else Decision.Source.MEETING)
    about = request.GET.get("about", "")[:200]
    return {"source": source, "source_words": about, "owner": str(request.membership.pk)}


def _choices(request: Any, figures: Figures) -> dict[str, Any]:
    """The gaps of findings; or of one measure by one breakdown, where that was asked."""
    more = {key: request.GET[key] for key in ("from", "about") if key in request.GET}
    form = BreakdownForm(choosing.breakdowns(figures), request.GET or None)
    measure, _, by = request.GET.get("breakdown", "").partition(":")
    return {
        "refresh": figures.refresh,
        "form": form,
        "more": more,
        "of_findings": choosing.of_findings(figures, more),
        "of_measure": choosing.of_measure(figures, measure, by, more) if by else None,
    }
