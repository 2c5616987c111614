"""The engine is connected, bounded in time and memory, and tells nobody what it met."""

import time
from pathlib import Path

import pytest

from equity_lens.engine import arrow, open_engine, run
from equity_lens.errors import EquityLensError

ENDLESS = (
    "SELECT count(*) FROM range(100000000) AS a, range(100000000) AS b WHERE a.range + b.range = 7"
)


def test_a_query_that_takes_too_long_is_stopped_and_the_engine_goes_on():
    with open_engine(threads=2) as con:
        begun = time.monotonic()
        with pytest.raises(EquityLensError, match="took longer than 1 second"):
            arrow(con, ENDLESS, seconds=1)
        with pytest.raises(EquityLensError, match="was stopped"):
            run(con, f"CREATE TABLE never AS {ENDLESS}", seconds=1)
        assert time.monotonic() - begun < 30
        assert arrow(con, "SELECT 1 AS one").to_pylist() == [{"one": 1}]


def test_a_value_that_cannot_be_worked_with_is_not_shown():
    with open_engine() as con, pytest.raises(EquityLensError) as problem:
        arrow(con, "SELECT 'LS1 4AP'::DATE AS day")
    assert "LS1" not in str(problem.value)
    assert problem.value.__suppress_context__


def test_memory_is_bounded_and_want_of_it_is_told_plainly():
    with (
        open_engine(memory="50MB", threads=1) as con,
        pytest.raises(EquityLensError, match="not enough memory"),
    ):
        arrow(con, "SELECT list(range) AS everything FROM range(100000000)")


def test_rows_keep_the_order_of_the_file(tmp_path):
    lines = [f"{number},x" for number in range(300_000)]
    (tmp_path / "in_order.csv").write_text("n,x\n" + "\n".join(lines) + "\n", encoding="utf-8")
    with open_engine(threads=2) as con:
        run(
            con,
            f"CREATE TABLE rows AS SELECT * FROM read_csv('{tmp_path}/in_order.csv', "
            "auto_detect = false, header = true, columns = {'n': 'VARCHAR', 'x': 'VARCHAR'})",
        )
        astray = arrow(con, "SELECT count(*) AS astray FROM rows WHERE rowid <> n::BIGINT")
        assert astray.to_pylist() == [{"astray": 0}]


def test_nothing_is_fetched_from_outside_and_nothing_is_left_behind(tmp_path):
    with open_engine() as con:
        found = arrow(
            con,
            "SELECT name, value FROM duckdb_settings() WHERE name IN "
            "('autoinstall_known_extensions', 'autoload_known_extensions', 'enable_progress_bar')",
        )
        assert {row["value"] for row in found.to_pylist()} == {"false"}
        spill = arrow(con, "SELECT current_setting('temp_directory') AS folder")[0][0].as_py()
    assert not Path(spill).exists()
