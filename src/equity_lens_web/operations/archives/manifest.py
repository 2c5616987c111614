"""What an archive says of itself, and the check that it arrived whole.

An archive is a zip file:

    manifest.json             this
    records/<model>.jsonl     the records of one kind, a line each
    home/<path>               a file of the home folder: prepared stores, papers, keys
"""

import hashlib
import json
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO

from equity_lens.errors import EquityLensError

FORMAT = 1
NAME = "manifest.json"
RECORDS = "records/"
HOME = "home/"
BLOCK = 1024 * 1024


@dataclass(frozen=True)
class Part:
    """One file of the archive."""

    sha256: str
    size: int


@dataclass
class Manifest:
    """``schema`` holds the last migration of each application; ``records`` counts each kind."""

    version: str
    made_at: str
    database: str
    schema: list[list[str]]
    records: dict[str, int] = field(default_factory=dict)
    parts: dict[str, Part] = field(default_factory=dict)
    format: int = FORMAT

    def to_json(self) -> str:
        """As it stands in the archive."""
        return json.dumps(asdict(self), indent=1, ensure_ascii=False)


def read(archive: zipfile.ZipFile) -> Manifest:
    """The manifest of an archive, after every part has been compared with its hash.

    Raises EquityLensError where the file is no archive of ours, is of a later format, or is not
    whole.
    """
    try:
        said = json.loads(archive.read(NAME))
        said["parts"] = {name: Part(**part) for name, part in said["parts"].items()}
        manifest = Manifest(**said)
    except (KeyError, TypeError, ValueError) as fault:
        raise EquityLensError(
            "This is not a backup that this release understands.",
            remedy="Give a file that `backup` made, or upgrade and try again.",
        ) from fault
    if manifest.format != FORMAT:
        raise EquityLensError(
            f"The backup was made by a later release ({manifest.version}).",
            remedy="Upgrade, then restore it.",
        )
    faults = list(_faults(archive, manifest))
    if faults:
        raise EquityLensError(
            "The backup is damaged. Nothing was changed.",
            faults=faults,
            remedy="Restore another copy of it.",
        )
    return manifest


def _faults(archive: zipfile.ZipFile, manifest: Manifest) -> Iterator[str]:
    present = {each.filename for each in archive.infolist()} - {NAME}
    for name in sorted(present - set(manifest.parts)):
        yield f"{name} does not belong to it."
    for name, part in manifest.parts.items():
        if name not in present:
            yield f"{name} is missing."
        elif not _is_inside(name):
            yield f"{name} would lie outside the home folder."
        else:
            try:
                with archive.open(name) as stream:
                    whole = digest(stream) == (part.sha256, part.size)
            except (zipfile.BadZipFile, EOFError, OSError, zipfile.zlib.error):  # type: ignore[attr-defined]
                whole = False
            if not whole:
                yield f"{name} is not as it was written."


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in name


def digest(stream: IO[bytes]) -> tuple[str, int]:
    """The SHA-256 of a stream, and how many bytes it has."""
    made, size = hashlib.sha256(), 0
    while block := stream.read(BLOCK):
        made.update(block)
        size += len(block)
    return made.hexdigest(), size


def open_archive(file: Path) -> zipfile.ZipFile:
    """Open an archive to read; a person's mistake gets a clear message."""
    try:
        return zipfile.ZipFile(file)
    except (OSError, zipfile.BadZipFile) as fault:
        raise EquityLensError(
            f"{file.name} cannot be opened as a backup.",
            remedy="Give the path of a file that `backup` made.",
        ) from fault
