"""Which reference data there are: what was bundled, and what the user has loaded since.

Bundled data are listed in ``data/editions.toml``. A loaded edition is one Parquet file, in the
user's own folder, that carries its own entry; so it is there whole or not at all.
"""

import json
import os
import sys
import tomllib
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from equity_lens.errors import ReferenceMissing

ENTRY = b"equity_lens_edition"


@dataclass(frozen=True, slots=True)
class Edition:
    """One dated set of reference data, and who says so.

    ``kind`` is what it is of: deprivation, postcodes, areas, organisations, population, ethnicity
    or codes. ``published_on`` is ISO, as exact as is known ("2025-10"), or "" where the user did
    not say. ``sha256`` is that of the bundled file, or of the file that the user loaded.
    ``boundary`` is the LSOA vintage of a deprivation edition: "lsoa21" or "lsoa11".
    """

    kind: str
    name: str
    published_on: str
    source: str
    licence: str
    attribution: str
    rows: int
    sha256: str
    file: Path
    boundary: str = ""
    loaded: bool = False


def bundled_file(name: str) -> Path:
    """Path of a file that came with the software."""
    return Path(str(files("equity_lens.reference").joinpath("data", name)))


def own_folder() -> Path:
    """Where the user's own newer editions are kept; it may not exist yet.

    ``EQUITY_LENS_REFERENCE`` if it is set, else the usual data folder of the platform.
    """
    named = os.environ.get("EQUITY_LENS_REFERENCE")
    if named:
        return Path(named)
    home = Path.home()
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local"))
    elif sys.platform == "darwin":
        base = home / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME", home / ".local" / "share"))
    return base / "equity-lens" / "reference"


@cache
def bundled_editions() -> tuple[Edition, ...]:
    """The editions that came with the software, in the order of the catalogue."""
    listed = tomllib.loads(bundled_file("editions.toml").read_text("utf-8"))["edition"]
    return tuple(Edition(**entry | {"file": bundled_file(entry["file"])}) for entry in listed)


def loaded_editions() -> list[Edition]:
    """The editions that the user has loaded, by kind and name."""
    found = sorted(own_folder().glob("*.parquet")) if own_folder().is_dir() else []
    return [_entry_of(file) for file in found]


def _entry_of(file: Path) -> Edition:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        entry = json.loads((pq.read_schema(file).metadata or {})[ENTRY])
        return Edition(**entry, file=file)
    except (pa.ArrowException, OSError, KeyError, TypeError, ValueError) as problem:
        raise ReferenceMissing(
            f"{file.name}, in the folder of your own reference data, cannot be read.",
            remedy=f"Delete {file} and load that edition again.",
        ) from problem


def entry_for(edition: Edition) -> dict[bytes, bytes]:
    """What a loaded Parquet file says of itself."""
    described = asdict(edition)
    del described["file"]
    return {ENTRY: json.dumps(described, ensure_ascii=False).encode()}


def list_editions() -> list[Edition]:
    """Every edition: the user's own first within each kind, as those are the ones in use.

    >>> [edition.name for edition in list_editions() if edition.kind == "deprivation"][-2:]
    ['IMD 2025', 'IMD 2019']
    """
    bundled = bundled_editions()
    order = list(dict.fromkeys(edition.kind for edition in bundled))
    return sorted((*loaded_editions(), *bundled), key=lambda edition: order.index(edition.kind))


def newest(kind: str) -> Edition:
    """The edition of a kind that is in use: the user's own, or the bundled one."""
    return next(edition for edition in list_editions() if edition.kind == kind)
