"""What kinds of file an analyst may drop, and that each comes back as the same text."""

import codecs
import datetime as dt
import gzip
import hashlib
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from equity_lens.engine import arrow, open_engine
from equity_lens.ingestion.reading import TextTable, read_text

HEADER = ("NHS Number", "Surname", "Clock start")
ROWS = [("9434765919", "Zoë", "01/04/2026"), ("", "O'Neill, Ann", "2026-04-02")]
RECORDS = Path(__file__).parents[1] / "data" / "records"


@pytest.fixture(scope="module")
def engine():
    with open_engine(threads=2) as con:
        yield con


@pytest.fixture
def read(tmp_path, engine):
    def reading(data: bytes, name: str = "extract.csv") -> tuple[TextTable, list[tuple]]:
        file = tmp_path / name
        file.write_bytes(data)
        table = read_text(file, work=tmp_path)
        found = arrow(engine, table.relation_sql())
        table.reconcile(found.num_rows)
        return table, [tuple(row.values()) for row in found.to_pylist()]

    return reading


def as_csv(delimiter: str = ",", end: str = "\n", header=HEADER, rows=ROWS) -> str:
    def line(cells):
        return delimiter.join(f'"{c}"' if delimiter in c else c for c in cells) + end

    return line(header) + "".join(map(line, rows))


EXPECTED = [("9434765919", "Zoë", "01/04/2026"), (None, "O'Neill, Ann", "2026-04-02")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_usual_delimiter_is_found(read, delimiter):
    table, rows = read(as_csv(delimiter).encode())
    assert (table.delimiter, table.columns, rows) == (delimiter, HEADER, EXPECTED)


@pytest.mark.parametrize(
    ("encoded", "called"),
    [
        (as_csv().encode("utf-8"), "UTF-8"),
        (as_csv().encode("utf-8-sig"), "UTF-8 with BOM"),
        (as_csv().encode("cp1252"), "Windows-1252"),
        (codecs.BOM_UTF16_LE + as_csv().encode("utf-16-le"), "UTF-16"),
        (codecs.BOM_UTF16_BE + as_csv().encode("utf-16-be"), "UTF-16"),
        (as_csv().encode("utf-16-le"), "UTF-16-LE"),
    ],
)
def test_any_usual_encoding_is_found(read, encoded, called):
    table, rows = read(encoded)
    assert (table.encoding, table.columns, rows) == (called, HEADER, EXPECTED)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_end_will_do(read, end):
    table, rows = read(as_csv(end=end).encode())
    assert (table.columns, rows) == (HEADER, EXPECTED)
    assert not table.malformed


def test_gzip_is_unpacked_and_the_hash_is_of_the_file_as_it_is(read):
    packed = gzip.compress(as_csv().encode())
    table, rows = read(packed, "extract.csv.gz")
    assert rows == EXPECTED
    assert table.sha256 == hashlib.sha256(packed).hexdigest()


def test_a_name_with_a_star_or_brackets_is_one_file(read, tmp_path):
    read(as_csv(rows=[("1", "2", "3")]).encode(), "extract f 21.csv")
    for name in ("extract [final] *1.csv", "extract [f] ?1.csv"):
        assert read(as_csv().encode(), name)[1] == EXPECTED
    pq.write_table(pa.table({"a": ["x"]}), tmp_path / "a [1]*.parquet")
    assert read((tmp_path / "a [1]*.parquet").read_bytes(), "b [2]*.parquet")[1] == [("x",)]


def test_a_name_that_runs_over_lines_is_put_on_one(read):
    table, _ = read(b'"Clock\nstart  date",Pro\x00vider\n2026-04-01,R1A\n')
    assert table.columns == ("Clock start date", "Provider")


def test_the_delimiter_that_excel_states_on_the_first_line_is_believed(read):
    table, rows = read(("sep=;\n" + as_csv(";")).encode())
    assert (table.delimiter, rows, table.titles) == (";", EXPECTED, 1)


def test_a_title_and_blank_lines_above_the_header_are_counted_and_passed_over(read):
    table, rows = read(("Waiting list as at 31 October\n\n" + as_csv()).encode())
    assert (table.columns, rows) == (HEADER, EXPECTED)
    assert (table.titles, table.blank) == (1, 1)
    # Header on line 3, so the rows stand on lines 4 and 5.
    assert table.lines_of([0, 1]).tolist() == [4, 5]


def test_a_column_without_a_name_is_called_by_its_place(read):
    table, _ = read(b"Provider,,Age\nR1A,x,4\n")
    assert table.columns == ("Provider", "column 2", "Age")


def test_lines_are_found_again_after_cells_with_line_breaks_and_malformed_lines(read):
    table, rows = read(b'a,b\n1,"two\nlines"\nonly one\n\n3,4\n')
    assert rows == [("1", "two\nlines"), ("3", "4")]
    assert table.lines_of([0, 1]).tolist() == [2, 6]
    assert {reason: lines.tolist() for reason, lines in table.malformed.items()} == {
        "fewer cells than the header has columns": [4]
    }
    assert (table.blank, table.rows_read) == (1, 3)


def test_every_malformed_line_has_its_reason(read):
    table, rows = read(
        b"a,b\n1,2\n1\n1,2,3\n\x81,2\n1,\x00\n1,a\rb\n"
        + b'"x"y,2\n'
        + b'"open,2\n'
        + b"".join(b"%d,2\n" % i for i in range(200))
    )
    assert {reason: lines.tolist() for reason, lines in table.malformed.items()} == {
        "fewer cells than the header has columns": [3],
        "more cells than the header has columns": [4],
        "characters that are neither UTF-8 nor Windows-1252": [5],
        "a NUL character": [6],
        "a carriage return inside a cell": [7],
        "quotation marks inside a cell that is in quotation marks": [8],
        "a quotation mark that is never closed": [9],
    }
    assert table.rows == len(rows) == 201


def test_an_excel_sheet_is_read_as_a_person_would_type_it(read, tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Read me"
    book.active.append(["This workbook was exported on Monday"])
    sheet = book.create_sheet("PTL")
    sheet.append(["Waiting list"])
    sheet.append(["NHS Number", "Born", "Seen", "Cost", "Urgent", "At", "Code"])
    sheet.append(
        [
            9434765919,
            dt.date(1980, 1, 2),
            dt.datetime(2026, 5, 6, 7, 8),
            1.5,
            True,
            dt.time(9, 15),
            "0943",
        ]
    )
    sheet.append([])
    sheet.append([9434765870, None, "n/k", 2.0, False, None, "7"])
    book.save(tmp_path / "ptl.xlsx")
    table, rows = read((tmp_path / "ptl.xlsx").read_bytes(), "again.xlsx")
    assert table.columns == ("NHS Number", "Born", "Seen", "Cost", "Urgent", "At", "Code")
    assert rows == [
        ("9434765919", "1980-01-02", "2026-05-06 07:08:00", "1.5", "TRUE", "09:15:00", "0943"),
        ("9434765870", None, "n/k", "2", "FALSE", None, "7"),
    ]
    assert table.lines_of([0, 1]).tolist() == [3, 5]
    assert (table.titles, table.blank) == (1, 1)


def test_an_old_excel_workbook_is_read_whatever_its_name(read, old_excel):
    data = old_excel.workbook([["NHS No", "Age"], [9434765919.0, 12.5], ["0943", 3.0]])
    table, rows = read(data, "export.csv")
    assert table.kind == "excel"
    assert rows == [("9434765919", "12.5"), ("0943", "3")]


def test_parquet_keeps_whole_numbers_whole_and_dates_iso(read, tmp_path):
    typed = pa.table(
        {
            "nhs": pa.array([9434765919.0, None]),
            "age": pa.array([4, 5], pa.int8()),
            "born": pa.array([dt.date(1980, 1, 2), None]),
            "note": ["a", ""],
        }
    )
    pq.write_table(typed, tmp_path / "typed.parquet")
    table, rows = read((tmp_path / "typed.parquet").read_bytes(), "again.parquet")
    assert rows == [("9434765919", "4", "1980-01-02", "a"), (None, "5", None, None)]
    assert table.lines_of([1]).tolist() == [2]


@pytest.mark.parametrize(
    ("name", "rows", "columns"),
    [("hes_artificial_ae_2007-08.csv", 1000, 165), ("hes_artificial_apc_2001-02.csv", 2075, 193)],
)
def test_the_artificial_hospital_records_come_whole(read, name, rows, columns):
    table, found = read((RECORDS / name).read_bytes())
    assert (table.rows, len(found), len(table.columns)) == (rows, rows, columns)
    assert not table.malformed


def test_what_is_shown_of_a_table_holds_no_cell(read):
    table, _ = read(as_csv().encode())
    assert "9434765919" not in repr(table)
