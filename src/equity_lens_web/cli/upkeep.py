"""Upgrade, check, back up, restore."""

from pathlib import Path

import click

from equity_lens_web.cli import start_django

FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
def upgrade() -> None:
    """Bring the database and the files that pages are made of to this release.

    Run it after each installation of a new release, before the platform is started again. It may
    be run at any time: what is done already is not done twice.
    """
    start_django()
    from equity_lens_web.operations.upgrading import upgrade as bring_up_to_date

    for line in bring_up_to_date():
        click.echo(line)


@click.command()
def check() -> None:
    """Say in words whether all is well: settings, database, worker, disk."""
    start_django()
    from equity_lens_web.operations.checking import findings

    found = list(findings())
    for finding in found:
        click.echo(f"{'well ' if finding.is_well else 'WRONG'}  {finding.words}")
    if not all(finding.is_well for finding in found):
        raise SystemExit(1)


@click.command()
@click.argument("file", type=FILE)
def backup(file: Path) -> None:
    """Write everything into FILE, while the platform goes on working.

    Keep FILE as safely as the platform itself: it holds the keys. Uploads that still wait for
    their answers are left out.
    """
    start_django()
    from equity_lens_web.operations.archives import back_up

    manifest = back_up(file)
    records = sum(manifest.records.values())
    click.echo(
        f"{file}: {records:,} records and {len(manifest.parts):,} parts, each with its hash."
    )
    click.echo("Keep it as safely as the platform itself: it holds the keys.")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Lose everything that is there now.")
def restore(file: Path, replace: bool) -> None:
    """Put back what the backup FILE holds, into either kind of database.

    Stop the platform first. Everybody signs in again afterwards.
    """
    start_django()
    from equity_lens_web.operations.archives import restore as put_back

    manifest = put_back(file, replace=replace)
    click.echo(
        f"Restored {sum(manifest.records.values()):,} records of release {manifest.version}, "
        f"backed up at {manifest.made_at}."
    )
    click.echo("Run `upgrade`, then start the platform.")
