"""The table in which attempts to sign in are counted, for every process and server alike."""

from typing import Any, ClassVar

from django.core.management import call_command
from django.db import migrations


def add_table(apps: Any, schema_editor: Any) -> None:
    """The table of the cache, where the settings keep the cache in the database."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    """Adds a table that no model describes."""

    dependencies: ClassVar = [("accounts", "0002_sessions_that_can_be_ended")]
    operations: ClassVar = [migrations.RunPython(add_table, migrations.RunPython.noop)]
