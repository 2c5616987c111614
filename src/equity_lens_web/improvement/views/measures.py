"""What a project counts, split by group; new baselines; measures of the trust's own."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from equity_lens import pipeline
from equity_lens.errors import EquityLensError
from equity_lens.measures.load import library
from equity_lens.measures.measure import Measure
from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.evidence.presenters.extracts import problem
from equity_lens_web.improvement.forms.dates import in_words
from equity_lens_web.improvement.forms.splits import (
    BaselineForm,
    ChooseForm,
    DefineForm,
    GroupsForm,
    RedefineForm,
)
from equity_lens_web.improvement.models import ProjectMeasure
from equity_lens_web.improvement.presenters.projects import splits
from equity_lens_web.improvement.presenters.trails import trail_of
from equity_lens_web.improvement.services import splits as services
from equity_lens_web.improvement.splits import (
    dimension_named,
    group_label,
    local_measure,
    measure_of,
    subgroups_of,
)

WATCHED_AT_FIRST = 5
"""Of so few groups all are watched, until somebody says otherwise; of more, the one compared with."""


@require_safe
@page(Permission.IMPROVEMENT_WRITE)
def split(request: Any, pk: int) -> HttpResponse:
    """Choose the measure and what people are compared by."""
    project = get_object_or_404(request.organisation.projects, pk=pk)
    local = list(request.organisation.local_measures.order_by("title"))
    form = ChooseForm(
        request.GET if "measure" in request.GET else None,
        initial=project.begun_from,
        local=local,
        shown=request.organisation.material_shown,
    )
    if form.is_bound and form.is_valid():
        chosen = {name: form.cleaned_data[name] for name in ("measure", "by", "role")}
        return redirect(reverse("improvement:groups", args=[project.pk], query=chosen))
    return render(
        request,
        "improvement/split.jinja",
        {"trail": trail_of(project), "project": project, "form": form},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.IMPROVEMENT_WRITE)
def groups(request: Any, pk: int) -> HttpResponse:
    """Choose whose gap is judged, who else is watched, and from when on."""
    project = get_object_or_404(request.organisation.projects, pk=pk)
    key, by = request.GET.get("measure", ""), request.GET.get("by", "")
    measure = _measure(request, key)
    if measure is None:
        return redirect("improvement:split", project.pk)
    if by not in {each.key for each in pipeline.split_dimensions(measure)}:
        messages.error(request, f"{measure.title} cannot be split that way: choose another.")
        return redirect("improvement:split", project.pk)
    form = GroupsForm(
        by,
        request.POST if request.method == "POST" else None,
        measure=measure,
        initial=_initial(project, measure, by),
    )
    refused = None
    if form.is_bound and form.is_valid():
        try:
            services.agree_split(
                project=project,
                measure=key,
                dimension=by,
                role=_role(request),
                target=form.cleaned_data["target"],
                reference=form.cleaned_data["reference"],
                watched=form.cleaned_data["watched"],
                smallest_that_matters=form.share,
                before_from=form.cleaned_data["before_from"],
                change_from=form.cleaned_data["change_from"],
                months_together=int(form.cleaned_data["months_together"]),
                counted=form.cleaned_data.get("counted") or ProjectMeasure.Counted.TABLE,
                by=request.user,
            )
        except EquityLensError as fault:
            refused = problem(str(fault))
        else:
            messages.success(request, "Agreed. It stays as it is once a verdict was made on it.")
            return redirect("improvement:project", project.pk)
    return render(
        request,
        "improvement/groups.jinja",
        {
            "trail": trail_of(project),
            "project": project,
            "measure": measure,
            "dimension": dimension_named(key, by).title,
            "form": form,
            "refused": refused,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.IMPROVEMENT_WRITE)
def baseline(request: Any, pk: int, split: int) -> HttpResponse:
    """Begin a new baseline, for a reason that is shown."""
    project = get_object_or_404(request.organisation.projects, pk=pk)
    found = get_object_or_404(project.measures.with_all(), pk=split)
    form = BaselineForm(request.POST if request.method == "POST" else None)
    refused = None
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            services.begin_baseline(
                split=found,
                before_from=given["before_from"],
                change_from=given["change_from"],
                reason=given["reason"],
                by=request.user,
            )
        except EquityLensError as fault:
            refused = problem(str(fault))
        else:
            messages.success(
                request, "The new baseline holds. Its reason stands beside the verdict."
            )
            return redirect("improvement:project", project.pk)
    return render(
        request,
        "improvement/baseline.jinja",
        {
            "trail": trail_of(project),
            "project": project,
            "split": splits(project, [found])[0],
            "baselines": list(found.baselines.all()),
            "form": form,
            "refused": refused,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.IMPROVEMENT_WRITE)
def own_measures(request: Any) -> HttpResponse:
    """Measures that the trust defines for its projects, and the form that defines one."""
    form = DefineForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        given = {
            name: form.cleaned_data[name] for name in DefineForm.base_fields if name != "as_it_is"
        }
        services.define_measure(organisation=request.organisation, by=request.user, **given)
        messages.success(request, "Defined. Projects can be split by it.")
        return redirect("improvement:own-measures")
    local = request.organisation.local_measures.prefetch_related("definitions").order_by("title")
    return render(
        request,
        "improvement/own_measures.jinja",
        {"trail": trail_of(), "form": form, "measures": local},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.IMPROVEMENT_WRITE)
def definition(request: Any, pk: int) -> HttpResponse:
    """Change a definition from a month on; every chart of it says so."""
    local = get_object_or_404(request.organisation.local_measures, pk=pk)
    now = local.definitions.last()
    form = RedefineForm(
        request.POST if request.method == "POST" else None,
        initial={"numerator": now.numerator, "denominator": now.denominator},
    )
    if form.is_bound and form.is_valid():
        given = {
            name: form.cleaned_data[name]
            for name in ("numerator", "denominator", "from_month", "because")
        }
        services.change_definition(local=local, by=request.user, **given)
        messages.success(request, "Changed. Every chart of the measure marks the month.")
        return redirect("improvement:own-measures")
    return render(
        request,
        "improvement/definition.jinja",
        {"trail": trail_of(), "local": local, "form": form},
    )


def _measure(request: Any, key: str) -> Measure | None:
    local = request.organisation.local_measures.filter(key=key).first()
    if local is not None:
        return local_measure(local)
    return library().get(key) if key in {each.id for each in pipeline.split_measures()} else None


def _role(request: Any) -> str:
    role = request.GET.get("role", "outcome")
    if role not in ProjectMeasure.Role.values:
        raise Http404
    return str(role)


def _initial(project: Any, measure: Measure, by: str) -> dict[str, Any]:
    """What was agreed before; else what the gap that it began from, and its first day, suggest."""
    kept = project.measures.with_all().filter(measure=measure.id, dimension=by).first()
    if kept is not None and measure_of(kept):
        first = kept.baselines.first()
        return {
            "target": kept.target,
            "reference": kept.reference,
            "watched": kept.watched,
            "points": f"{float(kept.smallest_that_matters) * 100:g}",
            "before_from": in_words(first.before_from) if first else "",
            "change_from": in_words(first.change_from) if first else "",
            "counted": kept.counted,
            "months_together": str(kept.months_together),
        }
    began = f"{project.begins_on:%Y-%m}" if project.begins_on else ""
    group = project.begun_from.get("group", "")
    is_here = bool(group) and group_label(by, group) != group
    reference = dimension_named(measure.id, by).reference
    few = [each.key for each in subgroups_of(by) if each.known]
    return {
        "target": group if is_here else "",
        "reference": reference,
        "watched": few if len(few) <= WATCHED_AT_FIRST else [reference],
        "change_from": in_words(began),
        "before_from": in_words(_months_before(began)),
        "counted": "table",
        "months_together": "1",
    }


def _months_before(month: str, many: int = 6) -> str:
    if not month:
        return ""
    year, number = (int(part) for part in month.split("-"))
    years, left = divmod(year * 12 + number - 1 - many, 12)
    return f"{years}-{left + 1:02d}"
