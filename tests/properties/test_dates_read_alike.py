"""What we say of a written date, and what the engine makes of it, are the same thing."""

import datetime as dt

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from equity_lens.engine import open_engine
from equity_lens.ingestion.dates import EARLIEST, LATEST, decide
from equity_lens.ingestion.spellings import read

WAYS = [
    "%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d %m %Y", "%d%m%Y",
    "%d-%b-%Y", "%d %b %Y", "%d%b%Y", "%d %B %Y", "%d/%m/%y", "%d-%b-%y",
]  # fmt: skip
TIMES = ["", " 09:15", " 09:15:00", " 9:15", "T09:15:00"]

days = st.dates(dt.date(1930, 1, 1), dt.date(2029, 12, 31))


@pytest.fixture(scope="module")
def engine():
    with open_engine(threads=2) as con:
        yield con


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(days, min_size=1, max_size=20), st.sampled_from(WAYS), st.sampled_from(TIMES))
def test_a_day_written_in_any_known_way_comes_back(engine, wanted, way, time):
    # Two figures of a year need a century, so only years from 1969 to 2029 come back unaided.
    wanted = [day.replace(year=1969) if "%y" in way and day.year < 1969 else day for day in wanted]
    cells = [day.strftime(way) + time for day in [*wanted, dt.date(2025, 12, 25)]]
    engine.create_table("days", pa.table({"day": cells}), overwrite=True)
    column = decide(engine, "SELECT * FROM days", {"day": "day"}, name="x")["day"]
    found = column.date(engine.table("days").day).name("day").to_pyarrow().to_pylist()
    assert found == [*wanted, dt.date(2025, 12, 25)]
    assert column.unreadable == 0


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.one_of(
            st.text(st.sampled_from("0123456789/-. Japn"), max_size=11),
            st.builds(lambda day, way: day.strftime(way), days, st.sampled_from(WAYS)),
        ),
        max_size=25,
    )
)
def test_in_a_column_of_all_kinds_each_cell_is_read_as_we_said_or_not_at_all(engine, cells):
    engine.create_table("days", pa.table({"day": [*cells, "2026-04-25"]}), overwrite=True)
    stated = {"day": "day/month/year"}
    column = decide(engine, "SELECT * FROM days", {"day": "day"}, name="x", stated=stated)["day"]
    found = column.date(engine.table("days").day).name("day").to_pyarrow().to_pylist()
    unreadable = 0
    for cell, day in zip(cells, found, strict=False):
        spelling = read(cell.strip())
        form = spelling.clear or spelling.day_first
        unreadable += bool(cell.strip()) and not form
        wanted = dt.datetime.strptime(cell.strip(), form).date() if form else None
        assert day == (wanted if wanted and EARLIEST <= wanted <= LATEST else None)
    assert column.unreadable == unreadable
