"""What can be wrong with an installation, in words."""

from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, ProgrammingError


def in_words(error: Exception) -> str | None:
    """What is wrong and what to do; None where the fault is ours."""
    if isinstance(error, ImproperlyConfigured):
        return str(error)
    if isinstance(error, ProgrammingError) or "no such " in str(error):
        return "The database has not been made yet, or is of another release.\n\nRun `upgrade`."
    if isinstance(error, OperationalError):
        return (
            "The database cannot be reached.\n\n"
            "Start it, and see that EQUITY_LENS_DATABASE or EQUITY_LENS_HOME is right: "
            f"{_first_line(error)}"
        )
    if isinstance(error, PermissionError | NotADirectoryError | FileExistsError):
        return (
            f"{error.filename} cannot be written: {error.strerror}.\n\n"
            "Choose another home folder with EQUITY_LENS_HOME, or ask for the right to write there."
        )
    return None


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0]
