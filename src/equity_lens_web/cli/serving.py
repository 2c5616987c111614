"""Serve pages, and work in the background."""

import os
import signal
import sys
from typing import Any

import click

from equity_lens_web.cli import start_django


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=int, help="Port to listen on.  [default: the address's own, or 8000]")
@click.option("--threads", default=8, show_default=True, help="Pages made at once.")
@click.option("--no-worker", is_flag=True, help="A worker runs elsewhere: see `work`.")
def serve(host: str, port: int | None, threads: int, no_worker: bool) -> None:
    """Serve the platform until Ctrl-C: pages, and the worker beside them in the same process.

    The database and the files of pages are brought to this release first.
    """
    from equity_lens_web.cli.listening import listen

    with listen(host, port) as socket:
        start_django()
        from equity_lens_web.operations.serving import serve_pages
        from equity_lens_web.operations.upgrading import upgrade

        for line in upgrade():
            click.echo(line)
        from django.conf import settings

        click.echo(f"Serving {settings.ADDRESS}. Stop with Ctrl-C.")
        _stop_on_terminate()
        serve_pages(socket, threads=threads, with_worker=not no_worker)
    click.echo("Stopped.")


@click.command()
def work() -> None:
    """Run a worker until Ctrl-C, for a platform served with --no-worker or by several processes.

    It ends when the task in hand is done; a second Ctrl-C ends it at once, and the next worker
    begins the task again.
    """
    start_django()
    from equity_lens_web.operations.worker import Worker

    worker = Worker()

    def stop(number: int, frame: Any) -> None:
        if worker.is_stopping:
            os._exit(1)
        click.echo("Stopping after the task in hand." if worker.is_busy else "Stopping.")
        worker.stop()

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    click.echo(f"Worker {worker.name} waits for work. Stop with Ctrl-C.")
    worker.run()


def _stop_on_terminate() -> None:
    """A server's way to say stop is a person's Ctrl-C."""

    def stop(number: int, frame: Any) -> None:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        sys.exit(0)

    signal.signal(signal.SIGTERM, stop)
