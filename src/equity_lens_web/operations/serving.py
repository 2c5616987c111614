"""The web server: several threads in one process, with the worker beside them."""

import socket
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from waitress.server import create_server

from equity_lens_web.operations import worker

ROOM_FOR_THE_FORM = 1024**2


def make_server(listening: socket.socket, *, threads: int) -> Any:
    """A server of the platform's pages on a socket that listens already.

    Behind a proxy, what it says of the visitor's address and of https is believed when it comes
    from this machine; from anywhere else such headers are taken out.
    """
    trust = {}
    if settings.SECURE_PROXY_SSL_HEADER:
        trust = {
            "trusted_proxy": "127.0.0.1",
            "trusted_proxy_headers": "x-forwarded-for x-forwarded-proto",
        }
    return create_server(
        WSGIHandler(),
        sockets=[listening],
        threads=threads,
        connection_limit=1000,
        max_request_body_size=settings.LARGEST_UPLOAD + ROOM_FOR_THE_FORM,
        clear_untrusted_proxy_headers=True,
        ident=None,
        **trust,
    )


def serve_pages(listening: socket.socket, *, threads: int, with_worker: bool) -> None:
    """Serve until interrupted. A task in hand is then left: the next worker begins it again."""
    server = make_server(listening, threads=threads)
    beside = worker.beside_the_pages() if with_worker else None
    try:
        server.run()
    finally:
        server.close()
        if beside is not None:
            beside.stop_and_wait()
