"""When a session ends: 8 hours after it began, or 60 minutes after it was last used."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control

BEGAN, USED = "began_at", "used_at"
LONGEST = dt.timedelta(hours=8)
IDLE = dt.timedelta(minutes=60)
# Use is written down at most this often, so that reading a page does not mean writing a row.
WRITTEN_EVERY = dt.timedelta(minutes=1)


class SessionLimits:
    """Signs people out in time, and keeps their pages out of the browser's store."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        """End the session or note that it was used, then answer."""
        if request.user.is_authenticated:
            _end_or_note(request)
        was_signed_in = request.user.is_authenticated
        response = self.get_response(request)
        if was_signed_in and not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_store=True)
        return response


def _end_or_note(request: Any) -> None:
    now = timezone.now().timestamp()
    began = request.session.setdefault(BEGAN, now)
    used = request.session.setdefault(USED, now)
    if now - began > LONGEST.total_seconds():
        _end(request, "You were signed out because 8 hours have passed. Sign in again to go on.")
    elif now - used > IDLE.total_seconds():
        _end(request, "You were signed out after 60 minutes without use. Sign in again to go on.")
    elif now - used > WRITTEN_EVERY.total_seconds():
        request.session[USED] = now


def _end(request: Any, why: str) -> None:
    logout(request)
    messages.info(request, why)
