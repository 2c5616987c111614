"""The tidy files: one row for each figure, with all that is needed to know what it is."""

import csv
import io
import json
from collections import Counter
from dataclasses import replace

import pytest

from equity_lens.disclosure.released import State
from equity_lens.measures.measure import Measure
from equity_lens.reference.vocabulary import Subgroup
from equity_lens.reports.figures import digits, published, rows
from equity_lens.reports.results_csv import results_csv
from equity_lens.reports.results_json import results_json

PROMISED = [
    *("organisation", "period", "measure", "version", "dimension", "subgroup", "reference"),
    *("statistic", "value", "lower", "upper", "confidence", "unit", "state", "reason"),
    *("edition", "policy", "source"),
]


@pytest.fixture(scope="module")
def figures(paper_files):
    with paper_files["results.csv"].open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def results(paper_files):
    return json.loads(paper_files["results.json"].read_text("utf-8"))


def one(figures, **wanted):
    found = [row for row in figures if all(row[name] == text for name, text in wanted.items())]
    assert len(found) == 1, (wanted, len(found))
    return found[0]


def test_the_csv_has_the_promised_columns_first(figures):
    assert list(figures[0])[: len(PROMISED)] == PROMISED


def test_the_most_deprived_fifth_of_the_waiting_list_is_one_row_for_each_statistic(figures):
    of = {"measure": "waiting-within-18-weeks", "dimension": "imd_quintile", "subgroup": "1"}
    value = one(figures, **of, statistic="value")
    # 5,180 of 9,100 = 0.56923076...; six significant digits
    assert (value["value"], value["unit"], value["state"]) == ("0.569231", "proportion", "number")
    assert (value["reference"], value["version"], value["edition"]) == ("5", "1", "IMD 2025")
    assert (value["organisation"], value["period"]) == ("RZZ", "2026-10-31")
    assert (value["policy"], value["confidence"]) == ("hes", "0.95")
    assert value["source"] == f"waiting-list-2026-10-31.csv sha256:{'9f2c' * 16}"
    assert one(figures, **of, statistic="numerator")["value"] == "5180"
    assert one(figures, **of, statistic="denominator")["value"] == "9100"
    assert one(figures, **of, statistic="people_affected")["value"] == "720"
    gap = one(figures, **of, statistic="gap")
    # 5180/9100 - 4925/7600
    assert float(gap["value"]) == pytest.approx(-0.0787955)
    assert float(gap["lower"]) < float(gap["value"]) < float(gap["upper"])


def test_no_two_rows_are_the_same_figure(figures):
    names = ("organisation", "period", "measure", "dimension", "subgroup", "statistic", "source")
    most, times = Counter(tuple(row[n] for n in names) for row in figures).most_common(1)[0]
    assert times == 1, most


def test_missing_and_suppressed_are_states_with_a_reason_and_never_nought(figures):
    states = {row["state"] for row in figures}
    assert states == {"number", "missing", "suppressed"}
    for row in figures:
        if row["state"] == "number":
            assert row["value"] != ""
        else:
            assert (row["value"], row["lower"], row["upper"]) == ("", "", "")
    withheld = one(
        figures,
        measure="waiting-over-52-weeks",
        dimension="ethnic_group",
        subgroup="2",
        statistic="numerator",
    )
    assert (withheld["state"], withheld["reason"]) == ("suppressed", "fewer than 8 people")


def test_nought_is_nought(figures):
    row = one(
        figures,
        measure="waiting-over-52-weeks",
        dimension="ethnic_group",
        subgroup="5",
        statistic="numerator",
    )
    assert (row["value"], row["state"]) == ("0", "number")


def test_every_row_says_that_the_data_are_synthetic(figures, results):
    assert {row["synthetic"] for row in figures} == {"true"}
    assert results["synthetic"] is True


def test_trends_funnels_and_rows_of_files_are_figures_too(figures):
    last = {"measure": "waiting-within-18-weeks", "period": "2026-10"}
    assert one(figures, **last, statistic="trend_gap")["value"] == "0.079"
    ours = one(figures, organisation="RZZ", statistic="funnel_value")
    assert ours["value"] == "-0.079"
    assert one(figures, statistic="rows_read")["value"] == "41200"
    assert one(figures, statistic="rows_rejected")["value"] == "312"
    duplicates = one(figures, statistic="rows_rejected_for", subgroup="duplicate")
    assert duplicates["value"] == "37"


def test_numbers_are_published_with_six_significant_digits_and_counts_whole():
    assert digits(1 / 3) == 0.333333
    assert digits(1234.5678) == 1234.57
    assert digits(7_312_345.0) == 7312345
    assert digits(0.0) == 0
    assert digits(-0.00012345678) == -0.000123457


def test_text_that_a_spreadsheet_would_run_is_quoted(sample_release):
    profile = sample_release.profiles[1]
    sly = replace(profile.groups[0], subgroup=Subgroup("=cmd", "@sum(A1)"))
    changed = replace(profile, groups=(sly, *profile.groups[1:]))
    text = results_csv(rows(replace(sample_release, profiles=(changed,))))
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert "'=cmd" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "@"))]


def test_a_measure_that_is_a_count_has_a_count_and_a_share_of_those_known(sample_release):
    profile = sample_release.profiles[1]
    size = replace(profile.measure, id="waiting-list-size", value="count")
    counted = replace(profile, measure=size)
    made = [r for r in rows(replace(sample_release, profiles=(counted,))) if r.subgroup == "1"]
    statistics = [row.statistic for row in made]
    assert statistics[:2] == ["count", "value"]
    assert "numerator" not in statistics
    assert made[0].value == 9100


def test_the_json_says_where_everything_came_from(results, sample_release):
    assert results["policy"] == {
        "name": "hes",
        "described": sample_release.policy_described,
        "figures_withheld": 4,
    }
    assert results["software"] == "equity-lens 0.1.0"
    assert [source["sha256"] for source in results["sources"]] == ["9f2c" * 16, "41ab" * 16]
    assert results["ledgers"][0]["rejected"] == 312
    defined = {measure["id"]: measure for measure in results["measures"]}
    assert defined["waiting-within-18-weeks"]["review_by"] == "2027-04-01"
    assert defined["waiting-within-18-weeks"]["standards"][0]["value"] == 0.92


def test_the_json_has_each_finding_in_words_with_its_grade_and_reasons(results):
    first, second, *_ = results["findings"]
    assert (first["rank"], first["grade"]) == (1, "act")
    assert "56.9%" in second["sentence"]
    assert "64.8%" in second["sentence"]
    assert second["reasons"]


def test_the_json_is_json_without_not_a_number(paper_files):
    text = paper_files["results.json"].read_text("utf-8")
    json.loads(text, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))


def test_a_thing_that_has_no_place_in_json_is_refused(sample_release):
    strange = replace(sample_release.profiles[1].measure, review_by=object())
    assert isinstance(strange, Measure)
    profile = replace(sample_release.profiles[1], measure=strange)
    with pytest.raises(TypeError):
        results_json(replace(sample_release, profiles=(profile,)), [], title="x")


def test_publishing_changes_no_state_and_loses_no_figure(sample_release):
    before, after = list(rows(sample_release)), list(rows(published(sample_release)))
    assert [(r.statistic, r.state) for r in before] == [(r.statistic, r.state) for r in after]
    for one_before, one_after in zip(before, after, strict=True):
        if one_before.state == State.NUMBER.value:
            assert one_after.value == pytest.approx(one_before.value, rel=1e-5)
