"""A figure is one figure: on the page, in Word, in Excel, in the CSV and in the JSON.

What each format should show is worked out here from the CSV, by rounding its published value.
"""

import csv
import json
from decimal import ROUND_HALF_UP, Decimal

import docx
import lxml.html
import openpyxl
import pytest

from equity_lens.reports.document import Table

POINTS = "difference in proportion"
SHORTHAND = {"missing": "[x]", "suppressed": "[c]"}
PLACES = {"people": 0, "events": 0, "proportion": 1, POINTS: 1, "ratio": 2, "per 100,000": 1}
PLACES |= {"weeks": 0, "difference in weeks": 0, "difference in per 100,000": 1}
PLACES |= {"probability": 3}


def rounded(text, unit):
    """A published value at the places in which it is shown; percent and points in hundredths."""
    exact = Decimal(text) * (100 if unit in ("proportion", POINTS) else 1)
    kept = exact.quantize(Decimal(1).scaleb(-PLACES[unit]), rounding=ROUND_HALF_UP)
    kept = kept if kept else abs(kept)
    return f"{kept:,}".replace("-", "−") + ("%" if unit == "proportion" else "")


def shown(row):
    """The text of one figure of the CSV, as a table of the paper should show it."""
    return SHORTHAND.get(row["state"]) or rounded(row["value"], row["unit"])


def interval(row):
    if row["state"] != "number":
        return SHORTHAND[row["state"]]
    if not row["lower"]:
        return "[x]"
    return " to ".join(rounded(row[limit], row["unit"]) for limit in ("lower", "upper"))


@pytest.fixture(scope="module")
def figures(paper_files):
    with paper_files["results.csv"].open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def groups(figures):
    """The figures of each group: (measure title, dimension, subgroup label) to statistic to row."""
    found = {}
    for row in figures:
        if row["subgroup"] and not row["statistic"].startswith(
            ("trend", "funnel", "rows", "share_")
        ):
            of = row["measure_title"], row["dimension"], row["subgroup_label"]
            found.setdefault(of, {})[row["statistic"]] = row
    return found


@pytest.fixture(scope="module")
def page_tables(paper_files):
    """Each table of the page: caption, header, rows."""
    page = lxml.html.fromstring(paper_files["paper.html"].read_text("utf-8"))
    return [
        (
            table.findtext("caption"),
            [cell.text_content() for cell in table.findall("thead/tr/th")],
            [[cell.text_content() for cell in row] for row in table.findall("tbody/tr")],
        )
        for table in page.iter("table")
    ]


def test_every_figure_of_every_table_on_the_page_is_the_published_figure(
    sample_release, groups, page_tables
):
    tables = {caption.split(". ", 1)[1]: (header, rows) for caption, header, rows in page_tables}
    checked = 0
    for profile in sample_release.profiles:
        start = f"{profile.measure.title}, by {profile.dimension.title.lower()},"
        held = [tables[caption] for caption in tables if caption.startswith(start)]
        if not profile.dimension.in_findings:
            continue
        header, rows = held[0]
        every = profile.groups + profile.unknown
        assert len(rows) == len(every)
        for row, group in zip(rows, every, strict=True):
            of = groups[profile.measure.title, profile.dimension.key, group.subgroup.label]
            expected = {
                profile.measure.numerator.label: shown(of["numerator"]),
                profile.measure.denominator.label: shown(of["denominator"]),
                "Value: interval": interval(of["value"]),
                "Gap: interval": interval(of["gap"]),
                "Ratio": shown(of["ratio"]),
                "Ratio: interval": interval(of["ratio"]),
                "People affected, about": shown(of["people_affected"]),
                "Share of all": shown(of["share"]),
            }
            cells = dict(zip(header, row, strict=True))
            for heading, cell in cells.items():
                if heading.startswith("Value ("):
                    assert cell == shown(of["value"])
                elif heading.startswith("Gap ("):
                    assert cell == shown(of["gap"])
                elif heading in expected:
                    assert cell == expected[heading], (profile.measure.title, heading)
                checked += 1
    assert checked > 400


def test_word_holds_the_same_tables_as_the_page(paper_files, page_tables):
    word = docx.Document(str(paper_files["paper.docx"]))
    _, *tables = word.tables  # the first is the headline figures
    assert len(tables) == len(page_tables)
    for table, (_, header, rows) in zip(tables, page_tables, strict=True):
        cells = [
            ["".join(t.text for t in cell.iter(f"{W}t")) for cell in row.iter(f"{W}tc")]
            for row in table._tbl.iter(f"{W}tr")
        ]
        assert cells == [header, *rows]


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def test_word_and_the_page_show_the_same_headlines_and_gaps(paper_files):
    page = lxml.html.fromstring(paper_files["paper.html"].read_text("utf-8"))
    numbers = [dd.text_content() for dd in page.find_class("number")]
    table = docx.Document(str(paper_files["paper.docx"])).tables[0]
    told = [
        cell.paragraphs[0].text for row in table.rows[1:] for cell in (row.cells[1], row.cells[2])
    ]
    assert told == numbers
    assert "7.9 percentage points" in numbers


def test_the_page_and_word_are_made_of_one_document(paper_document, page_tables):
    blocks = [b for b in paper_document.paper + paper_document.annex if isinstance(b, Table)]
    for block, (caption, header, rows) in zip(blocks, page_tables, strict=True):
        assert caption == f"Table {block.number}. {block.caption}"
        assert tuple(header) == block.header
        assert tuple(map(tuple, rows)) == block.rows


def test_the_json_holds_the_rows_of_the_csv(paper_files, figures):
    held = json.loads(paper_files["results.json"].read_text("utf-8"))["figures"]
    assert len(held) == len(figures)
    for ours, theirs in zip(held, figures, strict=True):
        for name, value in ours.items():
            text = "" if value is None else str(value)
            assert theirs[name] == text, name


def test_the_workbook_shows_each_group_as_the_csv_rounds_it(paper_files, groups, sample_release):
    book = openpyxl.load_workbook(paper_files["tables.xlsx"])
    checked = 0
    for profile in sample_release.profiles:
        sheet = next(s for s in book if s["A1"].value == profile.measure.title)
        lines = [list(row) for row in sheet.iter_rows()]
        top = next(i for i, line in enumerate(lines) if line[0].value == "Organisation")
        header = [cell.value for cell in lines[top]]
        for line in lines[top + 1 :]:
            cells = dict(zip(header, line, strict=True))
            if cells["Compared by"].value != profile.dimension.title:
                continue
            label = cells["Group"].value
            of = groups[profile.measure.title, profile.dimension.key, label]
            for heading, cell in cells.items():
                statistic = {
                    profile.measure.numerator.label: "numerator",
                    profile.measure.denominator.label: "denominator",
                    "Ratio": "ratio",
                    "People affected, about": "people_affected",
                    "Share of all": "share",
                    "q value": "q_value",
                }.get(heading)
                statistic = "value" if heading.startswith("Value (") else statistic
                statistic = "gap" if heading.startswith("Gap (") else statistic
                if statistic is None:
                    continue
                row = of[statistic]
                if row["state"] == "number":
                    assert cell.value == float(row["value"])
                    assert as_excel_shows(cell) == shown(row).replace("−", "-").rstrip("%")
                else:
                    assert cell.value == SHORTHAND[row["state"]]
                checked += 1
    assert checked > 300


def as_excel_shows(cell):
    """A number in the cell's own format: only the four kinds of format that we use."""
    exact = Decimal(repr(float(cell.value)))
    percent = cell.number_format.endswith("%")
    places = len(cell.number_format.rstrip("%").partition(".")[2])
    exact = exact * 100 if percent else exact
    kept = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    kept = kept if kept else abs(kept)
    return f"{kept:,}" if "," in cell.number_format else str(kept)
