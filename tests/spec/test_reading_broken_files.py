"""Each kind of broken file gets one clear message, and nothing is left half-written."""

import gzip
import io
import random
import tracemalloc
import zipfile
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from equity_lens.errors import UnreadableFile
from equity_lens.ingestion.reading import opening, read_text
from equity_lens.ingestion.reading.opening import LONGEST_LINE

GOOD = b"Provider,Pathway,Clock start\n" + b"R1A,P1,2026-04-01\n" * 50


def refused(tmp_path: Path, data: bytes, name: str = "extract.csv") -> str:
    file, work = tmp_path / name, tmp_path / "work"
    work.mkdir(exist_ok=True)
    file.write_bytes(data)
    with pytest.raises(UnreadableFile) as problem:
        read_text(file, work=work)
    message = str(problem.value)
    assert problem.value.exit_code == 3
    assert problem.value.remedy
    assert name in message
    return message


def test_an_empty_file(tmp_path):
    assert "is empty" in refused(tmp_path, b"")


def test_an_empty_file_inside_gzip(tmp_path):
    assert "is empty" in refused(tmp_path, gzip.compress(b""), "extract.csv.gz")


def test_nothing_but_blank_lines(tmp_path):
    assert "nothing but blank lines" in refused(tmp_path, b"\n\r\n  \n")


def test_a_header_only(tmp_path):
    assert "has a header and no rows" in refused(tmp_path, b"Provider,Pathway\n")


def test_a_header_and_blank_lines_only(tmp_path):
    assert "has a header and no rows" in refused(tmp_path, b"Provider,Pathway\n\n,\n")


def test_no_line_as_wide_as_the_header(tmp_path):
    message = refused(tmp_path, b"Provider,Pathway,Clock\nR1A,1\nR1A,2\n")
    assert "None of its 2 lines has 3 cells" in message


def test_a_header_narrower_than_the_rows(tmp_path):
    message = refused(tmp_path, b"Provider,Pathway\n" + b"R1A,1,2026-01-01,x\n" * 5)
    assert "line 1 has 2 cells and most lines below have 4" in message


def test_names_that_stand_twice_whatever_their_case(tmp_path):
    message = refused(tmp_path, b"Sex,SEX,Age,Age,Age\n1,2,3,4,5\n")
    assert "`Sex` is the name of 2 columns" in message
    assert "`Age` is the name of 3 columns" in message


@pytest.mark.parametrize("tail", [b"", b"\n"], ids=["in order", "out of order"])
def test_the_header_again_inside(tmp_path, tail):
    # 1 header + 50 rows, so the second header is on line 52, or 53 after a blank line.
    message = refused(tmp_path, GOOD + tail + GOOD)
    assert f"header stands again on line {53 if tail else 52}" in message


def test_all_faults_are_told_at_once(tmp_path):
    header = b"Sex,Sex,Age\n"
    message = refused(tmp_path, header + b"1,2,3\n" + header)
    assert "`Sex` is the name of 2 columns" in message
    assert "again on line 3" in message


@pytest.mark.parametrize(
    "start",
    [
        b"<html><body><table><tr><td>Provider</td></tr></table></body></html>",
        b"\xef\xbb\xbf\r\n<!DOCTYPE html>\n<table></table>",
        b"<TABLE border=1><tr><td>x</td></tr></TABLE>",
    ],
)
def test_a_web_page_saved_as_xls(tmp_path, start):
    assert "is a web page (HTML)" in refused(tmp_path, start, "report.xls")


def test_a_web_page_inside_gzip(tmp_path):
    assert "is a web page" in refused(tmp_path, gzip.compress(b"<html></html>"), "x.csv.gz")


def test_a_spreadsheet_in_xml_and_a_pdf(tmp_path):
    assert "a document and not a table" in refused(tmp_path, b"<?xml version='1.0'?><Workbook/>")
    assert "a document and not a table" in refused(tmp_path, b"%PDF-1.7\n...")


def test_binary_rubbish(tmp_path):
    assert "is not text" in refused(tmp_path, bytes(range(32)) * 100)
    assert "is not text" in refused(tmp_path, random.Random(1).randbytes(5000))


@pytest.mark.parametrize("kept", [30, 200, 395])
def test_gzip_cut_short(tmp_path, kept):
    rows = "".join(f"R1A,{random.Random(i).random()},2026-04-01\n" for i in range(5000))
    packed = gzip.compress(b"Provider,Pathway,Clock start\n" + rows.encode())
    message = refused(tmp_path, packed[: kept * len(packed) // 400], "extract.csv.gz")
    assert "is a gzip file that is cut short or damaged" in message


def test_gzip_that_unpacks_to_far_more_than_an_extract_would(tmp_path, monkeypatch):
    # So much is always allowed; less of it makes the test quick.
    monkeypatch.setattr(opening, "ALWAYS_ALLOWED", 1 << 20)
    rows = (b"R1A," + b"0" * 2000 + b",2026-04-01\n") * 10_000
    packed = gzip.compress(b"Provider,Pathway,Clock start\n" + rows)
    message = refused(tmp_path, packed, "bomb.csv.gz")
    assert "unpacks to more than 300 times its size" in message


def test_one_gigantic_line_is_refused_after_a_bounded_read(tmp_path):
    """4 GB of one line: sparse on the disk, and never read beyond its first megabytes."""
    file = tmp_path / "huge.csv"
    with file.open("wb") as out:
        out.write(b"R1A," * 300_000)
        out.truncate(4 << 30)
    tracemalloc.start()
    with pytest.raises(UnreadableFile, match="line 1 is longer than"):
        read_text(file, work=tmp_path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 100 << 20


@pytest.mark.parametrize("before", [GOOD, GOOD + b"\n"], ids=["in order", "out of order"])
@pytest.mark.parametrize("length", [LONGEST_LINE + 1, 6 << 20])
def test_a_line_in_the_middle_that_is_far_too_long(tmp_path, before, length):
    data = before + b"R1A," + b"x" * length + b",2026-04-01\n" + GOOD[29:]
    assert f"line {52 + (before != GOOD)} is longer than" in refused(tmp_path, data)


def test_a_zip_file_and_a_damaged_workbook(tmp_path):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as out:
        out.writestr("extract.csv", GOOD)
    assert "is a zip file" in refused(tmp_path, packed.getvalue(), "extract.zip")
    cut = packed.getvalue()[:60]
    assert "cut short or damaged" in refused(tmp_path, cut, "extract.xlsx")


def workbook(*sheets: list[list]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(f"Sheet {number + 1}")
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_workbooks_without_a_table(tmp_path):
    assert "no sheet with a table" in refused(tmp_path, workbook([["A title"]]), "a.xlsx")
    assert "has a header and no rows" in refused(tmp_path, workbook([["a", "b"]]), "b.xlsx")


def test_a_workbook_with_one_table_on_two_sheets(tmp_path):
    sheet = [["a", "b"], [1, 2]]
    message = refused(tmp_path, workbook(sheet, sheet), "months.xlsx")
    assert "the same table on 2 sheets: Sheet 1, Sheet 2" in message


def test_workbook_columns_of_one_name(tmp_path):
    message = refused(tmp_path, workbook([["Age", "Age"], [1, 2]]), "twice.xlsx")
    assert "`Age` is the name of 2 columns" in message


def test_a_workbook_with_a_password(tmp_path, old_excel):
    data = old_excel.container("EncryptedPackage", b"\1" * 5000)
    assert "protected by a password" in refused(tmp_path, data, "secret.xlsx")


def test_an_old_word_document(tmp_path, old_excel):
    data = old_excel.container("WordDocument", b"\1" * 5000)
    assert "no Excel workbook" in refused(tmp_path, data, "list.xls")


def test_parquet_cut_short_or_without_rows(tmp_path):
    out = io.BytesIO()
    pq.write_table(pa.table({"a": [1, 2], "b": ["x", "y"]}), out)
    message = refused(tmp_path, out.getvalue()[:-20], "extract.parquet")
    assert "is a Parquet file that is cut short or damaged" in message
    empty = io.BytesIO()
    pq.write_table(pa.table({"a": pa.array([], pa.int64())}), empty)
    assert "no rows" in refused(tmp_path, empty.getvalue(), "empty.parquet")


def test_a_file_that_is_not_there_and_a_folder(tmp_path):
    with pytest.raises(UnreadableFile, match="was not found"):
        read_text(tmp_path / "none.csv", work=tmp_path)
    with pytest.raises(UnreadableFile, match="is a folder"):
        read_text(tmp_path, work=tmp_path)


def test_no_message_holds_a_cell(tmp_path):
    cell = b"9434765919"
    for data in (
        GOOD + cell + b"\n" + GOOD,
        b"Provider,Pathway\n" + (cell + b",1,2,3\n") * 5,
        b"a,b,c\n" + cell + b"\n",
    ):
        assert cell.decode() not in refused(tmp_path, data)
