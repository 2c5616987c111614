"""Pages on which an analyst brings a file, answers for it, checks it, and puts it in or takes it out."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from equity_lens import pipeline
from equity_lens.disclosure.released import ReleasedLedger
from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.audit.record import seen
from equity_lens_web.evidence.coding import decode
from equity_lens_web.evidence.files import standing
from equity_lens_web.evidence.forms.data import (
    IncludeForm,
    QuestionsForm,
    UploadForm,
    WithdrawForm,
)
from equity_lens_web.evidence.models import Extract, Job
from equity_lens_web.evidence.presenters import extracts as words
from equity_lens_web.evidence.presenters.jobs import progress_of
from equity_lens_web.evidence.presenters.ledgers import accounts
from equity_lens_web.evidence.services import extracts as services
from equity_lens_web.evidence.services.refreshes import is_up_to_date

State = Extract.State
EXTRACTS_A_PAGE = 25
ROWS_A_PAGE = 100
DATA = {"text": "Data", "href": "/data/extracts/"}


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.EVIDENCE_UPLOAD)
def extracts(request: Any) -> HttpResponse:
    """Every extract, newest first, and the form that brings a new one."""
    form = UploadForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_bound and form.is_valid():
        received = services.receive(
            organisation=request.organisation, files=form.cleaned_data["files"], by=request.user
        )
        if len(received) == 1:
            return redirect("evidence:extract", received[0].pk)
        messages.success(request, f"{len(received)} files have arrived and are being read")
        return redirect("evidence:extracts")
    found = request.organisation.extracts.newest_first()
    shown = Paginator(found, EXTRACTS_A_PAGE).get_page(request.GET.get("page"))
    figures = request.organisation.jobs.filter(kind=Job.Kind.REFRESH).newest()
    return render(
        request,
        "evidence/data/extracts.jinja",
        {
            "form": form,
            "page": shown,
            "cards": [words.card(extract) for extract in shown],
            "first_file": words.first_file(request.organisation.material_shown),
            "refresh": request.organisation.refreshes.defer("head", "changes").current(),
            "figures": progress_of(figures),
            "figures_problem": _problem(figures.problem if figures else ""),
            "figures_are_behind": not is_up_to_date(request.organisation),
            "may_include": request.membership.may(Permission.EVIDENCE_INCLUDE),
        },
    )


@require_safe
@page(Permission.EVIDENCE_UPLOAD)
def extract(request: Any, pk: int) -> HttpResponse:
    """One extract: how far it is, what is asked, what became of its rows, what it would change."""
    return _extract(request, _of(request, pk))


@require_POST
@page(Permission.EVIDENCE_UPLOAD)
def answer(request: Any, pk: int) -> HttpResponse:
    """What the analyst says of the columns."""
    found = _of(request, pk)
    if found.state != State.QUESTIONS:
        return redirect("evidence:extract", pk)
    form = QuestionsForm(pipeline.inspection_from_plain(found.inspection).questions, request.POST)
    if form.is_valid():
        given = {key: str(value) for key, value in form.cleaned_data.items()}
        try:
            services.answer(extract=found, given=given, by=request.user)
        except pipeline.AnswersNotUnderstood as problem:
            form.refuse(problem.by_question)
        except services.NotNow as quicker:
            return _not_now(request, pk, quicker)
        else:
            return redirect("evidence:extract", pk)
    return _extract(request, found, questions=form)


@require_POST
@page(Permission.EVIDENCE_INCLUDE)
def include(request: Any, pk: int) -> HttpResponse:
    """Put a checked extract into the figures, or leave it out."""
    found = _of(request, pk)
    if found.state != State.CHECKED:
        return redirect("evidence:extract", pk)
    form = IncludeForm(request.POST) if services.effect_of_including(found).replaced else None
    if form is not None and not form.is_valid():
        return _extract(request, found, including=form)
    if form is not None and form.cleaned_data["replace"] == "no":
        messages.info(request, f"{found.name} was left out. The figures stay as they are")
        return redirect("evidence:extracts")
    try:
        job = services.include(extract=found, replace=form is not None, by=request.user)
    except services.NotNow as quicker:
        return _not_now(request, pk, quicker)
    return redirect("evidence:job", job.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.EVIDENCE_INCLUDE)
def withdraw(request: Any, pk: int) -> HttpResponse:
    """Take a mistaken upload out, with the reason."""
    found = _of(request, pk)
    if found.state == State.WITHDRAWN:
        return redirect("evidence:extract", pk)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            job = services.withdraw(
                extract=found, because=form.cleaned_data["because"], by=request.user
            )
        except services.NotNow as quicker:
            return _not_now(request, pk, quicker)
        messages.success(request, f"{found.name} was withdrawn")
        return redirect("evidence:job", job.pk) if job else redirect("evidence:extract", pk)
    changed = services.effect_of_withdrawing(found) if found.is_included else None
    return render(
        request,
        "evidence/data/withdraw.jinja",
        {
            "trail": [DATA, _crumb(found)],
            "extract": found,
            "form": form,
            "changes": words.changes(changed, request.organisation.code) if changed else None,
            "papers": _papers(request, found),
            "may_read_papers": request.membership.may(Permission.PAPER_READ),
        },
    )


@require_POST
@page(Permission.EVIDENCE_UPLOAD)
def begin_again(request: Any, pk: int) -> HttpResponse:
    """Read a file once more."""
    found = _of(request, pk)
    if found.state == State.RECEIVED and not found.jobs.open().exists():
        try:
            services.begin_again(extract=found, by=request.user)
        except services.NotNow as quicker:
            return _not_now(request, pk, quicker)
    return redirect("evidence:extract", pk)


@require_safe
@page(Permission.EVIDENCE_UPLOAD)
def rejections(request: Any, pk: int, place: int) -> HttpResponse:
    """The rows that were left out for one reason: where each stands, and never what it holds."""
    found = _of(request, pk)
    reasons = _ledger(found).rejected_by_reason if found.folder else ()
    if place >= len(reasons):
        raise Http404
    rows = pipeline.rejected_rows(standing.prepared(found), reason=reasons[place].name, limit=None)
    shown = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "evidence/data/rejections.jinja",
        {
            "trail": [DATA, _crumb(found)],
            "extract": found,
            "place": place,
            "reason": reasons[place].name,
            "page": shown,
            "rows": [(f"{row.line:,}", row.column or "The whole line") for row in shown],
        },
    )


@require_safe
@page(Permission.EVIDENCE_UPLOAD)
def rejected_rows(request: Any, pk: int) -> FileResponse:
    """The list of rejected rows as a file: line, column and reason, and no cell's value."""
    found = _of(request, pk)
    file = standing.prepared(found).rejects_file if found.folder else None
    if file is None:
        raise Http404
    seen(request, "extract.rejections-downloaded", found.name)
    name = f"rejected-rows-{found.name.rsplit('.', 1)[0]}.csv"
    return FileResponse(file.open("rb"), as_attachment=True, filename=name)


def _extract(
    request: Any,
    found: Extract,
    *,
    questions: QuestionsForm | None = None,
    including: IncludeForm | None = None,
) -> HttpResponse:
    inspection = pipeline.inspection_from_plain(found.inspection) if found.inspection else None
    changed = services.effect_of_including(found) if found.state == State.CHECKED else None
    if questions is None and inspection and found.state == State.QUESTIONS:
        questions = QuestionsForm(inspection.questions)
    if including is None and changed and changed.replaced:
        including = IncludeForm()
    said = request.organisation.answers.filter(contract=found.contract)
    return render(
        request,
        "evidence/data/extract.jinja",
        {
            "trail": [DATA],
            "extract": found,
            "card": words.card(found),
            "job": progress_of(found.jobs.newest()),
            "problem": _problem(found.problem),
            "inspection": inspection,
            "columns": words.columns(inspection) if inspection else [],
            "said": said.select_related("said_by").first() if inspection else None,
            "questions": questions,
            "accounts": accounts(_ledger(found)) if found.ledger else None,
            "changes": words.changes(changed, request.organisation.code) if changed else None,
            "including": including,
            "papers": _papers(request, found),
            "may_read_papers": request.membership.may(Permission.PAPER_READ),
            "may_include": request.membership.may(Permission.EVIDENCE_INCLUDE),
        },
    )


def _not_now(request: Any, pk: int, quicker: services.NotNow) -> HttpResponse:
    """Somebody else, or a second press of the same button, was quicker: the page says how it is."""
    messages.error(request, quicker.problem)
    return redirect("evidence:extract", pk)


def _of(request: Any, pk: int) -> Extract:
    return get_object_or_404(
        request.organisation.extracts.select_related("received_by", "included_by", "withdrawn_by"),
        pk=pk,
    )


def _ledger(found: Extract) -> ReleasedLedger:
    if found.ledger is None:
        raise Http404
    return decode(found.ledger, ReleasedLedger)


def _papers(request: Any, found: Extract) -> list[Any]:
    resting = request.organisation.papers.filter(refresh__extracts=found)
    return list(resting.only("title", "state", "meeting_on").distinct())


def _problem(text: str) -> words.Problem | None:
    return words.problem(text) if text else None


def _crumb(found: Extract) -> dict[str, str]:
    return {"text": found.name, "href": reverse("evidence:extract", args=[found.pk])}
