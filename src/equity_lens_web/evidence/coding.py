"""Released results as the database keeps them: packed, as SQLite packs nothing by itself."""

import zlib
from typing import Any, TypeVar

from equity_lens.disclosure import stored

Kept = TypeVar("Kept")


def pack(content: bytes) -> bytes:
    """Bytes, smaller: figures pack about five times."""
    return zlib.compress(content, level=1)


def unpack(content: Any) -> bytes:
    """What ``pack`` was given; PostgreSQL hands out views of memory."""
    return zlib.decompress(content)


def encode(released: Any) -> bytes:
    """One released result as packed bytes."""
    return pack(stored.encode(released))


def decode(content: Any, kind: type[Kept]) -> Kept:
    """What ``encode`` was given."""
    return stored.decode(unpack(content), kind)
