"""A place to listen, found before anything heavy begins."""

import os
import socket
from urllib.parse import urlsplit

from equity_lens.errors import EquityLensError

USUAL_PORT = 8000


def listen(host: str, port: int | None) -> socket.socket:
    """A socket that listens; without ``port``, where the platform's address says.

    Where no address was set, it becomes the one that is listened on. Raises EquityLensError where
    the port is taken or not allowed.
    """
    chosen = _of_address() if port is None else port
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        made = socket.create_server((host, chosen), family=family, backlog=1024)
    except OSError as fault:
        raise EquityLensError(
            f"Port {chosen} of {host} cannot be listened on: {os.strerror(fault.errno or 0)}.",
            remedy=f"Stop what runs there, or choose another port: --port {chosen + 1}",
        ) from fault
    os.environ.setdefault("EQUITY_LENS_ADDRESS", f"http://127.0.0.1:{made.getsockname()[1]}")
    return made


def _of_address() -> int:
    """The port of a laptop's own address; behind a proxy the usual one."""
    parts = urlsplit(os.environ.get("EQUITY_LENS_ADDRESS", ""))
    return parts.port or USUAL_PORT
