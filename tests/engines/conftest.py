"""Small prepared stores, written without the product's own ingestion."""

import importlib.util
from pathlib import Path
from types import SimpleNamespace

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from equity_lens.cells import Source
from equity_lens.contracts.load import contracts
from equity_lens.engine import open_engine
from equity_lens.reference.vocabularies import (
    AGE_BAND5,
    AREA_STATE,
    ETHNIC_CATEGORY,
    IMD_DECILE,
    IMD_QUINTILE_LOCAL,
    SEX,
    YES_NO,
)
from equity_lens.reference.vocabulary import Subgroup, Vocabulary
from equity_lens.store import Store, load, save

CODED = {
    "imd_decile": IMD_DECILE,
    "imd_quintile_local": IMD_QUINTILE_LOCAL,
    "area_state": AREA_STATE,
    "ethnic_category": ETHNIC_CATEGORY,
    "sex": SEX,
    "age_band5": AGE_BAND5,
}
NUMBERS = {"age": pa.uint8(), "weeks_waited": pa.uint16(), "minutes_in_department": pa.uint16()}


def vocabularies_for(contract, columns, rows):
    """A vocabulary for each coded column: ours, the contract's codes, or the codes as found."""
    made = {}
    for column in columns:
        if column in NUMBERS or column in ("organisation", "period", "person"):
            continue
        if column in CODED:
            made[column] = CODED[column]
        elif column.startswith("plus_"):
            made[column] = Vocabulary(column, YES_NO.subgroups)
        else:
            declared = contracts()[contract]
            codes = declared.field(column).codes if declared.has(column) else {}
            found = codes or sorted({row[column] for row in rows if row[column] is not None})
            keys = [*(key for key in found if key != "not_known"), "not_known"]
            subgroups = tuple(Subgroup(key, f"Code {key}", key != "not_known") for key in keys)
            made[column] = Vocabulary(column, subgroups)
    return made


def write_store(folder, contract, rows, *, organisations, periods, edition="IMD 2025"):
    """Rows of text keys and numbers (None: an empty cell) as a prepared store."""
    folder.mkdir(parents=True, exist_ok=True)
    columns = tuple(rows[0])
    vocabularies = vocabularies_for(contract, columns, rows)
    codes = {"organisation": {k: i for i, k in enumerate(organisations)}}
    codes["period"] = {k: i for i, k in enumerate(periods)}
    for column, vocabulary in vocabularies.items():
        codes[column] = {each.key: i for i, each in enumerate(vocabulary.subgroups)}
    ordered = sorted(
        rows,
        key=lambda row: (
            codes["organisation"][row["organisation"]],
            codes["period"][row["period"]],
        ),
    )
    arrays = {}
    for column in columns:
        if column in NUMBERS:
            arrays[column] = pa.array([row[column] for row in ordered], NUMBERS[column])
        else:
            values = [
                None if row[column] is None else codes[column][row[column]] for row in ordered
            ]
            wide = column in ("organisation", "period") or len(codes[column]) > 255
            arrays[column] = pa.array(values, pa.uint16() if wide else pa.uint8())
    pq.write_table(pa.table(arrays), folder / "records.parquet")
    store = Store(
        folder=folder,
        contract=contract,
        source=Source("extract.csv", "0" * 64, contract, edition=edition),
        organisations=tuple(organisations),
        periods=tuple(periods),
        vocabularies=vocabularies,
        columns=columns,
        rows=len(rows),
    )
    save(store)
    return load(folder)


@pytest.fixture(scope="session")
def stores(tmp_path_factory):
    """A function that writes a small store to a folder of its own."""

    def write(contract, rows, **given):
        return write_store(tmp_path_factory.mktemp("store") / "s", contract, rows, **given)

    return write


@pytest.fixture(scope="session")
def engine():
    with open_engine(threads=1) as opened:
        yield opened


@pytest.fixture(scope="session")
def plain_python() -> SimpleNamespace:
    """The slow second implementation, ``plain_python.py`` beside this file."""
    path = Path(__file__).with_name("plain_python.py")
    spec = importlib.util.spec_from_file_location("equity_lens_tests_plain_python", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
