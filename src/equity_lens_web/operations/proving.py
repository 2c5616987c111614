"""Starting the platform once to prove that it works, where nobody is watching."""

import json
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse

from equity_lens.errors import EquityLensError
from equity_lens_web.operations import serving, worker

PATIENCE = 20.0
THREADS = 4


def prove(listening: socket.socket) -> Iterator[str]:
    """Serve, ask for the health page and the sign-in page, and stop.

    Raises EquityLensError where either does not answer as it should.
    """
    address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    server = serving.make_server(listening, threads=THREADS)
    threading.Thread(target=server.run, name="server", daemon=True).start()
    beside = worker.beside_the_pages()
    try:
        health = _well(address)
        yield f"Health page: {health['status']}, release {health['version']}"
        status, _ = _get(address + reverse(settings.LOGIN_URL))
        if status != 200:
            raise EquityLensError(f"The sign-in page answered {status}.")
        yield "Sign-in page: answers"
    finally:
        beside.stop_and_wait()
        server.close()


def _well(address: str) -> dict[str, object]:
    """The health page once all is well, or when patience ends."""
    until = time.monotonic() + PATIENCE
    while True:
        status, body = _get(f"{address}/health/")
        found: dict[str, object] = json.loads(body)
        if status == 200:
            return found
        if time.monotonic() > until:
            raise EquityLensError("The platform is not well.", faults=list(found["problems"]))  # type: ignore[call-overload]
        time.sleep(0.2)


def _get(address: str) -> tuple[int, bytes]:
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as answer:
        return answer.code, answer.read()
