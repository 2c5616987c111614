"""Case studies that members search and read: failure and success on equal terms."""

from typing import Any, get_args

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from equity_lens.reports.rendering import Format
from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.audit.record import seen
from equity_lens_web.improvement.models import Project
from equity_lens_web.learning.forms import NOT_MEASURED, STOPPED, CreditForm, SearchForm
from equity_lens_web.learning.models import CaseStudy, CaseVersion
from equity_lens_web.learning.presenters import cases as present
from equity_lens_web.learning.presenters.papers import paper
from equity_lens_web.learning.services import cases as services

ON_A_PAGE = 20
TYPES = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
FORMS = [("Word", "docx"), ("PDF", "pdf"), ("a page by itself (HTML)", "html")]


@require_safe
@page(Permission.CASES_READ)
def cases(request: Any) -> HttpResponse:
    """Every published case, the latest first, narrowed by what is looked for."""
    everything = list(
        request.organisation.cases.published().only(
            "organisation", "measure", "dimension", "group", "setting"
        )
    )
    form = SearchForm(present.groups(everything), everything, request.GET or None)
    found = request.organisation.cases.published().listed()
    if form.is_valid():
        found = _narrowed(found, form.cleaned_data)
    pages = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    may_write = request.membership.may(Permission.CASES_WRITE)
    return render(
        request,
        "learning/cases.jinja",
        {
            "form": form,
            "cards": present.cards(pages),
            "pages": pages,
            "total": len(everything),
            "query": {key: said for key, said in request.GET.items() if key != "page" and said},
            "may_write": may_write,
            "drafts": request.organisation.cases.filter(state="draft") if may_write else [],
            "to_tell": _not_told(request) if may_write else [],
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CASES_READ)
def case(request: Any, pk: int) -> HttpResponse:
    """One case as it was last published, and who has used it."""
    found = _published(request, pk)
    form = CreditForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        services.credit(case=found, what_for=form.cleaned_data["what_for"], by=request.user)
        messages.success(request, "Thank you. The team sees that its work was used.")
        return redirect("learning:case", pk)
    return _shown(request, found, found.current, form)


@require_safe
@page(Permission.CASES_READ)
def version(request: Any, pk: int, number: int) -> HttpResponse:
    """A case as it stood in an earlier version."""
    found = _published(request, pk)
    return _shown(request, found, get_object_or_404(found.versions, number=number), CreditForm())


@require_safe
@page(Permission.CASES_READ)
def file(request: Any, pk: int, form: str) -> HttpResponse:
    """A case as Word, PDF or a page that stands alone."""
    if form not in get_args(Format):
        raise Http404
    found = _published(request, pk)
    assert found.current is not None
    # Word and print take a while to import, and few pages ask for them.
    from equity_lens.reports.rendering import render as rendered

    told = present.told(
        found.current.content,
        found.current.verdicts.select_related("refresh").order_by("pk"),
        found,
    )
    seen(request, "case.downloaded", f"Case study {pk}")
    name = f"case-study-{slugify(told.title)[:60]}.{form}"
    return HttpResponse(
        rendered(paper(found, found.current, told), form),  # type: ignore[arg-type]
        content_type=TYPES[form],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _published(request: Any, pk: int) -> CaseStudy:
    found = request.organisation.cases.published()
    related = found.select_related("current", "owner", "project__organisation", "organisation")
    return get_object_or_404(related, pk=pk)


def _shown(request: Any, found: CaseStudy, version: CaseVersion, form: CreditForm) -> HttpResponse:
    membership = request.membership
    return render(
        request,
        "learning/case.jinja",
        {
            "case": found,
            "shown": version,
            "versions": found.versions.select_related("published_by"),
            "told": present.told(
                version.content, version.verdicts.select_related("refresh").order_by("pk"), found
            ),
            "outcome": present.outcome(found),
            "whom": present.whom(found),
            "stale": present.stale(found),
            "uses": found.uses.select_related("by"),
            "form": form,
            "files": FORMS,
            "may_write": membership.may(Permission.CASES_WRITE),
            "may_see_project": membership.may(Permission.IMPROVEMENT_READ),
            "is_current": version.pk == found.current_id,
        },
    )


def _narrowed(found: QuerySet[CaseStudy], asked: dict[str, str]) -> QuerySet[CaseStudy]:
    """What was asked for; a word of the verdict is looked for along the whole way."""
    found = found.searched(asked["words"])
    outcome, group = asked["outcome"], asked["group"]
    if outcome == STOPPED:
        found = found.filter(was_stopped=True)
    elif outcome == NOT_MEASURED:
        found = found.filter(outcomes="")
    elif outcome:
        found = found.filter(outcomes__contains=outcome)
    if group:
        dimension, _, key = group.partition(":")
        found = found.filter(dimension=dimension, group=key)
    given = {field: asked[field] for field in ("measure", "setting") if asked[field]}
    return found.filter(**given)


def _not_told(request: Any) -> QuerySet[Project]:
    """Work that has begun and is not told yet, what has ended first: a stopped test teaches as much."""
    begun: QuerySet[Project] = request.organisation.projects.begun().filter(cases=None)
    return begun.order_by("-ended_on", "title")
