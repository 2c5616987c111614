"""Structured logs without personal data.

A line says which kind of page was asked for and never which record, who asked, or from where:
addresses hold invitation links and numbers of records, query strings hold what people typed, and
messages of exceptions hold values of columns. So none of these is written.
"""

import logging
import secrets
import time
import traceback
from collections.abc import Callable
from contextvars import ContextVar
from types import TracebackType
from typing import Any

from django.http import HttpRequest, HttpResponse
from pythonjsonlogger.core import RESERVED_ATTRS
from pythonjsonlogger.json import JsonFormatter

HEADER = "X-Request-ID"
# Loggers whose arguments are known to hold no personal data; of the others the bare template is
# written.
KNOWN = ("equity_lens", "django_tasks", "waitress.queue")
HARMLESS = ("request_id", "status_code")

request_id: ContextVar[str] = ContextVar("request_id", default="")
log = logging.getLogger("equity_lens.requests")


class RequestLog:
    """Gives each request a number, returns it in a header, and writes one line for each answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and write down that it was answered."""
        number = secrets.token_hex(8)
        token = request_id.set(number)
        began = time.perf_counter()
        try:
            response = self.get_response(request)
            self._write(request, response, time.perf_counter() - began)
        finally:
            request_id.reset(token)
        response[HEADER] = number
        return response

    @staticmethod
    def _write(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
        match = request.resolver_match
        log.log(
            logging.ERROR if response.status_code >= 500 else logging.INFO,
            "answered",
            extra={
                "method": request.method,
                "page": match.view_name if match else None,
                "status": response.status_code,
                "milliseconds": round(seconds * 1000, 1),
            },
        )


class SafeJson(JsonFormatter):
    """JSON lines from which values are kept out, whatever a library tries to write."""

    def format(self, record: logging.LogRecord) -> str:
        """One line of JSON."""
        kept = record.__dict__ | {"exc_text": None, "request_id": request_id.get() or None}
        if not record.name.startswith(KNOWN):
            kept = {key: kept[key] for key in kept if key in RESERVED_ATTRS or key in HARMLESS}
            kept |= {"msg": str(record.msg), "args": ()}
        safe = logging.makeLogRecord(kept)
        return super().format(safe)

    def formatException(self, exc_info: Any) -> str:  # noqa: N802
        """The kind of exception and where it was raised, without its message."""
        kind, _, trace = exc_info
        return "\n".join([*_places(trace), kind.__name__ if kind else ""])


def _places(trace: TracebackType | None) -> list[str]:
    return [
        f"{frame.filename}:{frame.lineno} in {frame.name}" for frame in traceback.extract_tb(trace)
    ]
