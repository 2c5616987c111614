"""A card on a phone, by its link: no sign-in, no cookie, one small page and no second request."""

import base64
import hashlib
import re
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from equity_lens.reports.huddle_files import huddle_html
from equity_lens_web.accounts.access import public
from equity_lens_web.frontline.limits import OPENING_A_CARD
from equity_lens_web.frontline.models import CardLink

STYLE = re.compile("<style>(.*?)</style>", re.DOTALL)


@never_cache
@require_safe
@public
def phone(request: Any, token: str) -> HttpResponse:
    """One card, and nothing else of the trust that made it."""
    if OPENING_A_CARD.is_passed(request):
        return render(request, "frontline/open_door/wait.jinja", status=429)
    link = CardLink.objects.of_token(token)
    if link is None or not link.is_open:
        status = 404 if link is None else 410
        return render(request, "frontline/open_door/card_closed.jinja", status=status)
    if request.method == "GET":
        CardLink.objects.count_opening(link.pk)
    text = huddle_html(link.card.card)
    response = HttpResponse(text, headers={"X-Robots-Tag": "noindex"})
    # The page stands alone, so its style is in it: that one style is allowed, by its fingerprint.
    response._csp_update = {"style-src": _fingerprint(text)}
    return response


def _fingerprint(text: str) -> str:
    found = STYLE.search(text)
    digest = hashlib.sha256(found[1].encode() if found else b"").digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
