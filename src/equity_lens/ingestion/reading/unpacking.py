"""The files inside a zip: nothing that it says of itself, name, place or size, is trusted."""

import datetime as dt
import os
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PureWindowsPath

from equity_lens.errors import UnreadableFile
from equity_lens.ingestion.reading.opening import ALWAYS_ALLOWED, BLOCK, MOST_TIMES_LARGER

MOST_FILES = 20
LONGEST_NAME = 120

_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")
# Office and OpenDocument files are zips too, and are what they are.
_OF_A_DOCUMENT = {"[Content_Types].xml", "mimetype"}
_NOT_DATA = ("__MACOSX",)


def unpack(path: Path, *, into: Path, name: str | None = None) -> tuple[Path, ...]:
    """The files that a zip holds, written side by side; the file itself if it is no zip.

    Folders inside are passed over, and so are the files that a Mac or a hidden folder adds. A
    workbook is no zip to us.

    Parameters
    ----------
    path
        Any file.
    into
        A private folder that exists. It holds patients' rows: whoever gives it removes it.
    name
        The file's own name, for messages, where it is kept under another.

    Raises
    ------
    UnreadableFile
        The zip is damaged or has a password, holds nothing or more than 20 files, or unpacks to
        more than extracts do.

    Notes
    -----
    A name is cut to its last part, so that nothing is written elsewhere. Bytes are counted as they
    come out: what the zip says of its size is not believed.
    """
    if not _is_zip(path):
        return (path,)
    name = name or path.name
    try:
        with zipfile.ZipFile(path) as packed:
            entries = _entries(packed, name)
            if entries is None:
                return (path,)
            allowed = max(ALWAYS_ALLOWED, path.stat().st_size * MOST_TIMES_LARGER)
            return tuple(_unpacked(packed, entries, into, name, allowed))
    except (zipfile.BadZipFile, zlib.error, EOFError):
        raise UnreadableFile(
            f"{name} is a zip file that is cut short or damaged.",
            remedy="Copy or download it again, and check its size against the original.",
        ) from None
    except NotImplementedError:
        raise UnreadableFile(
            f"{name} is packed in a way that we do not read.",
            remedy="Pack it again as an ordinary zip, or use the files inside.",
        ) from None


def _is_zip(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(4) in _SIGNATURES
    except OSError:
        # What is wrong with the file is said where it is read.
        return False


def _entries(packed: zipfile.ZipFile, name: str) -> list[zipfile.ZipInfo] | None:
    """The files to take; None if this is a document of another kind."""
    if _OF_A_DOCUMENT & set(packed.namelist()):
        return None
    entries = [entry for entry in packed.infolist() if _is_data(entry)]
    if not entries:
        raise UnreadableFile(f"{name} holds no file.", remedy="Put the extract into it again.")
    if len(entries) > MOST_FILES:
        raise UnreadableFile(
            f"{name} holds {len(entries):,} files, and {MOST_FILES} are the most that we take.",
            remedy="Put fewer into each zip.",
        )
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnreadableFile(
            f"{name} has a password.", remedy="Unpack it, and use the files inside."
        )
    return entries


def _is_data(entry: zipfile.ZipInfo) -> bool:
    parts = PureWindowsPath(entry.filename).parts
    hidden = any(part.startswith(".") and part not in (".", "..") for part in parts)
    return not entry.is_dir() and not hidden and not set(parts) & set(_NOT_DATA)


def _unpacked(
    packed: zipfile.ZipFile, entries: list[zipfile.ZipInfo], into: Path, name: str, allowed: int
) -> Iterator[Path]:
    left = allowed
    for entry in entries:
        file = _free(into, safe_name(entry.filename))
        with packed.open(entry) as source, file.open("xb") as out:
            while block := source.read(BLOCK):
                left -= len(block)
                if left < 0:
                    raise UnreadableFile(
                        f"{name} unpacks to more than {MOST_TIMES_LARGER} times its size.",
                        remedy="No extract does. Ask whoever made it, or unpack it yourself first.",
                    )
                out.write(block)
        _dated(file, entry)
        yield file


def safe_name(name: str) -> str:
    """The last part of a path of any system, fit to be the name of a file here.

    Examples
    --------
    >>> safe_name("C:\\\\extracts\\\\october.csv"), safe_name("../../etc/passwd"), safe_name("/")
    ('october.csv', 'passwd', 'extract')
    """
    last = PureWindowsPath(name).name
    printable = "".join(letter for letter in last if letter.isprintable() and letter not in '<>:"|')
    stem, dot, ending = printable.strip(" .").rpartition(".")
    if not dot:
        stem, ending = ending, ""
    return (stem[:LONGEST_NAME] + dot + ending[:20]) or "extract"


def _free(folder: Path, name: str) -> Path:
    """A path in the folder that nothing has yet."""
    file, number = folder / name, 2
    while file.exists():
        file = folder / f"{Path(name).stem} ({number}){Path(name).suffix}"
        number += 1
    return file


def _dated(file: Path, entry: zipfile.ZipInfo) -> None:
    """Keep the day on which the file was made: no event in it can be later."""
    try:
        at = dt.datetime(*entry.date_time).timestamp()
    except (ValueError, OverflowError):
        return
    os.utime(file, (at, at))
