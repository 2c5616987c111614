"""Where files are kept in the home folder, and the secret that hides who people are.

    uploads/<organisation>/<random>    a file as it arrived, until it has been prepared
    stores/<organisation>/<random>     what is kept of it: nothing there identifies a person
    protected/<organisation>           what the gate found out; may be removed at any time
    keys/<organisation>.key            makes the same pseudonym of the same person in every file

Records hold the last part of a name only, so that the home folder can move.
"""

import contextlib
import os
import secrets
import shutil
import time
from pathlib import Path

from django.conf import settings

from equity_lens_web.accounts.models import Organisation

KEY_BYTES = 32
OLD_AFTER_SECONDS = 24 * 60 * 60


def uploads_of(organisation: Organisation) -> Path:
    """The folder of files that have arrived, closed to other users of the machine."""
    return _private(Path(settings.HOME) / "uploads" / str(organisation.pk))


def stores_of(organisation: Organisation) -> Path:
    """The folder of prepared stores."""
    return _private(Path(settings.HOME) / "stores" / str(organisation.pk))


def protected_of(organisation: Organisation) -> Path:
    """What the gate found out about a month's counts, so that it need not judge them again."""
    return _private(Path(settings.HOME) / "protected" / str(organisation.pk))


def new_name() -> str:
    """A name that nobody can guess and that says nothing."""
    return secrets.token_hex(16)


def pseudonym_key(organisation: Organisation) -> bytes:
    """The organisation's secret, made at its first use; two workers make one.

    Without it a person in next month's file cannot be known again, so it is part of a backup.
    """
    file = _private(Path(settings.HOME) / "keys") / f"{organisation.pk}.key"
    if not file.exists():
        made = file.with_name(f"{file.name}.{new_name()}")
        with open(made, "xb", opener=_for_us_alone) as written:
            written.write(secrets.token_bytes(KEY_BYTES))
        with contextlib.suppress(FileExistsError):
            os.link(made, file)
        made.unlink()
    return file.read_bytes()


def remove(path: Path) -> None:
    """Remove a file or a folder, if it is there."""
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def sweep(folder: Path, known: set[str]) -> int:
    """Remove what no record names and is a day old: what was left by a worker that was killed."""
    before = time.time() - OLD_AFTER_SECONDS
    left = [
        path
        for path in folder.iterdir()
        if path.name not in known and path.stat().st_mtime < before
    ]
    for path in left:
        remove(path)
    return len(left)


def _private(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _for_us_alone(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)
