"""The platform on the demonstration trust."""

import logging
import os
import shutil
import sys
import webbrowser
from pathlib import Path

import click

from equity_lens.errors import EquityLensError
from equity_lens_web.cli import start_django
from equity_lens_web.cli.listening import listen

MARK = "demonstration.txt"
MARKED = "A synthetic trust: nobody in it exists. `demo` makes this folder anew.\n"
THREADS = 8


@click.command()
@click.option(
    "--home",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("demo/platform"),
    show_default=True,
    help="Folder of the demonstration; made anew unless --keep.",
)
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option("--keep", is_flag=True, help="Serve the demonstration that is there already.")
@click.option("--open", "open_browser", is_flag=True, help="Open a browser on it.")
def demo(home: Path, port: int, keep: bool, open_browser: bool) -> None:
    """Build the demonstration trust on the platform, and serve it.

    The trust is synthetic, and every page says so. Anybody at this machine can sign in as each
    role. Where nobody is watching (no terminal), it is started once to prove that it works.
    """
    _only_the_demonstration(home)
    with listen("127.0.0.1", port if sys.stdout.isatty() else 0) as socket:
        is_built = keep and (home / MARK).exists()
        if not is_built:
            _clear(home)
        start_django()
        logging.getLogger("equity_lens.requests").setLevel(logging.WARNING)
        from equity_lens_web.operations import demonstration, proving, serving
        from equity_lens_web.operations.upgrading import upgrade

        for line in () if is_built and not sys.stdout.isatty() else upgrade():
            click.echo(line)
        if not is_built:
            for line in demonstration.build():
                click.echo(line)
        if sys.stdout.isatty():
            address = f"http://127.0.0.1:{socket.getsockname()[1]}"
            click.echo(f"\nThe platform is open at {address}. Stop with Ctrl-C.")
            if open_browser:
                webbrowser.open(address)
            serving.serve_pages(socket, threads=THREADS, with_worker=True)
            return
        for line in proving.prove(socket):
            click.echo(line)
    click.echo(f"\nTo open it: make platform, then http://127.0.0.1:{port} in a browser.")


def _only_the_demonstration(home: Path) -> None:
    """Whatever the environment says, touch nothing but the demonstration's own folder."""
    for name in ("EQUITY_LENS_DATABASE", "EQUITY_LENS_ADDRESS", "EQUITY_LENS_BEHIND_PROXY"):
        os.environ.pop(name, None)
    os.environ["EQUITY_LENS_HOME"] = str(home.resolve())
    os.environ["EQUITY_LENS_DEMONSTRATION"] = "yes"


def _clear(home: Path) -> None:
    """An empty folder with a mark, by which we know that it may be cleared next time."""
    if home.exists() and any(home.iterdir()) and not (home / MARK).exists():
        raise EquityLensError(
            f"{home} holds something that is no demonstration.",
            remedy="Choose an empty folder: --home FOLDER",
        )
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    (home / MARK).write_text(MARKED, encoding="utf-8")
