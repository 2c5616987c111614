"""Changing what an organisation has settled."""

from typing import Any

from django.db import transaction

from equity_lens_web.accounts.access import require
from equity_lens_web.accounts.models import Organisation, Person
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.accounts.signals import settings_changed
from equity_lens_web.audit.record import record

MAY_CHANGE = (
    "name",
    "sector",
    "material",
    "local_authorities",
    "policy",
    "edition",
    "needs_second_factor",
    "logo",
    "word_template",
)
FILES = ("logo", "word_template")
FIGURES_REST_ON = frozenset({"sector", "local_authorities", "policy", "edition"})


@transaction.atomic
def change_settings(*, organisation: Organisation, by: Person, **given: Any) -> frozenset[str]:
    """Change settings, and say which ones did change.

    Where the figures rest on one of them, ``signals.settings_changed`` is sent once the change is
    kept, so that they are made again.

    Raises PermissionDenied unless ``by`` may change settings, and ValueError for anything that is
    not a setting.
    """
    require(by, Permission.SETTINGS_CHANGE, organisation=organisation)
    if not given.keys() <= set(MAY_CHANGE):
        raise ValueError(f"Not settings: {sorted(given.keys() - set(MAY_CHANGE))}")
    kept = Organisation.objects.select_for_update().get(pk=organisation.pk)
    changed = frozenset(
        name for name, value in given.items() if _plain(getattr(kept, name)) != value
    )
    if not changed:
        return changed
    detail = {name: _told(name, kept, given[name]) for name in sorted(changed)}
    for name in changed:
        setattr(kept, name, given[name])
    kept.save(update_fields=sorted(changed))
    record("settings.changed", organisation=kept, by=by, **detail)
    if changed & FIGURES_REST_ON:
        transaction.on_commit(
            lambda: settings_changed.send(Organisation, organisation=kept, changed=changed, by=by)
        )
    return changed


def _plain(value: Any) -> Any:
    """A file as SQLite and PostgreSQL both give it."""
    return bytes(value) if isinstance(value, memoryview) else value


def _told(name: str, kept: Organisation, value: Any) -> Any:
    """What the audit trail says of one change: of a file, only that there is one."""
    before = getattr(kept, name)
    if name in FILES:
        return {"before": bool(before), "after": bool(value)}
    return {"before": before, "after": value}
