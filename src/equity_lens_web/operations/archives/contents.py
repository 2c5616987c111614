"""What a backup holds, and what it leaves out."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db.migrations.loader import MigrationLoader

# What a new installation makes by itself, or what means nothing later: who was signed in, which
# worker was alive.
LEFT_OUT = ("contenttypes.", "auth.", "sessions.", "operations.beat")

# Files that belong to the database, are made again by `upgrade`, or have not been checked yet.
# An upload that waits for its answers holds what identifies patients: no copy of it is kept.
NOT_OF_HOME = ("static", "uploads", "cache", "logs")
DATABASE_FILES = ("equity-lens.sqlite3", "equity-lens.sqlite3-wal", "equity-lens.sqlite3-shm")


def models(apps: Any) -> list[Any]:
    """The kinds of record that a backup holds, by name; many-to-many links are a kind too."""
    found = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed
        and not model._meta.proxy
        and not model._meta.label_lower.startswith(LEFT_OUT)
    ]
    return sorted(found, key=lambda model: model._meta.label_lower)


def files(home: Path) -> Iterator[Path]:
    """The files of the home folder that a backup holds; work in progress begins with a dot."""
    for top in sorted(home.iterdir()) if home.exists() else ():
        if top.name in (*NOT_OF_HOME, *DATABASE_FILES) or top.name.startswith("."):
            continue
        for each in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if each.is_file() and not each.is_symlink():
                yield each


def schema() -> list[list[str]]:
    """The last migration of each application."""
    return [list(leaf) for leaf in sorted(MigrationLoader(None).graph.leaf_nodes())]
