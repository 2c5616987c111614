"""A database to restore into: made anew beside the old one, and put in its place at the end."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from django.db import connection, transaction

Database = Callable[[Path], AbstractContextManager[None]]


def renewed(workshop: Path) -> AbstractContextManager[None]:
    """An empty database inside the block; it takes the old one's place when the block succeeds.

    If anything fails inside the block, the old database is as it was.
    """
    return {"sqlite": _new_file, "postgresql": _one_transaction}[connection.vendor](workshop)


@contextmanager
def _new_file(workshop: Path) -> Iterator[None]:
    """SQLite: a file in the workshop, then renamed over the old one."""
    place = Path(connection.settings_dict["NAME"])
    made = workshop / place.name
    connection.close()
    connection.settings_dict["NAME"] = made
    try:
        yield
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()
        connection.settings_dict["NAME"] = place
    for beside in ("-wal", "-shm"):
        place.with_name(place.name + beside).unlink(missing_ok=True)
    os.replace(made, place)


@contextmanager
def _one_transaction(workshop: Path) -> Iterator[None]:
    """PostgreSQL: everything in one transaction, in which the old tables go first.

    The audit trail refuses every change of a record; dropping the table is the one way, and only
    the owner of the database can take it.
    """
    with transaction.atomic():
        _drop_everything()
        yield


def _drop_everything() -> None:
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        if tables:
            cursor.execute(f"DROP TABLE {', '.join(map(quote, tables))} CASCADE")
        cursor.execute(
            "SELECT p.oid::regprocedure::text FROM pg_proc p "
            "WHERE p.pronamespace = current_schema()::regnamespace AND NOT EXISTS "
            "(SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')"
        )
        for (function,) in cursor.fetchall():
            cursor.execute(f"DROP FUNCTION {function} CASCADE")


def swap_in(unpacked: Path, home: Path, aside: Path) -> None:
    """Put unpacked files into the home folder; what stood there goes aside."""
    aside.mkdir()
    for new in sorted(unpacked.iterdir()):
        place = home / new.name
        if place.exists():
            shutil.move(place, aside / new.name)
        os.replace(new, place)
