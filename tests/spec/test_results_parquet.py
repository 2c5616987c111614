"""The figures as Parquet, and the figures of a part of a release."""

import csv
import io
from dataclasses import replace

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from equity_lens.reports.figures import COLUMNS, published, rows
from equity_lens.reports.parts import rows_of
from equity_lens.reports.results_csv import results_csv
from equity_lens.reports.results_parquet import results_parquet, rows_of_parquet


@pytest.fixture(scope="module")
def release(sample_release):
    return published(sample_release)


@pytest.fixture(scope="module")
def content(release):
    return results_parquet(rows(release))


def test_the_columns_are_those_of_the_csv_and_numbers_are_numbers(content):
    schema = pq.read_schema(io.BytesIO(content))
    assert schema.names == list(COLUMNS)
    assert {schema.field(name).type for name in ("value", "lower", "upper")} == {pa.float64()}
    assert schema.field("version").type == pa.int32()
    assert schema.field("synthetic").type == pa.bool_()


def test_a_figure_that_is_no_number_is_null_with_its_state_and_never_nought(content):
    table = pq.read_table(io.BytesIO(content)).to_pylist()
    states = {row["state"] for row in table}
    assert states == {"number", "missing", "suppressed"}
    for row in table:
        assert (row["value"] is None) == (row["state"] != "number")


def test_every_line_of_the_csv_is_a_row_of_the_parquet_file(release, content):
    lines = list(csv.DictReader(io.StringIO(results_csv(rows(release)))))
    table = pq.read_table(io.BytesIO(content)).to_pylist()
    assert len(lines) == len(table)
    for line, row in zip(lines, table, strict=True):
        assert line["statistic"] == row["statistic"]
        assert (float(line["value"]) if line["value"] else None) == row["value"]


def test_rows_come_back_as_they_were_and_the_same_rows_are_the_same_bytes(release, content):
    assert rows_of_parquet(content) == list(rows(release))
    assert results_parquet(rows(release)) == content


def test_the_rows_of_a_part_are_those_of_the_whole_file(sample_release):
    # Given unrounded and out of a release without its parts, as a page would have them.
    head = replace(sample_release, profiles=(), trends=(), funnels=(), ledgers=(), findings=())
    whole = list(rows(published(sample_release)))
    parts = [
        *sample_release.profiles,
        *sample_release.representations,
        *sample_release.trends,
        *sample_release.funnels,
        *sample_release.ledgers,
    ]
    assert list(rows_of(head, parts)) == whole
    one = list(rows_of(head, [sample_release.profiles[1]]))
    assert one == [
        row for row in whole
        if (row.measure, row.dimension) == ("waiting-within-18-weeks", "imd_quintile")
        and not row.statistic.startswith(("trend", "funnel"))
    ]  # fmt: skip
