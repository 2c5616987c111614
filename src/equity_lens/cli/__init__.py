"""Parse, call, print. Everything heavy is imported inside the command that needs it."""

import sys

import click

from equity_lens import __version__
from equity_lens.errors import EquityLensError

COMMANDS = {
    "paper": ("equity_lens.cli.paper", "Turn extracts into a board paper and its tables."),
    "check": ("equity_lens.cli.check", "Check a file row by row, and how complete it is."),
    "measures": ("equity_lens.cli.measures", "List the measures, or show one in full."),
    "reference": ("equity_lens.cli.reference", "List the reference data, or load a newer edition."),
    "template": ("equity_lens.cli.template", "Write a starting file to fill in."),
    "demo": ("equity_lens.cli.demo", "Build the demonstration trust and its papers."),
}


class LazyGroup(click.Group):
    """Commands whose module is imported when they are called, so that --help answers at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Commands in the order in which an analyst meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Import one command."""
        if name not in COMMANDS:
            return None
        from importlib import import_module

        return import_module(COMMANDS[name][0]).command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, words) for name, (_, words) in COMMANDS.items()])


EPILOG = """\b
A first hour:
  equity-lens demo                           see what comes out
  equity-lens check list.csv                 every row accounted for, nothing published
  equity-lens paper list.csv --out board     the paper, the tables, and where each figure is from

\b
Exit codes:
  0 done                   5 columns to be named in the mapping file
  2 command not understood 6 a measure or policy file cannot be carried out
  3 file cannot be read    7 reference data missing
  4 file does not fit      8 rows do not add up: nothing published
"""


@click.group(cls=LazyGroup, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="equity-lens")
def group() -> None:
    """From a raw NHS extract to a board paper on who is being failed, and how sure we are.

    Patients' rows stay on this machine. Every figure passes one disclosure gate.
    """


def main() -> None:
    """Run the command; a person's mistake gets one clear message and its exit code."""
    try:
        group()
    except EquityLensError as error:
        click.echo(str(error), err=True)
        sys.exit(error.exit_code)


if __name__ == "__main__":
    main()
