"""Whether an installation is sound, in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.core import checks

from equity_lens_web.operations.health import examine


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    is_well: bool
    words: str


def findings() -> Iterator[Finding]:
    """Look at the settings, then at what runs."""
    yield Finding(True, f"Home folder: {settings.HOME}")
    yield Finding(True, f"Address: {settings.ADDRESS}")
    yield from _settings()
    health = examine()
    for name, value in health.found.items():
        yield Finding(True, f"{name.replace('_', ' ').capitalize()}: {value}")
    for problem in health.problems:
        yield Finding(False, problem)


def _settings() -> Iterator[Finding]:
    """Django's own checks; those for a public server only where there is one."""
    messages = checks.run_checks(include_deployment_checks=settings.IS_PUBLIC)
    for message in messages:
        hint = f" {message.hint}" if message.hint else ""
        yield Finding(False, f"{message.msg}{hint} ({message.id})")
    if not messages:
        yield Finding(True, "Settings: nothing to mend")
    if settings.IS_PUBLIC and not settings.IS_HTTPS:
        yield Finding(False, "The address is not https: set EQUITY_LENS_ADDRESS to one that is.")
