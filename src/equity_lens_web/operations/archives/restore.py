"""Put back what a backup holds: into an empty home, or in place of everything that is there.

The archive is checked against its hashes first. Then the database is made anew as it was when the
backup was made, filled, and taken to this release's own schema: so an older backup, and one from
the other kind of database, can be restored.
"""

import io
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.core.serializers.base import DeserializationError
from django.core.serializers.jsonl import Deserializer
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import OperationalError

from equity_lens.errors import EquityLensError
from equity_lens_web.operations.archives import contents, database, waiting
from equity_lens_web.operations.archives.manifest import (
    HOME,
    RECORDS,
    Manifest,
    open_archive,
    read,
)
from equity_lens_web.operations.models import Beat


def restore(file: Path, *, replace: bool = False) -> Manifest:
    """Restore an archive; with ``replace``, in place of everything that is there.

    Raises EquityLensError, and changes nothing, where the archive is not whole, the platform is
    running, or something is there and ``replace`` was not given.
    """
    with open_archive(file) as archive:
        manifest = read(archive)
        _check_schema(manifest)
        _check_place(replace=replace)
        workshop = settings.HOME / ".restoring"
        shutil.rmtree(workshop, ignore_errors=True)
        workshop.mkdir(parents=True, mode=0o700)
        unpacked = _unpack(archive, manifest, workshop / "home")
        with database.renewed(workshop):
            _fill(archive, manifest)
            waiting.mark(file.name)
            if replace:
                _clear(workshop / "cleared")
            database.swap_in(unpacked, settings.HOME, workshop / "aside")
    shutil.rmtree(workshop)
    return manifest


def _check_schema(manifest: Manifest) -> None:
    known = MigrationExecutor(None).loader.graph.nodes
    unknown = [".".join(node) for node in manifest.schema if tuple(node) not in known]
    if unknown:
        raise EquityLensError(
            f"The backup was made by release {manifest.version}, which this one does not follow.",
            faults=[f"{each} is not known here." for each in unknown],
            remedy="Install that release or a later one, then restore.",
        )


def _check_place(*, replace: bool) -> None:
    """Refuse while a worker lives, and where something would be lost without being asked for."""
    try:
        people = _count("accounts_person") + _count("accounts_organisation")
        running = Beat.objects.living().exists() if people else False
    except (ProgrammingError, OperationalError):
        people, running = 0, False
    if running:
        raise EquityLensError(
            "The platform is running.",
            remedy="Stop it, wait a minute, and restore again.",
        )
    if replace:
        return
    kept = [each for each in contents.files(settings.HOME) if each.name != "secret.key"]
    if people or kept:
        raise EquityLensError(
            f"There is something in {settings.HOME} or its database already.",
            remedy="Restore into an empty home folder and database, or add --replace to lose "
            "everything that is there now.",
        )


def _count(table: str) -> int:
    if table not in connection.introspection.table_names():
        return 0
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")
        return int(cursor.fetchone()[0])


def _unpack(archive: zipfile.ZipFile, manifest: Manifest, folder: Path) -> Path:
    folder.mkdir()
    for part in manifest.parts:
        if part.startswith(HOME):
            place = folder / part.removeprefix(HOME)
            place.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(part) as source, open(place, "wb") as target:
                shutil.copyfileobj(source, target)
            place.chmod(0o600)
    return folder


def _clear(aside: Path) -> None:
    """Take what a backup would hold out of the home folder, so that old and new do not mix."""
    aside.mkdir()
    for top in {each.relative_to(settings.HOME).parts[0] for each in contents.files(settings.HOME)}:
        shutil.move(settings.HOME / top, aside / top)


def _fill(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Make the schema of the backup, write its records, and go on to this release's schema."""
    executor = MigrationExecutor(connection)
    then = [(app, step) for app, step in manifest.schema]
    executor.migrate(then)
    state = executor.loader.project_state(then)
    written = []
    with transaction.atomic():
        _check_links_at_the_end()
        for name in manifest.records:
            model = state.apps.get_model(name)
            with archive.open(f"{RECORDS}{name}.jsonl") as stream:
                _write(model, Rows(_lines(stream), state.apps))
            written.append(model)
        for statement in connection.ops.sequence_reset_sql(no_style(), written):
            with connection.cursor() as cursor:
                cursor.execute(statement)
        _check_links()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


def _check_links_at_the_end() -> None:
    """Records come in no order, so a link may point at one that is still to come."""
    if connection.vendor == "postgresql":
        # The schema's own steps, in this same transaction, made some of them immediate.
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _check_links() -> None:
    try:
        connection.check_constraints()
    except IntegrityError as fault:
        raise EquityLensError(
            "A record of the backup points at one that is not in it.",
            remedy="Nothing was changed. Restore another backup.",
        ) from fault


class Rows(Deserializer):
    """Records as they were in the release that wrote them."""

    def __init__(self, lines: Iterator[str], apps: Any) -> None:
        super().__init__(lines)
        self.apps = apps

    def _get_model_from_node(self, model_identifier: str) -> Any:
        return self.apps.get_model(model_identifier)


def _lines(stream: Any) -> Iterator[str]:
    return iter(io.TextIOWrapper(stream, encoding="utf-8", newline="\n"))


def _write(model: Any, rows: Rows) -> None:
    """Add the rows as they are. None is updated, for the audit trail would refuse."""
    if model._base_manager.exists():
        model._base_manager.all()._raw_delete(connection.alias)
    try:
        for row in rows:
            row.save(save_m2m=False, force_insert=True)
    except (DeserializationError, IntegrityError) as fault:
        raise EquityLensError(
            f"The records of {model._meta.label_lower} do not fit this release's schema.",
            remedy="Nothing was changed. Restore with the release that made the backup.",
        ) from fault
