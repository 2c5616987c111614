"""`equity-lens reference`: which editions are in use, and how to load a newer one."""

import json
from pathlib import Path

import click

READABLE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group(name="reference", invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="Print for a machine.")
@click.pass_context
def command(ctx: click.Context, as_json: bool) -> None:
    """List editions, dates and licences of the reference data; or load a newer edition."""
    if ctx.invoked_subcommand:
        return
    from dataclasses import asdict

    from equity_lens.reference.editions import list_editions

    editions = list_editions()
    if as_json:
        click.echo(json.dumps([asdict(edition) for edition in editions], indent=1, default=str))
        return
    for edition in editions:
        click.echo(f"{edition.name}  ({edition.kind}; published {edition.published_on})")
        click.echo(f"    {edition.source}; {edition.licence}; {edition.rows:,} rows")


@command.group(name="load")
def load() -> None:
    """Load a newer edition: it is checked whole, then used from the next run on."""


@load.command(name="postcodes")
@click.argument("file", type=READABLE)
@click.option("--name", required=True, help="What to call it, for example 'ONSPD November 2026'.")
def load_postcodes(file: Path, name: str) -> None:
    """Load an ONS postcode file (ONSPD or NSPL, CSV or zip)."""
    from equity_lens.reference import editions

    edition = editions.load_postcodes(file, name)
    click.echo(f"Loaded {edition.rows:,} postcodes as {edition.name}.")


@load.command(name="deprivation")
@click.argument("file", type=READABLE)
@click.option("--name", required=True, help="What to call it, for example 'IMD 2029'.")
def load_deprivation(file: Path, name: str) -> None:
    """Load a deprivation edition: small-area code and rank."""
    from equity_lens.reference import editions

    edition = editions.load_deprivation(file, name)
    click.echo(f"Loaded {edition.rows:,} areas as {edition.name}. Use it with --edition '{name}'.")


@load.command(name="organisations")
@click.argument("file", type=READABLE)
def load_organisations(file: Path) -> None:
    """Load more organisations: code, name, and sector if known."""
    from equity_lens.reference import editions

    edition = editions.load_organisations(file)
    click.echo(f"Loaded {edition.rows:,} organisations.")


@command.command(name="postcode")
@click.argument("postcode")
@click.option("--edition", help="Deprivation edition; the newest bundled one if not said.")
def postcode(postcode: str, edition: str | None) -> None:
    """Show how one POSTCODE is linked."""
    from equity_lens.reference import areas

    click.echo(areas.look_up(postcode, edition or areas.default_edition()))
