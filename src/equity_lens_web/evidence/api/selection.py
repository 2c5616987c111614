"""Which results are asked for, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, QuerySet, Value, When
from django.http import HttpRequest
from ninja import Field, Schema
from ninja.errors import HttpError

from equity_lens.disclosure.stored import TYPES, Kind
from equity_lens.reports.figures import published
from equity_lens_web.evidence.coding import decode
from equity_lens_web.evidence.models import Result
from equity_lens_web.evidence.reading import Figures

RESULTS_A_PAGE = 25
ORDER = (Kind.PROFILE, Kind.REPRESENTATION, Kind.TREND, Kind.FUNNEL, Kind.LEDGER)
"""The kinds of which the rows of figures are made, in the order of those rows."""

MADE_AGAIN = "The figures were made again while you read. Begin again at the first page."
NO_PAGE = "There are {pages} pages."
NOT_THERE = "There are no figures of the {field} “{key}”. There are some of: {known}."


class Narrowed(Schema):
    """Which measures and dimensions; each may be given several times. None means all."""

    measure: list[str] = Field([], description="A measure's id.")
    dimension: list[str] = Field([], description="A dimension's key, such as imd_quintile.")


class Paged(Narrowed):
    """The same, a page at a time."""

    page: int = Field(1, ge=1, description="The first is 1; the answer says how many there are.")
    refresh: int | None = Field(
        None, description="Which figures you are reading, so that pages fit together."
    )


class ProfilesAsked(Paged):
    """The same, of one period."""

    period: str = Field("", description="One that the list of measures names; else the latest.")


@dataclass(frozen=True)
class Taken:
    """The results of one page, decoded and rounded as they are published."""

    items: list[Any]
    page: int
    pages: int
    next: str | None


def refuse_unknown(figures: Figures, asked: Narrowed) -> None:
    """A measure or dimension that is not there is said, instead of answered with nothing."""
    for field in ("measure", "dimension"):
        known = list(dict.fromkeys(getattr(entry, field) for entry in figures.entries()))
        for key in getattr(asked, field):
            if key not in known:
                words = NOT_THERE.format(field=field, key=key, known=", ".join(known))
                raise HttpError(422, words)


def results(figures: Figures, asked: Narrowed, kinds: Sequence[Kind]) -> QuerySet[Result]:
    """The kept results that are asked for, in the order of the kinds."""
    assert figures.refresh is not None
    refuse_unknown(figures, asked)
    turns = [When(kind=kind, then=Value(turn)) for turn, kind in enumerate(kinds)]
    found = figures.refresh.results.filter(kind__in=kinds)
    if asked.measure:
        found = found.filter(measure__in=asked.measure)
    if asked.dimension:
        found = found.filter(dimension__in=asked.dimension)
    return found.alias(turn=Case(*turns)).order_by("turn", "place")


def take(request: HttpRequest, figures: Figures, asked: Paged, found: QuerySet[Result]) -> Taken:
    """One page of results. Where figures were made again in between, pages no longer fit."""
    assert figures.refresh is not None
    if asked.refresh not in (None, figures.refresh.number):
        raise HttpError(409, MADE_AGAIN)
    pages = max(1, -(-found.count() // RESULTS_A_PAGE))
    if asked.page > pages:
        raise HttpError(404, NO_PAGE.format(pages=pages))
    first = (asked.page - 1) * RESULTS_A_PAGE
    items = decoded(found[first : first + RESULTS_A_PAGE])
    return Taken(items, asked.page, pages, _next(request, figures, asked, pages))


def decoded(found: QuerySet[Result]) -> list[Any]:
    """The released results themselves."""
    contents = found.values_list("kind", "content")
    return [published(decode(content, TYPES[Kind(kind)])) for kind, content in contents]


def _next(request: HttpRequest, figures: Figures, asked: Paged, pages: int) -> str | None:
    if asked.page >= pages or figures.refresh is None:
        return None
    query = request.GET.copy()
    query["page"] = str(asked.page + 1)
    query["refresh"] = str(figures.refresh.number)
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
