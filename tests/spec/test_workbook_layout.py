"""The workbook, read by software that did not write it, against the Government's good practice.

Government Analysis Function, Releasing statistics in spreadsheets (2021, updated 2023).
"""

import openpyxl
import pytest

SHORTHAND = ("[c]", "[x]")


@pytest.fixture(scope="module")
def book(paper_files):
    return openpyxl.load_workbook(paper_files["tables.xlsx"])


def tables(book):
    return [(sheet, table) for sheet in book for table in sheet.tables.values()]


def test_the_workbook_opens_with_cover_contents_and_notes(book):
    assert book.sheetnames[:3] == ["Cover", "Contents", "Notes"]


def test_every_other_sheet_has_one_marked_up_table_and_a_title_in_its_first_cell(book):
    for sheet in book.worksheets[1:]:
        assert len(sheet.tables) == 1, sheet.title
        assert sheet["A1"].value
        assert "This sheet contains one table." in [row[0].value for row in sheet.iter_rows()]


def test_tables_start_in_the_first_column_and_hold_no_empty_or_merged_cell(book):
    for sheet, table in tables(book):
        assert table.ref.startswith("A")
        assert not sheet.merged_cells.ranges
        for row in sheet[table.ref]:
            assert all(cell.value not in (None, "") for cell in row), sheet.title


def test_no_row_or_column_is_hidden_or_blank_above_a_table(book):
    for sheet in book.worksheets:
        assert not [r for r, d in sheet.row_dimensions.items() if d.hidden]
        assert not [c for c, d in sheet.column_dimensions.items() if d.hidden]
        assert all(row[0].value for row in sheet.iter_rows()), sheet.title


def test_column_headings_are_marked_and_differ(book):
    for sheet, table in tables(book):
        header = [cell.value for cell in sheet[table.ref][0]]
        assert len(set(header)) == len(header), sheet.title
        assert table.headerRowCount in (None, 1)


def links(sheet):
    """Where the links of a sheet lead, within the workbook."""
    held = [cell.hyperlink for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    return [link.location.split("!")[0].strip("'") for link in held]


def test_contents_link_to_every_sheet_and_each_sheet_links_back(book):
    others = [name for name in book.sheetnames if name not in ("Cover", "Contents")]
    assert links(book["Contents"]) == others
    for name in others:
        assert links(book[name]) == ["Contents"]


def test_numbers_are_numbers_and_what_is_no_number_is_shorthand(book):
    sheet = next(sheet for sheet in book if sheet["A1"].value == "Waiting over 52 weeks")
    (table,) = sheet.tables.values()
    header, *rows = sheet[table.ref]
    names = [cell.value for cell in header]
    numeric = names[names.index("Waiting more than 52 weeks") : names.index("Source")]
    kinds = set()
    for row in rows:
        cells = dict(zip(names, row, strict=True))
        for name in numeric:
            value = cells[name].value
            assert isinstance(value, int | float) or value in SHORTHAND, (name, value)
            kinds.add("number" if isinstance(value, int | float) else value)
    assert kinds == {"number", "[c]", "[x]"}


def test_the_notes_explain_the_shorthand(book):
    told = {row[0].value: row[1].value for row in book["Notes"].iter_rows(min_row=1, max_col=2)}
    assert "withheld" in told["[c]"]
    assert "Not available" in told["[x]"]


def test_nought_is_a_number_and_never_shorthand(book):
    sheet = next(sheet for sheet in book if sheet["A1"].value == "Waiting over 52 weeks")
    noughts = [c for row in sheet.iter_rows() for c in row if c.value == 0 and c.column == 6]
    assert len(noughts) == 2  # nobody of no fixed abode; nobody of another ethnic group


def test_synthetic_data_are_called_so_on_every_sheet(book):
    for sheet in book.worksheets:
        told = [row[0].value for row in sheet.iter_rows(max_col=1)]
        assert "Synthetic data: for demonstration only." in told, sheet.title
        assert "Synthetic data: for demonstration only" in sheet.oddHeader.center.text


def test_the_workbook_says_what_it_is_and_when_its_figures_are_from(book):
    assert book.properties.title == "Health inequalities: report to the board"
    assert book.properties.created.date().isoformat() == "2026-10-31"
