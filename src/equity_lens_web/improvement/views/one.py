"""One project: its verdict and what it rests on, its history, its end."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from equity_lens.disclosure.released_verdicts import ReleasedVerdict
from equity_lens.words.verdicts import periods_in_words
from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.design_system import moments
from equity_lens_web.evidence.coding import decode
from equity_lens_web.evidence.models import Job
from equity_lens_web.evidence.presenters.jobs import progress_of
from equity_lens_web.improvement.doors import doors
from equity_lens_web.improvement.forms.projects import DecideForm, LearningForm
from equity_lens_web.improvement.models import KeptVerdict, Project
from equity_lens_web.improvement.presenters import projects as present
from equity_lens_web.improvement.presenters import verdicts as verdict_words
from equity_lens_web.improvement.presenters.checks import overdue
from equity_lens_web.improvement.presenters.counted_again import counted_again
from equity_lens_web.improvement.presenters.trails import trail_of
from equity_lens_web.improvement.reading import latest
from equity_lens_web.improvement.services import projects as services
from equity_lens_web.improvement.services.telling import mark_seen


@require_safe
@page(Permission.IMPROVEMENT_READ)
def project(request: Any, pk: int) -> HttpResponse:
    """The verdict first, then what was agreed, checked, counted and decided."""
    found = get_object_or_404(request.organisation.projects.listed(), pk=pk)
    # Read before what it makes, so that a page never shows neither the asking nor the answer.
    job = request.organisation.jobs.filter(kind=Job.Kind.VERDICTS).newest()
    measures = list(found.measures.with_all())
    kept = latest(each.pk for each in measures)
    again = counted_again(measures)
    earlier: dict[int, list[KeptVerdict]] = {each.pk: [] for each in measures}
    for made in KeptVerdict.objects.filter(measure__in=earlier).defer("content"):
        earlier[made.measure_id].append(made)
    check = found.checks.exclude(done_on=None).last()
    shown = [
        verdict_words.context(
            decode(kept[each.pk].content, ReleasedVerdict),
            tests=present.marks_of(found, each),
            is_protected=found.is_protected,
            synthetic=request.organisation.synthetic,
        )
        | {
            "kept": kept[each.pk],
            "since": [*again.get(each.pk, []), *present.said_of(each, earlier[each.pk])],
            "is_main": each.pk == found.split_id,
            "decide": present.decide_on(request.membership, found, each, kept[each.pk]),
        }
        for each in sorted(measures, key=lambda each: each.pk != found.split_id)
        if each.pk in kept
    ]
    return render(
        request,
        "improvement/project.jinja",
        {
            "trail": trail_of(),
            "project": found,
            "tag": present.tag_of(found, kept.get(found.split_id or 0)),
            "term": present.term_of(found),
            "verdicts": shown,
            "splits": present.splits(found, measures),
            "problems": [(each, each.problem) for each in measures if each.problem],
            "is_judged": progress_of(job) if any(e.asked > e.answered for e in measures) else None,
            "steps": present.steps(found, check) if found.is_draft else [],
            "missing": services.missing(found) if found.is_draft else [],
            "check": check,
            "check_is_due": overdue(check),
            "decisions": list(found.decisions.all()),
            "needs_decision": _waits_for_decision(found),
            "doors": doors(request.membership, found),
            "changes": list(found.verdict_changes.exclude(seen__person=request.user)),
            "may_write": request.membership.may(Permission.IMPROVEMENT_WRITE),
        },
    )


@require_safe
@page(Permission.IMPROVEMENT_READ)
def verdicts(request: Any, pk: int) -> HttpResponse:
    """Every verdict that was made, with its dates: none is changed and none goes away."""
    found = get_object_or_404(request.organisation.projects, pk=pk)
    made = KeptVerdict.objects.filter(measure__project=found).defer("content")
    made = made.select_related("measure", "measure__local").order_by("-pk")
    titles = {
        each.measure.pk: each.title for each in present.splits(found, found.measures.with_all())
    }
    return render(
        request,
        "improvement/verdicts.jinja",
        {
            "trail": trail_of(found),
            "project": found,
            "several": len(titles) > 1,
            "lines": [
                (
                    each,
                    verdict_words.tag(each.word, is_protected=found.is_protected),
                    titles[each.measure_id],
                    periods_in_words(each.on) if each.on else "",
                )
                for each in made
            ],
        },
    )


@require_safe
@page(Permission.IMPROVEMENT_READ)
def verdict(request: Any, pk: int, verdict: int) -> HttpResponse:
    """One verdict as it was made."""
    found = get_object_or_404(request.organisation.projects, pk=pk)
    made = get_object_or_404(
        KeptVerdict.objects.select_related("measure"), pk=verdict, measure__project=found
    )
    return render(
        request,
        "improvement/verdict.jinja",
        {
            "trail": trail_of(found),
            "project": found,
            "verdict": verdict_words.context(
                decode(made.content, ReleasedVerdict),
                tests=present.marks_of(found, made.measure),
                is_protected=found.is_protected,
                synthetic=request.organisation.synthetic,
            )
            | {"kept": made},
        },
    )


@require_POST
@page(Permission.IMPROVEMENT_READ)
def seen(request: Any, pk: int) -> HttpResponse:
    """I have read that the verdict changed."""
    found = get_object_or_404(request.organisation.projects, pk=pk)
    if mark_seen(project=found, by=request.user):
        messages.success(request, "Noted that you have read it.")
    return redirect("improvement:project", found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.IMPROVEMENT_WRITE)
def decide(request: Any, pk: int) -> HttpResponse:
    """Stop, adapt or spread."""
    found = get_object_or_404(request.organisation.projects.begun(), pk=pk)
    initial = {"learning": found.learning, "on": moments.day(moments.today())}
    form = DecideForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        services.decide(
            project=found,
            decision=given["decision"],
            reason=given["reason"],
            on=given["on"],
            goes_on_until=given["goes_on_until"],
            learning=given["learning"],
            by=request.user,
        )
        messages.success(request, "The decision is on record.")
        return redirect("improvement:project", found.pk)
    return render(
        request,
        "improvement/decide.jinja",
        {"trail": trail_of(found), "project": found, "form": form},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.IMPROVEMENT_WRITE)
def learning(request: Any, pk: int) -> HttpResponse:
    """What was learnt so far."""
    found = get_object_or_404(request.organisation.projects, pk=pk)
    form = LearningForm(
        request.POST if request.method == "POST" else None, initial={"learning": found.learning}
    )
    if form.is_bound and form.is_valid():
        services.note_learning(
            project=found, learning=form.cleaned_data["learning"], by=request.user
        )
        messages.success(request, "Saved.")
        return redirect("improvement:project", found.pk)
    return render(
        request,
        "improvement/learning.jinja",
        {"trail": trail_of(found), "project": found, "form": form},
    )


def _waits_for_decision(project: Project) -> bool:
    if project.is_draft or project.decision or project.ends_on is None:
        return False
    return project.ends_on < moments.today()
