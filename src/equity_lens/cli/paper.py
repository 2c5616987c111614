"""`equity-lens paper`: from extracts to a board paper."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from equity_lens.cli.options import FOLDER, make_request, source_options
from equity_lens.cli.progress import progress

if TYPE_CHECKING:
    from equity_lens.pipeline import Result


@click.command(name="paper")
@source_options
@click.option("--out", type=FOLDER, required=True, help="Folder for the paper and its tables.")
@click.option(
    "--template",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The trust's own Word template (.docx).",
)
@click.option("--title", help="Title of the paper.")
@click.option("--json", "as_json", is_flag=True, help="Print what was made, for a machine.")
def command(out: Path, template: Path | None, title: str | None, as_json: bool, **options: Any) -> None:  # fmt: skip
    """Turn SOURCES into a board paper: HTML, PDF, Word, Excel, CSV and JSON.

    A source is a patient-level extract (waiting list, outpatients, emergency care, admitted care)
    or a published file of counts. Several may be given: this month's list, last year's counts,
    the public file of other providers.

    \b
    Examples:
      equity-lens paper list.csv --out board
      equity-lens paper list.csv outpatients.csv --out board --template trust.docx
      equity-lens paper WLMDS-Demographics-Geography-*.csv --organisation RAE --out board
      equity-lens paper list.csv --reference ethnic_group=best --policy local --out board
    """
    make_paper(make_request(**options), out, template=template, title=title, as_json=as_json)


def make_paper(
    request: Any, out: Path, *, template: Path | None, title: str | None, as_json: bool
) -> None:
    """Run, write every file, and say what was found and where it is."""
    with progress(quiet=as_json) as tell:
        tell("Starting")
        from equity_lens.pipeline import run
        from equity_lens.reports import write_all

        result = run(request, rejects=out, progress=tell)
        tell("Writing the paper")
        written = write_all(result.release, out, template=template, title=title)
    if as_json:
        click.echo(json.dumps(_described(result, written), indent=1))
        return
    _print(result, written)


def _described(result: "Result", written: dict[str, Path]) -> dict[str, Any]:
    return {
        "files": {name: str(path) for name, path in written.items()},
        "rejected_rows": [str(path) for path in result.rejects],
        "sources": [
            {
                "name": ledger.source.name,
                "rows_read": ledger.rows_read,
                "accepted": ledger.accepted,
                "rejected": ledger.rejected,
            }
            for ledger in result.release.ledgers
        ],
        "findings": len(result.release.findings),
        "withheld": result.release.withheld,
        "left_out": result.left_out,
    }


def _print(result: "Result", written: dict[str, Path]) -> None:
    from equity_lens.words.sentences import finding_sentence

    for ledger in result.release.ledgers:
        click.echo(
            f"{ledger.source.name}: {ledger.rows_read:,} rows read, {ledger.accepted:,} accepted, "
            f"{ledger.rejected:,} rejected."
        )
    for finding in result.release.findings[:5]:
        click.echo(f"\n{finding.rank}. {finding_sentence(finding)}")
    click.echo(f"\nFigures withheld under the disclosure policy: {result.release.withheld:,}.")
    for measure, reason in result.left_out.items():
        click.echo(f"Not measured: {measure}. {reason}")
    click.echo()
    for path in (*written.values(), *result.rejects):
        click.echo(f"  {path}")
