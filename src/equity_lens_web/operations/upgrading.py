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
    _close_to_others()
    yield f"The database is as release {__version__} needs it."
    call_command("collectstatic", verbosity=0, interactive=False, clear=False)
    yield f"Styles and scripts are in {settings.STATIC_ROOT}."


def _close_to_others() -> None:
    """Hashes of passwords and open sessions lie in the database, whoever may look into the folder.

    SQLite gives the files beside it the same mode.
    """
    for file in settings.HOME.glob("*.sqlite3*"):
        file.chmod(0o600)
