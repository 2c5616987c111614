"""Bringing an installation to this release."""

from collections.abc import Iterator

from django.conf import settings
from django.core.management import call_command

from equity_lens import __version__


def upgrade() -> Iterator[str]:
    """Do it step by step, and say what was done."""
    settings.HOME.mkdir(parents=True, exist_ok=True, mode=0o700)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    yield f"The database is as release {__version__} needs it."
    call_command("collectstatic", verbosity=0, interactive=False, clear=False)
    yield f"Styles and scripts are in {settings.STATIC_ROOT}."
