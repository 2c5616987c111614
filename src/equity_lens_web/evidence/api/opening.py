"""Who may ask, how often, and when an answer need not be given again."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from ninja.errors import HttpError
from ninja.security import HttpBearer
from ninja.throttling import SimpleRateThrottle

from equity_lens import __version__
from equity_lens_web.evidence.models import ApiToken
from equity_lens_web.evidence.reading import Figures, figures_of
from equity_lens_web.evidence.services.tokens import note_use

Operation = Callable[..., Any]

NO_FIGURES = "There are no figures yet. An analyst puts an extract into the figures first."
UNKNOWN = "There is no parameter “{name}”. This address takes: {known}."


class TokenRequest(HttpRequest):
    """A request that a token opened; ``figures`` and ``etag`` where it asks for figures."""

    organisation: Any
    auth: ApiToken
    figures: Figures
    etag: str


class Token(HttpBearer):
    """The header ``Authorization: Bearer TOKEN``. Never in an address: addresses are logged."""

    def authenticate(self, request: Any, token: str) -> ApiToken | None:
        """The open token; from here on the request is of its organisation."""
        found = ApiToken.objects.opened_by(token)
        if found is not None:
            request.organisation = found.organisation
            note_use(found)
        return found


class PerToken(SimpleRateThrottle):
    """So many questions for each token."""

    def get_cache_key(self, request: Any) -> str:
        """Where the attempts of a token are counted."""
        return f"api-token-{request.auth.pk}"


def of_the_figures(operation: Operation) -> Operation:
    """An operation that reads the current figures: it is not run where the caller has them."""

    @wraps(operation)
    def answer(request: Any, *args: Any, **given: Any) -> Any:
        _refuse_unknown(request, given.get("asked"))
        request.figures = figures_of(request.organisation)
        if request.figures.refresh is None:
            raise HttpError(404, NO_FIGURES)
        request.etag = f'W/"{request.figures.refresh.pk}-{__version__}"'
        held = get_conditional_response(request, etag=request.etag)
        return operation(request, *args, **given) if held is None else held

    return answer


def with_headers(run: Operation) -> Operation:
    """Each answer may be kept by whoever asked, who asks again whether it still holds."""

    @wraps(run)
    def answer(request: Any, **given: Any) -> HttpResponse:
        response: HttpResponse = run(request, **given)
        response["Cache-Control"] = "private, no-cache"
        patch_vary_headers(response, ["Authorization"])
        if response.status_code in (200, 304) and hasattr(request, "etag"):
            response["ETag"] = request.etag
        return response

    return answer


def _refuse_unknown(request: HttpRequest, asked: Any) -> None:
    """A misspelt filter would otherwise filter nothing, and nobody would know."""
    known = list(type(asked).model_fields) if asked is not None else []
    for name in request.GET:
        if name not in known:
            raise HttpError(422, UNKNOWN.format(name=name, known=", ".join(known) or "none"))
