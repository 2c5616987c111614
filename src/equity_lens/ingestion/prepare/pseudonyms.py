"""A person's number becomes a keyed hash; the number itself is never written.

The hash is the first 64 bits of SHA-256 over the key and the number. With the same key the same
person has the same hash in every file; without the key nobody can try all ten thousand million
NHS numbers to find whose it is. Keep the key as you would keep the extract, and keep it apart
from the store when the store travels.
"""

import base64
import hashlib
import os
import secrets
from pathlib import Path

import ibis
import ibis.expr.types as ir

from equity_lens.errors import EquityLensError

KEY_FILE = "pseudonym.key"
KEY_BYTES = 32
SHORTEST_KEY = 16

_TEN = r"^[0-9]{10}$"


def key_beside(store: Path) -> bytes:
    """The key kept beside a store, made at random when there is none yet.

    Stores in one folder share it, so that a person is the same person in all of them. Only its
    owner can read the file (mode 0600).

    Raises
    ------
    EquityLensError
        The file is there and does not hold a key.
    """
    file = store.parent / KEY_FILE
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        key = file.read_bytes()
        if len(key) < SHORTEST_KEY:
            raise EquityLensError(
                f"{KEY_FILE} does not hold a key of at least {SHORTEST_KEY} bytes.",
                remedy="Put the right file back. Without it, people cannot be matched with those "
                "of stores that were made before.",
            ) from None
        return key
    with os.fdopen(handle, "wb") as out:
        key = secrets.token_bytes(KEY_BYTES)
        out.write(key)
    return key


def prefix_of(key: bytes) -> str:
    """The key as it stands before a number: 43 characters, whatever the key's length.

    Key and NHS number together fit one block of SHA-256, which halves the time.

    Raises
    ------
    EquityLensError
        The key is too short to keep anybody's number secret.
    """
    if len(key) < SHORTEST_KEY:
        raise EquityLensError(
            f"The key for pseudonyms has {len(key)} bytes, and needs at least {SHORTEST_KEY}.",
            remedy="Use a random key of 32 bytes.",
        )
    return base64.urlsafe_b64encode(hashlib.sha256(key).digest()).decode().rstrip("=")


def pseudonym(number: ir.StringValue, prefix: str) -> ir.IntegerValue:
    """The hash of a number as an unsigned 64-bit integer; null of null."""
    digest = (prefix + number).hexdigest("sha256")
    return ("0x" + digest.left(16)).cast("uint64")


def nhs_number_in(text: ir.StringValue) -> ir.StringValue:
    """Ten digits, written with any spacing or hyphens; null for anything else."""
    # Nearly every cell is ten digits, perhaps with spaces, and those two are quick.
    unspaced = text.replace(" ", "")
    bare = text.re_replace(r"[\s\x{00A0}-]+", "")
    return ibis.cases((unspaced.re_search(_TEN), unspaced), (bare.re_search(_TEN), bare))
