"""The health of the platform."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from equity_lens_web.accounts.access import public
from equity_lens_web.operations.health import examine


@require_safe
@public
def health(request: HttpRequest) -> JsonResponse:
    """Whether all is well, for whatever watches the server: 200, or 503 with what is wrong."""
    found = examine()
    return JsonResponse(
        {
            "status": "well" if found.is_well else "unwell",
            "problems": found.problems,
            **found.found,
        },
        status=200 if found.is_well else 503,
    )
