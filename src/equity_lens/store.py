"""The prepared store: what a patient-level extract becomes, once.

A folder with ``records.parquet`` (integer codes, sorted by organisation and period; a keyed hash
in place of the NHS number; no name, address, postcode or date of birth) and ``store.json``, which
says what each code means.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from equity_lens.cells import Source
from equity_lens.reference.vocabulary import Subgroup, Vocabulary


@dataclass(frozen=True)
class Store:
    """One prepared extract.

    ``vocabularies`` has an entry for each coded column of the records; a column of plain numbers
    (``weeks_waited``, ``age``, ``minutes_in_department``) has none. ``organisations`` and
    ``periods`` are what the codes of the columns of those names mean. Periods are ISO, ascending:
    a day ("2026-10-31") for a snapshot, a month ("2026-10") for events.
    """

    folder: Path
    contract: str
    source: Source
    organisations: tuple[str, ...]
    periods: tuple[str, ...]
    vocabularies: dict[str, Vocabulary]
    columns: tuple[str, ...]
    rows: int

    @property
    def records(self) -> Path:
        """The Parquet file."""
        return self.folder / "records.parquet"


def save(store: Store) -> None:
    """Write ``store.json`` beside the records, which must be there already."""
    described = {
        "contract": store.contract,
        "source": asdict(store.source),
        "organisations": store.organisations,
        "periods": store.periods,
        "vocabularies": {
            column: {
                "dimension": vocabulary.dimension,
                "subgroups": [asdict(subgroup) for subgroup in vocabulary.subgroups],
            }
            for column, vocabulary in store.vocabularies.items()
        },
        "columns": store.columns,
        "rows": store.rows,
    }
    text = json.dumps(described, indent=1, ensure_ascii=False)
    (store.folder / "store.json").write_text(text, encoding="utf-8")


def load(folder: Path) -> Store:
    """Read a store that ``save`` described."""
    described = json.loads((folder / "store.json").read_text(encoding="utf-8"))
    return Store(
        folder=folder,
        contract=described["contract"],
        source=Source(**described["source"]),
        organisations=tuple(described["organisations"]),
        periods=tuple(described["periods"]),
        vocabularies={
            column: Vocabulary(
                entry["dimension"], tuple(Subgroup(**subgroup) for subgroup in entry["subgroups"])
            )
            for column, entry in described["vocabularies"].items()
        },
        columns=tuple(described["columns"]),
        rows=described["rows"],
    )
