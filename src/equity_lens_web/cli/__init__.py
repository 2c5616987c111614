"""The commands of the platform. What is heavy is imported inside the command that needs it."""

import os
import sys
from importlib import import_module

import click

from equity_lens.errors import EquityLensError

COMMANDS = {
    "demo": ("demo", "Build the demonstration trust and open the platform on it."),
    "serve": ("serving", "Serve the platform: pages, and the worker beside them."),
    "work": ("serving", "Run a worker by itself."),
    "upgrade": ("upkeep", "Bring database and files to this release."),
    "check": ("upkeep", "Say in words whether all is well, and what to do if not."),
    "backup": ("upkeep", "Write everything into one file."),
    "restore": ("upkeep", "Put back what a backup holds."),
    "add-organisation": ("setting_up", "Add an organisation."),
    "add-administrator": ("setting_up", "Invite an organisation's administrator."),
}

EPILOG = """\b
A first hour:
  equity-lens-web demo --open        look round a synthetic trust
  equity-lens-web serve              the platform for a trust, on this machine
  equity-lens-web add-organisation RXX "Name of the trust"
  equity-lens-web add-administrator RXX person@example.nhs.uk "Name of the person"

\b
Settings are read from the environment:
  EQUITY_LENS_HOME           folder of everything that is kept (equity-lens-data)
  EQUITY_LENS_ADDRESS        the address that people type (http://127.0.0.1:8000)
  EQUITY_LENS_SECRET_KEY     a long random text; needed where the address is not this machine's own
  EQUITY_LENS_DATABASE       postgresql://user:password@host:port/name (SQLite in the home folder)
  EQUITY_LENS_BEHIND_PROXY   yes, where a proxy on this machine ends https
"""


class Commands(click.Group):
    """Commands whose module is imported when they are called, so that --help answers at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Commands in the order in which they are met."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Import one command."""
        if name not in COMMANDS:
            return None
        module = import_module(f"equity_lens_web.cli.{COMMANDS[name][0]}")
        command: click.Command = getattr(module, name.replace("-", "_"))
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, words) for name, (_, words) in COMMANDS.items()])


@click.group(cls=Commands, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
def group() -> None:
    """Run the platform on which a board signs in and sees its evidence."""


def start_django() -> None:
    """Make Django ready, before anything of it is imported."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "equity_lens_web.config.settings")
    import django

    django.setup()


def main() -> None:
    """Run a command; a person's mistake gets one clear message."""
    try:
        group()
    except EquityLensError as error:
        click.echo(str(error), err=True)
        sys.exit(error.exit_code)
    except Exception as error:
        from equity_lens_web.cli.mistakes import in_words

        message = in_words(error)
        if message is None:
            raise
        click.echo(message, err=True)
        sys.exit(1)
