"""The first organisation, and its first person."""

import click

from equity_lens_web.cli import start_django

KINDS = ("trust", "system", "collaborative", "partner")
SECTORS = ("acute", "community", "mental_health", "ambulance", "combined")


@click.command()
@click.argument("code")
@click.argument("name")
@click.option("--kind", type=click.Choice(KINDS), default="trust", show_default=True)
@click.option("--sector", type=click.Choice(SECTORS), help="What sort of care a trust gives.")
def add_organisation(code: str, name: str, kind: str, sector: str | None) -> None:
    """Add an organisation by its ODS CODE and NAME."""
    start_django()
    from equity_lens_web.operations import setting_up

    organisation = setting_up.add_organisation(code=code, name=name, kind=kind, sector=sector or "")
    click.echo(f"{organisation.name} ({organisation.code}) is here. Now invite its administrator:")
    click.echo(f'  equity-lens-web add-administrator {organisation.code} E-MAIL "NAME"')


@click.command()
@click.argument("code")
@click.argument("email")
@click.argument("name")
def add_administrator(code: str, email: str, name: str) -> None:
    """Invite NAME at EMAIL as administrator of the organisation CODE.

    Prints a link that works once, for seven days. An administrator invites everybody else.
    """
    start_django()
    from equity_lens_web.operations import setting_up

    click.echo("Give this link to them alone. It works once, for seven days:")
    click.echo(f"  {setting_up.invite_administrator(code=code, email=email, name=name)}")
