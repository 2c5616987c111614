"""What a deployment says of itself, read from the environment once.

Every setting has a default that is right for one laptop with no outside call. A server sets
`EQUITY_LENS_ADDRESS` (the https address that people type), `EQUITY_LENS_SECRET_KEY` and, for
PostgreSQL, `EQUITY_LENS_DATABASE`.
"""

import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def home() -> Path:
    """The folder of everything that the platform keeps: database, prepared stores, papers."""
    return Path(os.environ.get("EQUITY_LENS_HOME", "equity-lens-data")).resolve()


def address() -> str:
    """The address that people type, without a slash at the end."""
    return os.environ.get("EQUITY_LENS_ADDRESS", "http://127.0.0.1:8000").rstrip("/")


def flag(name: str) -> bool:
    """A switch: "1", "yes" or "on"; off when it is not set."""
    return os.environ.get(name, "").lower() in ("1", "yes", "on", "true")


def secret_key(folder: Path, *, public: bool) -> str:
    """The key that signs sessions: from the environment, or one that this laptop keeps to itself.

    Raises ImproperlyConfigured on a server that was not given one.
    """
    given = os.environ.get("EQUITY_LENS_SECRET_KEY")
    if given:
        return given
    if public:
        raise ImproperlyConfigured(
            "Set EQUITY_LENS_SECRET_KEY to a long random text: this address is not a laptop's own."
        )
    kept = folder / "secret.key"
    if not kept.exists():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with open(kept, "x", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            file.write(secrets.token_urlsafe(64))
    return kept.read_text()


def database(folder: Path) -> dict[str, object]:
    """SQLite in the home folder, or the PostgreSQL of `EQUITY_LENS_DATABASE`.

    The setting reads `postgresql://user:password@host:port/name`.
    """
    given = os.environ.get("EQUITY_LENS_DATABASE", "")
    if not given:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": folder / "equity-lens.sqlite3",
            # Readers do not wait for the writer, and two writers wait for each other.
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            },
        }
    parts = urlsplit(given)
    if parts.scheme not in ("postgresql", "postgres"):
        raise ImproperlyConfigured(
            "EQUITY_LENS_DATABASE must read postgresql://user:password@host:port/name."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
