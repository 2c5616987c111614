"""`equity-lens demo`: the demonstration trust and the papers made from it."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import click

from equity_lens.cli.options import FOLDER
from equity_lens.cli.progress import progress

if TYPE_CHECKING:
    from equity_lens.pipeline import Request

REAL = ("ENG", "RAE", "RCF", "RR8", "RWY")


@click.command(name="demo")
@click.option(
    "--out", type=FOLDER, default=Path("demo"), show_default=True, help="Folder to write to."
)
def command(out: Path) -> None:
    """Build the demonstration trust and its board paper, and real papers from published data.

    The trust is synthetic: nobody in it exists, and every page says so. The papers for England
    and for four trusts in West Yorkshire are made from files that NHS England published.
    """
    with progress() as tell:
        tell("Building the demonstration trust")
        from equity_lens.pipeline import run
        from equity_lens.reports import write_all

        requests = {"trust": _demonstration(out / "trust" / "data"), **_published()}
        for name, request in requests.items():
            tell(f"Making the paper: {name}")
            result = run(request, rejects=out / name)
            write_all(result.release, out / name)
    click.echo("The demonstration trust (synthetic), as a board would read it:")
    for file in (
        "paper.html",
        "paper.pdf",
        "paper.docx",
        "tables.xlsx",
        "results.csv",
        "results.json",
    ):
        click.echo(f"  {out / 'trust' / file}")
    click.echo("\nReal papers from NHS England's published waiting-list files:")
    for name in list(requests)[1:]:
        click.echo(f"  {out / name / 'paper.html'}")
    click.echo(f"\nThe extracts it was made from: {out / 'trust' / 'data'}")


def _demonstration(folder: Path) -> "Request":
    """The synthetic trust's files, and how they are read."""
    from equity_lens.demonstration.trust import truths, write_trust
    from equity_lens.pipeline import Request

    shutil.rmtree(folder, ignore_errors=True)
    trust = write_trust(folder)
    return Request(
        sources=(trust.waiting_list, trust.history),
        organisation=trust.code,
        known_organisations={trust.code: trust.name},
        residents=frozenset(truths()["local_authorities"]),
        synthetic=True,
    )


def _published() -> "dict[str, Request]":
    """One paper for England, one for each trust among the providers of the published files."""
    from equity_lens.demonstration.published import waiting_list_files
    from equity_lens.pipeline import Request

    files = tuple(waiting_list_files())
    return {
        "england" if code == "ENG" else f"trust-{code}": Request(
            sources=files, organisation=code, policy="published"
        )
        for code in REAL
    }
