"""What a file is, whatever its name says; and its bytes, when they are text."""

import gzip
import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Literal

from equity_lens.errors import UnreadableFile

FileKind = Literal["csv", "gzip", "excel", "parquet"]

BLOCK = 4 << 20
HEAD = 1 << 20
LONGEST_LINE = 1 << 20
"""Nobody's record has a million characters on one line."""

# Gzip packs real extracts 5 to 30 times; the most it can is about 1,000 times.
MOST_TIMES_LARGER = 300
ALWAYS_ALLOWED = 256 << 20
"""Unpacked bytes about which we ask nothing."""

_AGAIN = "Export it again as CSV, Excel or Parquet, and check that the export finished."


def identify(path: Path) -> FileKind:
    """What the file is, from its first bytes.

    Raises
    ------
    UnreadableFile
        It is not there, is empty, or is something that holds no table we can read.
    """
    try:
        with path.open("rb") as file:
            head = file.read(4096)
    except FileNotFoundError:
        raise UnreadableFile(
            f"{path.name} was not found.", remedy="Check the name and the folder."
        ) from None
    except IsADirectoryError:
        raise UnreadableFile(f"{path.name} is a folder.", remedy="Name a file inside it.") from None
    except OSError as problem:
        raise UnreadableFile(
            f"{path.name} could not be opened: {problem.strerror}.",
            remedy="Close it in other programs, and check that you may read it.",
        ) from None
    if not head:
        raise UnreadableFile(f"{path.name} is empty.", remedy=_AGAIN)
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    if head.startswith(b"PK\x03\x04"):
        return _in_a_zip(path)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "excel"
    refuse_what_is_not_text(head, path.name)
    return "csv"


def refuse_what_is_not_text(head: bytes, name: str) -> None:
    """Refuse web pages, documents and rubbish that end in .csv or .xls.

    Raises
    ------
    UnreadableFile
        What the file is, and what to do instead.
    """
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith((b"<!doctype", b"<html", b"<table", b"<meta", b"<head", b"<body")):
        raise UnreadableFile(
            f"{name} is a web page (HTML), whatever its name says.",
            remedy="Open it in Excel, save it as 'CSV UTF-8' or 'Excel workbook', and use that.",
        )
    if start.startswith((b"<?xml", b"{\\rtf", b"%pdf", b"\x89png")):
        raise UnreadableFile(f"{name} is a document and not a table.", remedy=_AGAIN)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or looks_like_utf16(head):
        return
    control = sum(byte < 32 and byte not in b"\t\n\r\f\x1a" for byte in head)
    # Rubbish has one control character in eight; a line with a slip in it, in a short file, more.
    if control > len(head) / (20 if len(head) >= 1024 else 5):
        raise UnreadableFile(f"{name} is not text, a workbook or Parquet.", remedy=_AGAIN)


def looks_like_utf16(head: bytes) -> bool:
    """Whether every other byte is mostly nought, as in English text in UTF-16."""
    return len(head) >= 8 and max(head[0::2].count(0), head[1::2].count(0)) > 0.4 * len(head) / 2


class Opened:
    """The bytes of a text file in blocks, unpacked if they were packed, and the file's hash."""

    def __init__(self, raw: BinaryIO, path: Path, *, packed: bool) -> None:
        self._path = path
        self._counting = _Counting(raw)
        self._read_next = (
            gzip.GzipFile(fileobj=self._counting, mode="rb").read if packed else self._counting.read
        )
        self._packed = packed
        self._given = 0

    @property
    def sha256(self) -> str:
        """Hash of the bytes on the disk, once all blocks were read."""
        return self._counting.hash.hexdigest()

    def blocks(self) -> Iterator[bytes]:
        """Every block of bytes, in order.

        Raises
        ------
        UnreadableFile
            A gzip file is cut short or damaged, or unpacks to more than an extract could.
        """
        while block := self._read():
            self._given += len(block)
            yield block

    def _read(self) -> bytes:
        try:
            block = self._read_next(BLOCK)
        except (EOFError, gzip.BadGzipFile, zlib.error):
            raise UnreadableFile(
                f"{self._path.name} is a gzip file that is cut short or damaged.",
                remedy="Copy or download it again, and check its size against the original.",
            ) from None
        allowed = max(ALWAYS_ALLOWED, self._counting.count * MOST_TIMES_LARGER)
        if self._packed and self._given > allowed:
            raise UnreadableFile(
                f"{self._path.name} unpacks to more than {MOST_TIMES_LARGER} times its size.",
                remedy="No extract does. Ask whoever made it, or unpack it yourself first.",
            )
        return block


@contextmanager
def opened(path: Path, kind: FileKind) -> Iterator[Opened]:
    """The text file's bytes, to be read once from beginning to end."""
    with path.open("rb") as raw:
        yield Opened(raw, path, packed=kind == "gzip")


def sha256_of(path: Path) -> str:
    """Hash of a whole file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class _Counting(io.RawIOBase):
    """Passes bytes on, and counts and hashes them on the way."""

    def __init__(self, raw: BinaryIO) -> None:
        self._raw = raw
        self.count = 0
        self.hash = hashlib.sha256()

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        block = self._raw.read(size)
        self.count += len(block)
        self.hash.update(block)
        return block


def _in_a_zip(path: Path) -> FileKind:
    try:
        with zipfile.ZipFile(path) as packed:
            names = packed.namelist()
            unpacked = sum(entry.file_size for entry in packed.infolist())
    except zipfile.BadZipFile:
        raise UnreadableFile(
            f"{path.name} is a workbook or zip file that is cut short or damaged.", remedy=_AGAIN
        ) from None
    if not any(name.startswith("xl/workbook") for name in names):
        raise UnreadableFile(
            f"{path.name} is a zip file, not a table.", remedy="Unpack it and use the file inside."
        )
    if unpacked > (2 << 30):
        raise UnreadableFile(
            f"{path.name} unpacks to {unpacked / (1 << 30):.0f} GB, too much for a workbook.",
            remedy="Save the sheet as CSV and use that.",
        )
    return "excel"
