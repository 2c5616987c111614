"""Whatever the bytes, every physical line of a file is accounted for.

The oracle is how the file was made: each piece of it is written together with what it must become.
"""

import csv
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from equity_lens.engine import arrow, open_engine
from equity_lens.errors import UnreadableFile
from equity_lens.ingestion.reading import TextTable, read_text, repairing

HEADER = ["Provider", "Pathway", "Clock start"]
WIDTH = len(HEADER)
DELIMITERS = [",", ";", "\t", "|"]

plain = st.text(st.sampled_from("abcXYZ019 -/é£"), min_size=1, max_size=6)
awkward = st.text(st.sampled_from('ab",;\t|\n é'), max_size=6)
a_row = st.lists(plain, min_size=WIDTH, max_size=WIDTH)

slowly = settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(scope="module", params=[24, 1 << 17], ids=["short stretches", "long stretches"])
def engine(request):
    """The engine; and files repaired in stretches so short that every test meets their joins."""
    with pytest.MonkeyPatch.context() as patch, open_engine(threads=2) as con:
        patch.setattr(repairing, "_STRETCH", request.param)
        yield con


def read(data: bytes, engine) -> tuple[TextTable, list[list[str | None]]]:
    with tempfile.TemporaryDirectory() as work:
        file = Path(work) / "extract.csv"
        file.write_bytes(data)
        table = read_text(file, work=Path(work))
        found = arrow(engine, table.relation_sql())
        table.reconcile(found.num_rows)
        return table, [list(row.values()) for row in found.to_pylist()]


def accounted_for(table: TextTable, rows: list[list[str | None]]) -> int:
    """Physical lines of the header, the rows (a cell may hold line breaks), the rest."""
    in_rows = sum(1 + sum((cell or "").count("\n") for cell in row) for row in rows)
    malformed = sum(len(lines) for lines in table.malformed.values())
    return 1 + in_rows + malformed + table.blank + table.titles


# Each piece: its bytes without line end, and the row it must become, or the word for its fate.
good = a_row.map(lambda cells: (",".join(cells).encode(), cells))
blank = st.sampled_from([b"", b"   ", b"\t", b",,", b'"","",""']).map(lambda b: (b, "blank"))
short = st.lists(plain, min_size=1, max_size=WIDTH - 1).map(
    lambda cells: (("x" + ",".join(cells)).encode(), "malformed")
)
long = st.lists(plain, min_size=WIDTH + 1, max_size=WIDTH + 3).map(
    lambda cells: (",".join(cells).encode(), "malformed")
)
with_a_nul = a_row.map(lambda cells: (",".join(cells).encode() + b"\x00", "malformed"))
not_text = a_row.map(lambda cells: (",".join(cells).encode() + b"\x81", "malformed"))
slipped_quote = a_row.map(lambda cells: (('"' + ",".join(cells)).encode(), "malformed"))
stray_quotes = a_row.map(lambda cells: (('"a"b' + ",".join(cells)).encode(), "malformed"))
in_windows_1252 = a_row.map(
    lambda cells: ("ü".encode("cp1252") + ",".join(cells).encode(), "recoded")
)


@slowly
@given(
    st.lists(
        st.tuples(
            st.one_of(good, good, blank, short, long, with_a_nul, not_text, stray_quotes),
            st.sampled_from([b"\n", b"\r\n"]),
        ),
        max_size=20,
    ),
    st.booleans(),
)
def test_rows_malformed_lines_and_blanks_are_what_was_written(engine, pieces, ends_with_newline):
    good_rows = b"R1A,P,2026-01-01\n" * 30
    body = b"".join(text + end for (text, _), end in pieces) + good_rows
    data = b"Provider,Pathway,Clock start\n" + body
    if not ends_with_newline:
        data = data.removesuffix(b"\n")
    fates = [fate for (_, fate), _ in pieces]
    rows_wanted = [fate for fate in fates if isinstance(fate, list)]
    lines_wanted = [i for i, fate in enumerate(fates, start=2) if isinstance(fate, list)]
    table, rows = read(data, engine)
    assert rows[:-30] == [list(row) for row in rows_wanted]
    assert table.lines_of(range(table.rows - 30)).tolist() == lines_wanted
    assert sorted(line for lines in table.malformed.values() for line in lines) == [
        i for i, fate in enumerate(fates, start=2) if fate == "malformed"
    ]
    assert table.blank == fates.count("blank")
    assert accounted_for(table, rows) == len(pieces) + 31


@slowly
@given(st.lists(st.one_of(good, good, slipped_quote), max_size=20))
def test_a_slipped_quotation_mark_takes_no_other_line_with_it(engine, pieces):
    data = b"".join(text + b"\n" for text, _ in [(b"a,b,c", None), *pieces, (b"x,y,z", None)])
    table, rows = read(data, engine)
    marks = sum(fate == "malformed" for _, fate in pieces)
    # Two slips may enclose lines between them; a lone one must cost its own line only.
    if marks == 1:
        assert table.rows == len(pieces)
    assert accounted_for(table, rows) == len(pieces) + 2


@slowly
@given(
    st.lists(st.lists(awkward, min_size=WIDTH, max_size=WIDTH).filter(any), min_size=1),
    st.sampled_from(DELIMITERS),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["utf-8", "utf-8-sig"]),
)
def test_what_a_spreadsheet_writes_comes_back_cell_by_cell(
    engine, wanted, delimiter, quoting, ending, encoding
):
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, quoting=quoting, lineterminator=ending)
    writer.writerow(HEADER)
    writer.writerows([["R1A", "P", "2026-01-01"], *wanted])
    table, rows = read(text.getvalue().encode(encoding), engine)
    assert not table.malformed
    assert rows[1:] == [[cell or None for cell in row] for row in wanted]
    assert table.delimiter == delimiter


@slowly
@given(
    st.binary(max_size=200), st.lists(st.sampled_from(list(b'a,"\n\r\x00 \xc3\xa9')), max_size=200)
)
def test_random_bytes_lose_no_line(engine, rubbish, nasty):
    data = b"a,b,c\n1,2,3\n" + rubbish + bytes(nasty)
    physical = data.count(b"\n") + (not data.endswith(b"\n"))
    try:
        table, rows = read(data, engine)
    except UnreadableFile:
        return
    assert accounted_for(table, rows) == physical


@slowly
@given(st.lists(st.one_of(good, in_windows_1252), min_size=1, max_size=20))
def test_each_line_is_read_in_utf8_or_else_in_windows_1252(engine, pieces):
    data = b"a,b,c\nx,y,z\n" + b"".join(text + b"\n" for text, _ in pieces)
    table, rows = read(data, engine)
    assert not table.malformed
    for (raw, fate), row in zip(pieces, rows[1:], strict=True):
        if fate == "recoded":
            assert row[0][0] == "ü"
        else:
            assert row == fate, raw


def test_a_long_file_with_slips_in_many_places(engine):
    """Row i of 20,000 is "R1A,i,...": after every 700th comes a blank line, every 900th lacks a
    cell, and every 1,100th has a line break in a cell."""
    pieces, lines, line = ["Provider,Number,Text"], [], 2
    for i in range(20_000):
        text = '"one\ntwo"' if i % 1100 == 1 else "x" * (i % 50)
        pieces.append(f"R1A,{i}" if i % 900 == 2 else f"R1A,{i},{text}")
        if i % 900 != 2:
            lines.append(line)
        line += 2 if i % 1100 == 1 and i % 900 != 2 else 1
        if i % 700 == 3:
            pieces.append("")
            line += 1
    table, rows = read(("\n".join(pieces) + "\n").encode(), engine)
    # 20,000 / 900 = 22.2, so 23 rows are short; 20,000 / 700 = 28.6, so 29 lines are blank.
    assert (table.rows, table.blank) == (20_000 - 23, 29)
    assert table.rows_read == 20_000
    assert [int(row[1]) for row in rows] == [i for i in range(20_000) if i % 900 != 2]
    assert table.lines_of(range(table.rows)).tolist() == lines
