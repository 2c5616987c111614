"""The commands of the platform: demo, serve, work, upgrade, backup, restore."""

import os

import click


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def group() -> None:
    """Run the platform on which a board signs in and sees its evidence."""


def start_django() -> None:
    """Make Django ready, before anything of it is imported."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "equity_lens_web.config.settings")
    import django

    django.setup()


def main() -> None:
    """Run a command."""
    group()
