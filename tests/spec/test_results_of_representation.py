"""Who is not here, in the files that hold every figure."""

import csv
import io
import json

import pytest

from equity_lens.disclosure.policy import policy
from equity_lens.disclosure.release import release
from equity_lens.reports.figures import published, rows
from equity_lens.reports.results_csv import results_csv
from equity_lens.reports.results_json import results_json


@pytest.fixture
def made(trusts):
    cells = trusts.trust(3, periods=1, size=(800, 801), measures=[trusts.LIST_SIZE])
    return published(
        release(
            cells,
            policy=policy("hes"),
            names=str,
            organisation="RX1",
            catchment=frozenset({"E08000035"}),
        )
    )


def test_the_file_holds_each_figure_of_who_is_not_here(made):
    written = list(csv.DictReader(io.StringIO(results_csv(rows(made)))))
    found = {
        (row["dimension"], row["subgroup"], row["statistic"]): row
        for row in written
        if row["reference"] == "residents"
    }
    for shown in made.representations:
        assert not shown.refusal or shown.dimension.key == "plus_carer"
        for group in () if shown.refusal else shown.groups:
            for name, figure in (
                ("observed", group.observed),
                ("expected", group.expected),
                ("representation_ratio", group.ratio),
                ("fewer_than_expected", group.fewer),
            ):
                row = found[shown.dimension.key, group.subgroup.key, name]
                assert row["state"] == figure.state.value
                assert row["reason"] == figure.reason
                assert (float(row["value"]) if row["value"] else None) == figure.value


def test_bounds_have_no_level_of_confidence_and_intervals_do(made):
    by_name = {}
    for row in rows(made):
        if row.lower is not None:
            by_name.setdefault(row.statistic, set()).add(row.confidence)
    assert by_name["representation_bounds"] == {None}
    assert by_name["representation_ratio"] == {0.95}


def test_where_nothing_can_be_expected_one_line_says_why(made):
    lines = [
        row for row in rows(made) if row.dimension == "plus_carer" and row.reference == "residents"
    ]
    assert [line.state for line in lines] == ["missing"]
    assert "No count of residents" in lines[0].reason


def test_the_json_says_population_year_area_and_sentence(made):
    read = json.loads(results_json(made, rows(made), title="Test"))
    sex = next(each for each in read["representations"] if each["dimension"] == "sex")
    assert sex["catchment"] == "Leeds"
    assert sex["population_year"] == "mid-2019"
    assert "ONS" in sex["population"]
    assert "would be expected" in sex["sentence"]
    assert sex["standardised_for_age_and_sex"] is False
