"""`equity-lens check`: is this file good enough to publish from?"""

import json
from typing import TYPE_CHECKING, Any

import click

from equity_lens.cli.options import make_request, source_options
from equity_lens.cli.progress import progress

if TYPE_CHECKING:
    from equity_lens.disclosure.released import Release, ReleasedLedger, Tally

IDENTITY = {
    "area_state": "Postcode and deprivation",
    "ethnic_category": "Ethnic category",
    "sex": "Sex",
    "age_band5": "Age",
}
"""The fields by which people are compared, as a person would say them."""


@click.command(name="check")
@source_options
@click.option("--json", "as_json", is_flag=True, help="Print for a machine.")
def command(as_json: bool, **options: Any) -> None:
    """Check SOURCES row by row: what is rejected and why, and how complete the record is.

    Nothing is published and nothing is kept. Counts of people from 1 to 7 are withheld here too.
    """
    request = make_request(**options)
    with progress(quiet=as_json) as tell:
        from equity_lens.pipeline import run

        result = run(request, progress=tell)
    if as_json:
        from dataclasses import asdict

        ledgers = [asdict(ledger) for ledger in result.release.ledgers]
        click.echo(json.dumps(ledgers, indent=1, default=str))
        return
    for ledger in result.release.ledgers:
        _print(ledger)
    _print_services(result.release)


def _print(ledger: "ReleasedLedger") -> None:
    from equity_lens.words.numbers import in_cell

    click.echo(f"{ledger.source.name}  ({ledger.source.contract})")
    click.echo(f"  {ledger.rows_read:>9,} rows read")
    click.echo(f"  {ledger.accepted:>9,} accepted")
    click.echo(f"  {ledger.rejected:>9,} rejected")

    def lines(tallies: "tuple[Tally, ...]") -> None:
        for tally in tallies:
            if tally.rows.value != 0:
                click.echo(f"    {in_cell(tally.rows):>7}  {in_cell(tally.share):>6}  {tally.name}")

    lines(ledger.rejected_by_reason)
    if ledger.warnings_by_column:
        click.echo("  Kept, with a field treated as not known (rounded, as the policy asks):")
        lines(ledger.warnings_by_column)
    for field, tallies in ledger.completeness:
        if field in IDENTITY or field.startswith("plus_"):
            click.echo(f"  {_title(field)}:")
            lines(tuple(_in_words(field, tally) for tally in tallies))
    click.echo()


def _title(field: str) -> str:
    """The field in words: a local group's flag is named after the group."""
    return IDENTITY.get(field) or field.removeprefix("plus_").replace("_", " ").capitalize()


def _in_words(field: str, tally: "Tally") -> "Tally":
    from dataclasses import replace

    from equity_lens.words.record import state_in_words

    return replace(tally, name=state_in_words(field, tally.name))


def _print_services(release: "Release") -> None:
    """Completeness by specialty, where the file says which."""
    from equity_lens.words.numbers import in_cell

    for profile in release.profiles:
        if profile.measure.kind == "data quality" and profile.dimension.key == "specialty":
            click.echo(f"{profile.measure.title}, by specialty ({profile.period}):")
            for group in profile.groups:
                click.echo(f"    {in_cell(group.value):>7}  {group.subgroup.label}")
