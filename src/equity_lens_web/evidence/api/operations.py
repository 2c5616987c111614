"""What can be asked. Every answer is made of released results, and of nothing else."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.gzip import gzip_page
from ninja import NinjaAPI, Query
from ninja.errors import AuthenticationError, Throttled, ValidationError

from equity_lens.disclosure.stored import Kind, put_together
from equity_lens.reports.figures import published
from equity_lens.reports.parts import rows_of
from equity_lens.reports.results_csv import results_csv
from equity_lens_web.accounts.access import public
from equity_lens_web.evidence.api import schemas
from equity_lens_web.evidence.api.measures import measures_defined
from equity_lens_web.evidence.api.opening import (
    PerToken,
    Token,
    TokenRequest,
    of_the_figures,
    with_headers,
)
from equity_lens_web.evidence.api.selection import (
    ORDER,
    Narrowed,
    Paged,
    ProfilesAsked,
    decoded,
    refuse_unknown,
    results,
    take,
)

ABOUT = (
    "What is read are released results: each figure is a number, missing or suppressed, and the last "
    "two are never nought. The one thing that can be sent is a project's own counts. Send the header "
    "“Authorization: Bearer TOKEN”. Send back an answer's ETag as If-None-Match, and 304 says that "
    "nothing has changed."
)
PROBLEMS = {401: schemas.Problem, 429: schemas.Problem}
OF_FIGURES = {404: schemas.Problem, 422: schemas.Problem, **PROBLEMS}
PAGED = {409: schemas.Problem, **OF_FIGURES}
OPEN_TOKEN = (
    "Send the header “Authorization: Bearer TOKEN” with a token that is neither revoked nor "
    "expired. An analyst of the organisation makes one under Data, Tokens."
)

api = NinjaAPI(
    title="Equity Lens",
    version="1",
    description=ABOUT,
    urls_namespace="api",
    docs_url=None,
    docs_decorator=public,
    auth=Token(),
    throttle=PerToken("120/m"),
)
api.add_decorator(with_headers, mode="view")
api.add_decorator(gzip_page, mode="view")  # the CSV of a whole trust shrinks to a thirtieth


@api.get("/organisation", response={200: schemas.About, **PROBLEMS}, operation_id="organisation")
def organisation(request: TokenRequest) -> Any:
    """Whose figures the token opens, and the number of the current ones."""
    ours = request.organisation
    names = ("code", "name", "kind", "sector", "synthetic")
    current = ours.refreshes.only("number", "made_at").current()
    return {"refresh": current, **{name: getattr(ours, name) for name in names}}


@api.get("/measures", response={200: schemas.Measures, **OF_FIGURES}, operation_id="measures")
@of_the_figures
def measures(request: TokenRequest) -> Any:
    """Every measure, how it is defined, and the dimensions and periods there are of it."""
    return _answer(request, items=measures_defined(request.figures))


@api.get("/profiles", response={200: schemas.Profiles, **PAGED}, operation_id="profiles")
@of_the_figures
def profiles(request: TokenRequest, asked: Query[ProfilesAsked]) -> Any:
    """Measures compared along dimensions, of the latest period or of an earlier one."""
    kinds = (Kind.PROFILE, Kind.HISTORY) if asked.period else (Kind.PROFILE,)
    found = results(request.figures, asked, kinds)
    if asked.period:
        found = found.filter(period=asked.period)
    return _page(request, asked, found)


@api.get("/trends", response={200: schemas.Trends, **PAGED}, operation_id="trends")
@of_the_figures
def trends(request: TokenRequest, asked: Query[Paged]) -> Any:
    """Process-control charts of groups and of gaps."""
    return _page(request, asked, results(request.figures, asked, (Kind.TREND,)))


@api.get("/findings", response={200: schemas.Findings, **OF_FIGURES}, operation_id="findings")
@of_the_figures
def findings(request: TokenRequest, asked: Query[Narrowed]) -> Any:
    """Comparisons worth a board's time, graded by the published rule."""
    refuse_unknown(request.figures, asked)
    found = request.figures.findings(asked.measure or None, asked.dimension or None)
    assert request.figures.head is not None
    return _answer(
        request,
        comparisons=request.figures.head.comparisons,
        items=[published(finding) for finding in found],
    )


@api.get("/ledgers", response={200: schemas.Ledgers, **OF_FIGURES}, operation_id="ledgers")
@of_the_figures
def ledgers(request: TokenRequest) -> Any:
    """What became of the rows of each file, and how complete each identity field is."""
    return _answer(request, items=[published(ledger) for ledger in request.figures.ledgers()])


@api.get("/provenance", response={200: schemas.Provenance, **OF_FIGURES}, operation_id="provenance")
@of_the_figures
def provenance(request: TokenRequest) -> Any:
    """The files, the rule of disclosure and the software that the figures come from."""
    head, refresh = request.figures.head, request.figures.refresh
    assert head is not None
    assert refresh is not None
    names = ("software", "policy", "policy_described", "withheld", "comparisons", "made_from")
    return _answer(
        request,
        made_at=refresh.made_at,
        extracts=list(refresh.extracts.defer("ledger").order_by("included_at", "pk")),
        **{name: getattr(head, name) for name in names},
    )


@api.get("/figures", response={200: schemas.Figures, **PAGED}, operation_id="figures")
@of_the_figures
def figures(request: TokenRequest, asked: Query[Paged]) -> Any:
    """Every figure as one row, the same rows as the two files below."""
    taken = take(request, request.figures, asked, results(request.figures, asked, ORDER))
    rows = list(rows_of(_head(request), taken.items))
    return _answer(request, items=rows, page=taken.page, pages=taken.pages, next=taken.next)


@api.get(
    "/figures.csv",
    response=OF_FIGURES,
    operation_id="figures_csv",
    summary="Figures as CSV",
    openapi_extra={"responses": {200: {"description": "OK", "content": {"text/csv": {}}}}},
)
@of_the_figures
def figures_csv(request: TokenRequest, asked: Query[Narrowed]) -> HttpResponse:
    """Every figure as CSV: one row for each, as in a paper's results.csv."""
    return _file(request, results_csv(_rows(request, asked)), "text/csv; charset=utf-8", "csv")


@api.get(
    "/figures.parquet",
    response=OF_FIGURES,
    operation_id="figures_parquet",
    summary="Figures as Parquet",
    openapi_extra={
        "responses": {200: {"description": "OK", "content": {"application/vnd.apache.parquet": {}}}}
    },
)
@of_the_figures
def figures_parquet(request: TokenRequest, asked: Query[Narrowed]) -> HttpResponse:
    """Every figure as Parquet, with typed columns."""
    # Arrow takes a while to import, and few addresses need it.
    from equity_lens.reports.results_parquet import results_parquet

    content = results_parquet(_rows(request, asked))
    return _file(request, content, "application/vnd.apache.parquet", "parquet")


@api.exception_handler(AuthenticationError)
def _closed(request: HttpRequest, problem: AuthenticationError) -> HttpResponse:
    response = api.create_response(request, {"detail": OPEN_TOKEN}, status=401)
    response["WWW-Authenticate"] = "Bearer"
    return response


@api.exception_handler(Throttled)
def _too_often(request: HttpRequest, problem: Throttled) -> HttpResponse:
    words = "Too many questions with this token. Wait as many seconds as Retry-After says."
    return api.create_response(request, {"detail": words}, status=429)


@api.exception_handler(ValidationError)
def _not_understood(request: HttpRequest, problem: ValidationError) -> HttpResponse:
    faults = [f"{fault['loc'][-1]}: {fault['msg']}." for fault in problem.errors]
    return api.create_response(request, {"detail": " ".join(faults)}, status=422)


def _answer(request: TokenRequest, **what: Any) -> dict[str, Any]:
    refresh, head = request.figures.refresh, request.figures.head
    assert refresh is not None
    assert head is not None
    return {
        "organisation": request.organisation.code,
        "refresh": refresh.number,
        "synthetic": head.synthetic,
        **what,
    }


def _page(request: TokenRequest, asked: Paged, found: Any) -> dict[str, Any]:
    return _answer(request, **vars(take(request, request.figures, asked, found)))


def _head(request: TokenRequest) -> Any:
    assert request.figures.head is not None
    return put_together(request.figures.head, ())


def _rows(request: TokenRequest, asked: Narrowed) -> Any:
    return rows_of(_head(request), decoded(results(request.figures, asked, ORDER)))


def _file(request: TokenRequest, content: str | bytes, kind: str, ending: str) -> HttpResponse:
    name = f"{request.organisation.code}-figures.{ending}"
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=disposition)
