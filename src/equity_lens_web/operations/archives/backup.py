"""Write everything into one file, while the platform goes on working."""

import datetime as dt
import io
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.utils import timezone

from equity_lens import __version__
from equity_lens.errors import EquityLensError
from equity_lens_web.operations.archives import contents
from equity_lens_web.operations.archives.manifest import HOME, NAME, RECORDS, Manifest, Part, digest
from equity_lens_web.operations.health import schema_fits


class Exact(DjangoJSONEncoder):
    """Moments to the microsecond, where Django's own encoder stops at milliseconds."""

    def default(self, o: Any) -> Any:
        """A value that JSON does not know."""
        return o.isoformat() if isinstance(o, dt.datetime) else super().default(o)


def back_up(target: Path) -> Manifest:
    """Write an archive that only its owner may read.

    Raises EquityLensError where the file is there already or the database is not up to date.
    """
    if target.exists():
        raise EquityLensError(f"{target} is there already.", remedy="Choose another name.")
    if not schema_fits():
        raise EquityLensError(
            "The database is not as this release needs it.", remedy="Run `upgrade`, then back up."
        )
    unfinished = target.with_name(f"{target.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    try:
        with (
            open(unfinished, "x+b", opener=_for_owner_only) as file,
            zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive,
        ):
            manifest = _write(archive)
        os.replace(unfinished, target)
    finally:
        unfinished.unlink(missing_ok=True)
    return manifest


def _for_owner_only(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)


def _write(archive: zipfile.ZipFile) -> Manifest:
    manifest = Manifest(
        version=__version__,
        made_at=timezone.now().isoformat(timespec="seconds"),
        database=connection.vendor,
        schema=contents.schema(),
    )
    with _one_moment():
        for model in contents.models(apps):
            name = model._meta.label_lower
            part = f"{RECORDS}{name}.jsonl"
            with archive.open(part, "w", force_zip64=True) as stream:
                manifest.records[name] = _write_records(model, stream)
            manifest.parts[part] = _part(archive, part)
        for file in contents.files(settings.HOME):
            part = HOME + file.relative_to(settings.HOME).as_posix()
            archive.write(file, part)
            manifest.parts[part] = _part(archive, part)
    archive.writestr(NAME, manifest.to_json())
    return manifest


def _part(archive: zipfile.ZipFile, name: str) -> Part:
    """The hash of what was written, read back from the archive itself."""
    with archive.open(name) as stream:
        return Part(*digest(stream))


def _write_records(model: Any, stream: IO[bytes]) -> int:
    """Write each record on a line; many-to-many links are written as records of their own."""
    columns = [column.name for column in model._meta.local_concrete_fields]
    count = 0

    def counted() -> Iterator[Any]:
        nonlocal count
        for record in model._base_manager.order_by("pk").iterator(chunk_size=500):
            count += 1
            yield record

    text = io.TextIOWrapper(stream, encoding="utf-8", newline="\n")
    serializers.serialize("jsonl", counted(), fields=columns, stream=text, cls=Exact)
    text.flush()
    text.detach()
    return count


@contextmanager
def _one_moment() -> Iterator[None]:
    """See the database as it is now until the end, while others go on writing."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        connection.transaction_mode = "DEFERRED"
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield
