"""What must never leave an extract: planted values are looked for in every byte that is written."""

import datetime as dt
import hashlib
import os
import stat

import pyarrow.parquet as pq
import pytest

from equity_lens.engine import connect
from equity_lens.errors import EquityLensError
from equity_lens.ingestion.prepare import prepare, steps
from equity_lens.ingestion.prepare.pseudonyms import KEY_FILE, prefix_of

CENSUS = dt.date(2026, 10, 31)
KEY = b"a key for the tests, 32 bytes long"

# Each stands in the extract, some in several spellings; none may stand in anything we write.
PLANTED = {
    "NHS Number": "943 476 5919",
    "Surname": "Featherstonehaugh",
    "Address Line 1": "17 Quagmire Rise",
    "Date of Birth": "1931-07-23",
    "Postcode": "HG2 8EB",
    "Pathway ID": "PATHWAY77310",
    "Comments": "waits for the ferryman",
    "Telephone": "01632960001",
    "Favourite Colour": "xanthic",
}
SPELT_OTHERWISE = ["9434765919", "HG28EB", "23/07/1931", "19310723", "hg2 8eb", "PATHWAY"]


def planted_row(extracts) -> dict[str, str]:
    return extracts.waiting(1, **PLANTED)


def bytes_below(folder) -> bytes:
    return b"\n".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def assert_clean(text: bytes | str) -> None:
    found = text if isinstance(text, bytes) else text.encode()
    for value in [*PLANTED.values(), *SPELT_OTHERWISE]:
        assert value.encode() not in found, "a planted value was written"
        assert value.encode("utf-16-le") not in found, "a planted value was written"


def test_no_identifier_is_in_any_byte_of_the_store(extracts, tmp_path):
    rows = [planted_row(extracts), extracts.waiting(2), extracts.waiting(3, Provider="XYZ")]
    rows = [PLANTED | row for row in rows]
    (tmp_path / "extract").mkdir()
    file = extracts.write_csv(tmp_path / "extract" / "list.csv", rows)
    out = tmp_path / "out"
    made = prepare(file, store=out / "store", as_at=CENSUS)
    names = sorted(path.name for path in out.rglob("*"))
    assert names == [
        KEY_FILE, "records.parquet", "rejected-rows.csv", "store", "store.json",
    ]  # fmt: skip
    assert_clean(bytes_below(out))
    # Parquet packs its columns: the same again, unpacked.
    assert_clean(str(pq.read_table(made.store.records).to_pylist()))
    assert_clean(str(made))
    assert made.ledger.accepted == 2


def test_columns_that_say_who_somebody_is_are_not_even_read(extracts, tmp_path, monkeypatch):
    statements: list[str] = []
    real = connect.run

    def listening(con, sql, **choices):
        statements.append(sql)
        return real(con, sql, **choices)

    monkeypatch.setattr("equity_lens.ingestion.prepare.extract.run", listening)
    file = extracts.write_csv(tmp_path / "list.csv", [planted_row(extracts)])
    prepare(file, store=tmp_path / "store", key=KEY, as_at=CENSUS)
    read = next(sql for sql in statements if "extract_text" in sql)
    assert '"Postcode"' in read.split(" FROM ")[0]
    for column in ("Surname", "Address Line 1", "Comments", "Telephone", "Favourite Colour"):
        assert column not in read.split(" FROM ")[0]


@pytest.mark.parametrize(
    "spoiled",
    [
        {"RTT Start Date": "Featherstonehaugh"},  # a cell that cannot be read
        {"Provider": "Featherstonehaugh"},
        {"Ethnicity": "17 Quagmire Rise", "Gender": "HG2 8EB"},
        {
            "Treatment Function": "Featherstonehaugh's own specialty, of more than sixty letters long"
        },
        {"Site": "17 Quagmire Rise"},
    ],
    ids=lambda spoiled: next(iter(spoiled)),
)
def test_a_cell_in_the_wrong_column_is_in_no_message_and_no_list(extracts, tmp_path, spoiled):
    (tmp_path / "extract").mkdir()
    rows = [planted_row(extracts) | spoiled]
    file = extracts.write_csv(tmp_path / "extract" / "list.csv", rows)
    told: list[str] = []
    try:
        made = prepare(
            file, store=tmp_path / "out" / "store", key=KEY, as_at=CENSUS, progress=told.append
        )
    except EquityLensError as refused:
        assert_clean(str(refused) + repr(refused) + repr(refused.__cause__))
    else:
        assert_clean(str(made.ledger))
        listed = made.ledger.rejects_file.read_bytes()
        assert_clean(listed)
    assert_clean("\n".join(told))


def test_a_database_error_is_told_without_what_it_quotes(extracts, tmp_path, monkeypatch):
    def stumble(con, *_, **__):
        con.raw_sql("SELECT CAST('Featherstonehaugh' AS INTEGER)").fetchall()

    monkeypatch.setattr(steps, "read_rows", stumble)
    file = extracts.write_csv(tmp_path / "list.csv", [planted_row(extracts)])
    with pytest.raises(EquityLensError) as refused:
        prepare(file, store=tmp_path / "store", key=KEY, as_at=CENSUS)
    assert "could not be prepared" in str(refused.value)
    assert refused.value.__suppress_context__
    assert_clean(str(refused.value))
    assert not (tmp_path / "store").exists()


def test_a_pseudonym_is_the_first_64_bits_of_a_keyed_hash_however_the_number_is_spaced(
    extracts, tmp_path
):
    spellings = ["9434765919", "943 476 5919", " 943-476-5919", "943\u00a0476\u00a05919"]
    rows = [extracts.waiting(i, **{"NHS Number": text}) for i, text in enumerate(spellings)]
    rows += [extracts.waiting(8, **{"NHS Number": text}) for text in ("", "943476591", "none")]
    for i, row in enumerate(rows):
        row["Pathway ID"] = f"P{i}"
    file = extracts.write_csv(tmp_path / "list.csv", rows)
    made = prepare(file, store=tmp_path / "store", key=KEY, as_at=CENSUS)
    people = [row["person"] for row in extracts.decoded(made.store)]
    digest = hashlib.sha256(f"{prefix_of(KEY)}9434765919".encode()).hexdigest()
    assert people == [int(digest[:16], 16)] * 4 + [None] * 3
    assert made.ledger.warnings_by_column["NHS Number"] == {
        "not an NHS number of ten digits; person treated as not known": 2
    }


def test_another_key_makes_other_people(extracts, tmp_path):
    file = extracts.write_csv(tmp_path / "list.csv", [extracts.waiting(1)])
    keys = [b"k" * 32, b"k" * 32, b"l" * 32]
    people = [
        extracts.decoded(prepare(file, store=tmp_path / "s", key=key, as_at=CENSUS).store)[0][
            "person"
        ]
        for key in keys
    ]
    assert people[0] == people[1] != people[2]


def test_a_key_made_at_random_is_kept_for_its_owner_only_and_used_again(extracts, tmp_path):
    file = extracts.write_csv(tmp_path / "list.csv", [extracts.waiting(1)])
    out = tmp_path / "out"
    one = prepare(file, store=out / "october", as_at=CENSUS).store
    other = prepare(file, store=out / "november", as_at=CENSUS).store
    assert extracts.decoded(one)[0]["person"] == extracts.decoded(other)[0]["person"]
    key = out / KEY_FILE
    assert len(key.read_bytes()) == 32
    if os.name == "posix":
        assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert key.read_bytes() not in bytes_below(one.folder)


def test_a_key_that_is_too_short_is_refused(extracts, tmp_path):
    file = extracts.write_csv(tmp_path / "list.csv", [extracts.waiting(1)])
    with pytest.raises(EquityLensError, match="needs at least 16"):
        prepare(file, store=tmp_path / "store", key=b"short", as_at=CENSUS)
    (tmp_path / KEY_FILE).write_bytes(b"cut off")
    with pytest.raises(EquityLensError, match="does not hold a key"):
        prepare(file, store=tmp_path / "store", as_at=CENSUS)


def test_only_the_owner_can_enter_the_folder_while_rows_pass_through_it(
    extracts, tmp_path, monkeypatch
):
    modes: list[int] = []
    real = steps.read_rows

    def looking(*args, work, **kwargs):
        modes.extend(stat.S_IMODE(folder.stat().st_mode) for folder in (work, work.parent))
        return real(*args, work=work, **kwargs)

    monkeypatch.setattr(steps, "read_rows", looking)
    file = extracts.write_csv(tmp_path / "list.csv", [extracts.waiting(1)])
    prepare(file, store=tmp_path / "store", key=KEY, as_at=CENSUS)
    if os.name == "posix":
        assert modes == [0o700, 0o700]
    assert not (tmp_path / "store" / "work").exists()


def test_what_the_temporary_file_holds_while_a_run_lasts_names_nobody(
    extracts, tmp_path, monkeypatch
):
    seen: list[bytes] = []
    real = steps.read_rows

    def looking(*args, work, **kwargs):
        extract = real(*args, work=work, **kwargs)
        file = work / "derived.parquet"
        seen.extend([file.read_bytes(), str(pq.read_table(file).to_pylist()).encode()])
        return extract

    monkeypatch.setattr(steps, "read_rows", looking)
    file = extracts.write_csv(tmp_path / "list.csv", [planted_row(extracts)])
    prepare(file, store=tmp_path / "store", key=KEY, as_at=CENSUS)
    for found in seen:
        assert_clean(found)
