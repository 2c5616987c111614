"""How a date column is read is decided from all its rows, or the file is refused: never a guess."""

import datetime as dt

import ibis
import pyarrow as pa
import pytest

from equity_lens.engine import open_engine
from equity_lens.errors import ContractNotMet
from equity_lens.ingestion.dates import decide
from equity_lens.ingestion.mapping import DATE_ORDERS

DAY_FIRST, MONTH_FIRST, YEAR_FIRST = DATE_ORDERS


@pytest.fixture(scope="module")
def engine():
    with open_engine(threads=2) as con:
        yield con


@pytest.fixture
def decided(engine):
    def deciding(stated=None, **columns: list[str | None]):
        engine.create_table("extract", columns_as_text(columns), overwrite=True)
        return decide(
            engine,
            "SELECT * FROM extract",
            {name: name for name in columns},
            name="extract.csv",
            stated=stated,
        )

    return deciding


@pytest.fixture
def read(engine, decided):
    """The days of one column, as they come out."""

    def reading(*cells: str | None, stated: str = "", latest=None) -> list[dt.date | None]:
        column = decided({"day": stated} if stated else None, day=list(cells))["day"]
        text = engine.table("extract").day
        return column.date(text, latest=latest).name("day").to_pyarrow().to_pylist()

    return reading


def columns_as_text(columns):
    return pa.table({name: pa.array(cells, pa.string()) for name, cells in columns.items()})


def refused(decided, stated=None, **columns) -> str:
    with pytest.raises(ContractNotMet) as problem:
        decided(stated, **columns)
    assert "mapping file" in problem.value.remedy
    return "\n".join(problem.value.faults)


APRIL_3 = dt.date(2026, 4, 3)


@pytest.mark.parametrize(
    "cell",
    [
        "2026-04-03",
        "2026-4-3",
        "2026/04/03",
        "20260403",
        "2026-04-03 09:15",
        "2026-04-03T09:15:00",
        "2026-04-03 09:15:00.000",
        "03-Apr-2026",
        "03-APR-2026 23:59:59",
        "3 April 2026",
        "03 apr 2026 9:05",
        "03APR2026",
        "03-Apr-26",
        " 2026-04-03 ",
    ],
)
def test_dates_that_can_be_read_in_one_way_only(read, cell):
    assert read(cell) == [APRIL_3]


@pytest.mark.parametrize("mark", ["/", "-", ".", " "])
@pytest.mark.parametrize("time", ["", " 09:15", " 9:15:30"])
def test_british_dates_are_read_once_a_row_decides(read, mark, time):
    cells = [mark.join(parts) + time for parts in (("03", "04", "2026"), ("25", "12", "2025"))]
    assert read(*cells) == [APRIL_3, dt.date(2025, 12, 25)]


def test_eight_figures_may_be_day_first(read):
    assert read("03042026", "25122025") == [APRIL_3, dt.date(2025, 12, 25)]


def test_blank_cells_decide_nothing_and_stay_blank(read):
    assert read("25/12/2025", None, "", "  ") == [dt.date(2025, 12, 25), None, None, None]


def test_a_column_of_blanks_is_no_fault(decided):
    assert decided(day=[None, ""])["day"].unreadable == 0


def test_rows_of_two_kinds_that_are_both_clear_are_both_read(read):
    assert read("2026-04-03", "25/12/2025", "03-Apr-26") == [
        APRIL_3,
        dt.date(2025, 12, 25),
        APRIL_3,
    ]


def test_a_column_in_which_nothing_decides_is_refused(decided):
    assert "nothing in the file decides" in refused(decided, day=["03/04/2026", "05/06/2026"])


def test_even_one_date_is_refused_if_it_could_be_two(decided):
    assert "rows that could be" in refused(decided, day=["03/04/2026"])


def test_a_day_that_is_also_its_month_is_in_no_doubt(read):
    assert read("04/04/2026") == [dt.date(2026, 4, 4)]


def test_another_column_of_the_file_may_decide(engine, decided):
    census, clock = ["01/04/2026"] * 2, ["25/12/2025", "03/04/2025"]
    columns = decided(census=census, clock=clock)
    assert columns["census"].formats == ("%d/%m/%Y",)


def test_another_column_cannot_decide_if_it_is_in_doubt_itself(decided):
    faults = refused(decided, census=["01/04/2026"] * 2, clock=["25/12/2025", "12/25/2025"])
    assert "`census`" in faults
    assert "`clock`" in faults


def test_day_first_and_month_first_in_one_column_are_refused(decided):
    faults = refused(decided, day=["25/12/2025", "25/11/2025", "12/25/2025"])
    assert "only be day/month/year: 2; only month/day/year: 1" in faults


def test_month_first_dates_are_refused_even_when_they_are_certain(decided):
    faults = refused(decided, day=["12/25/2025", "03/04/2026"])
    assert "only be day/month/year: 0; only month/day/year: 1" in faults


def test_a_spreadsheet_that_turned_dates_round_is_caught(decided):
    # 3, 4 and 5 April became 4 March, 4 April and 4 May; days after the 12th stayed text.
    turned = [f"2026-{day:02}-04" for day in range(3, 9)]
    left = [f"{day}/04/2026" for day in range(13, 19)]
    assert "turned" in refused(decided, day=turned + left)


def test_what_is_no_date_at_all_is_refused(decided):
    assert "dates that we can read: none" in refused(decided, day=["yes", "no", None])


def test_day_numbers_of_a_spreadsheet_are_named(decided):
    assert "day numbers of a spreadsheet" in refused(decided, day=["45321", "46000.5"])


def test_all_columns_are_told_at_once(decided):
    faults = refused(decided, a=["03/04/2026"], b=["x"], c=["12/25/2025"])
    assert len(faults.splitlines()) == 3


def test_no_message_holds_a_cell(decided):
    faults = refused(decided, a=["03/04/2026"], b=["secret"], c=["12/25/2025"])
    assert not any(cell in faults for cell in ("03/04/2026", "secret", "12/25/2025"))


def test_the_analyst_may_state_day_first(read):
    assert read("03/04/2026", stated=DAY_FIRST) == [APRIL_3]


def test_the_analyst_may_state_month_first(read):
    assert read("04/03/2026", "12/25/2025", "05/05/2026", stated=MONTH_FIRST) == [
        APRIL_3,
        dt.date(2025, 12, 25),
        dt.date(2026, 5, 5),
    ]


def test_rows_that_do_not_fit_what_was_stated_are_unreadable_and_counted(engine, decided):
    column = decided({"day": DAY_FIRST}, day=["03/04/2026", "12/25/2025", "rubbish"])["day"]
    assert column.unreadable == 2
    days = column.date(engine.table("extract").day).name("day").to_pyarrow().to_pylist()
    assert days == [APRIL_3, None, None]


def test_impossible_days_are_unreadable(engine, decided):
    column = decided(day=["25/12/2025", "31/02/2026", "00/01/2026", "29/02/2025"])["day"]
    assert column.unreadable == 3


@pytest.mark.parametrize("placeholder", ["1900-01-01", "1801-01-01", "9999-12-31"])
def test_placeholders_for_no_date_are_no_dates(read, placeholder):
    assert read(placeholder, "2026-04-03") == [None, APRIL_3]


def test_a_birth_year_of_two_figures_is_the_last_that_can_be(read):
    event = ibis.date("2026-04-30")
    assert read("05-MAR-47", "05-MAR-26", "05-MAY-26", latest=event) == [
        dt.date(1947, 3, 5),
        dt.date(2026, 3, 5),
        dt.date(1926, 5, 5),
    ]


def test_words_that_a_database_takes_for_dates_are_unreadable(read):
    assert read("2026-04-03", "epoch", "infinity") == [APRIL_3, None, None]
