"""A folder that appears whole or not at all."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def in_place_of(store: Path) -> Iterator[Path]:
    """A new folder beside ``store``, which takes its place when everything has gone well.

    Until then, and whatever happens, the store stays as it was. A run that was cut off leaves its
    folder behind; the next run clears it away, and if it was cut off between the two renames that
    swap the folders, puts the old store back.
    """
    store.parent.mkdir(parents=True, exist_ok=True)
    new, old = (store.with_name(store.name + suffix) for suffix in (".partial", ".previous"))
    if old.exists() and not store.exists():
        old.rename(store)
    for left_over in (new, old):
        shutil.rmtree(left_over, ignore_errors=True)
    new.mkdir(mode=0o700)
    try:
        yield new
        if store.exists():
            store.rename(old)
        new.rename(store)
    finally:
        shutil.rmtree(new, ignore_errors=True)
    shutil.rmtree(old, ignore_errors=True)
