"""The database itself refuses to change or delete an issued paper or any file of it.

SQLite makes a table anew when a later migration alters it, and drops its triggers in doing so: such
a migration must add them again. A test issues a paper and tries.
"""

from typing import Any, ClassVar

from django.db import migrations

REFUSAL = "An issued paper stays as it was issued."
PROTECTED = (("evidence_paper", "OLD.state = 'issued'"), ("evidence_paperfile", "1 = 1"))


def statements(vendor: str) -> list[str]:
    """The triggers of one kind of database."""
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} WHEN {when} "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            for table, when in PROTECTED
            for verb in ("update", "delete")
        ]
    function = (
        "CREATE FUNCTION evidence_paper_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    return [function] + [
        f"CREATE TRIGGER {table}_as_issued BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW "
        f"WHEN ({when}) EXECUTE FUNCTION evidence_paper_refuse()"
        for table, when in PROTECTED
    ]


def refuse(apps: Any, schema_editor: Any) -> None:
    """Add the triggers."""
    for statement in statements(schema_editor.connection.vendor):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    """Adds triggers."""

    dependencies: ClassVar = [("evidence", "0002_papers_kept_as_issued")]
    operations: ClassVar = [migrations.RunPython(refuse, migrations.RunPython.noop)]
