"""Journey 1 from the command line: from the raw extract to the board paper.

The figures are those planted in the demonstration trust (demonstration/truths.toml), written out
here from the journey so that a slip in the planting cannot hide a slip in the finding.
"""

import csv
import re

import pytest
from click.testing import CliRunner

from equity_lens.cli import group
from equity_lens.demonstration.trust import write_trust

LATEST = "2026-10-31"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The paper of the demonstration trust, made by the command that an analyst would type."""
    folder = tmp_path_factory.mktemp("journey")
    trust = write_trust(folder / "data")
    arguments = [
        "paper", str(trust.waiting_list), str(trust.history), "--out", str(folder / "board"),
        "--organisation", trust.code, "--known-organisation", f"{trust.code}={trust.name}",
        "--synthetic",
    ]  # fmt: skip
    result = CliRunner().invoke(group, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return folder / "board", result.output


@pytest.fixture(scope="module")
def rows(made):
    with (made[0] / "results.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def figure(rows, statistic, *, measure="waiting-within-18-weeks", dimension="all", subgroup=""):
    (row,) = [
        row for row in rows
        if (row["measure"], row["dimension"], row["subgroup"], row["statistic"], row["period"])
        == (measure, dimension, subgroup, statistic, LATEST)
    ]  # fmt: skip
    return row


def percent(row, part="value"):
    return round(100 * float(row[part]), 1)


def test_every_row_of_the_extract_is_accounted_for(made):
    assert "41,200 rows read, 40,888 accepted, 312 rejected" in made[1]


def test_each_rejected_row_is_listed_with_its_line_and_reason_and_nothing_else(made):
    (listed,) = made[0].glob("rejected-rows-*.csv")
    with listed.open(newline="", encoding="utf-8") as file:
        rejected = list(csv.DictReader(file))
    reasons = [row["reason"] for row in rejected]
    counts = sorted(reasons.count(reason) for reason in set(reasons))
    assert counts == [37, 71, 204]
    assert all(row["line"].isdigit() for row in rejected)
    assert not re.search(r"\b999\d{7}\b|SYNP\d", listed.read_text(encoding="utf-8"))


def test_the_headline_is_the_planted_one(rows):
    assert percent(figure(rows, "overall")) == 61.4


def test_the_gap_between_the_fifths_is_the_planted_one(rows):
    most = {"dimension": "imd_quintile", "subgroup": "1"}
    assert percent(figure(rows, "value", **most)) == 56.9
    assert float(figure(rows, "denominator", **most)["value"]) == 9100
    least = {"dimension": "imd_quintile", "subgroup": "5"}
    assert percent(figure(rows, "value", **least)) == 64.8
    assert float(figure(rows, "denominator", **least)["value"]) == 7600
    gap = figure(rows, "gap", **most)
    assert (percent(gap), percent(gap, "lower"), percent(gap, "upper")) == (-7.9, -9.4, -6.4)
    assert float(figure(rows, "people_affected", **most)["value"]) == 720


def test_the_first_finding_is_the_planted_one_and_strong_enough_to_act(made):
    first = made[1].split("\n1. ")[1].split("\n")[0]
    for words in ("56.9%", "64.8%", "7.9 percentage points (95% interval 6.4 to 9.4)", "about 720",
                  "Strong enough to act"):  # fmt: skip
        assert words.lower() in first.lower()
    assert "caused" not in first


def test_completeness_is_the_planted_one(tmp_path):
    trust = write_trust(tmp_path)
    arguments = ["check", str(trust.waiting_list), "--known-organisation", f"{trust.code}=Trust"]
    output = CliRunner().invoke(group, arguments, catch_exceptions=False).output
    for line in (r"36,022\s+88.1%", r"2,617\s+6.4%", r"2,249\s+5.5%", r"\b213\s+0.5%",
                 r"204 .*clock start is after", r"71 .*provider is not known",
                 r"37 .*duplicate"):  # fmt: skip
        assert re.search(line, output), line


def test_no_deprivation_for_19_in_a_thousand(rows):
    assert percent(figure(rows, "share_unknown", dimension="imd_quintile")) == 1.9


def test_the_gap_has_been_above_its_mean_for_the_last_eight_months(rows):
    trend = [
        row for row in rows
        if row["measure"] == "waiting-within-18-weeks" and row["dimension"] == "imd_quintile"
        and row["statistic"] == "trend_gap" and row["subgroup"] == "1"
    ]  # fmt: skip
    gaps = [abs(float(row["value"])) for row in sorted(trend, key=lambda row: row["period"])]
    assert len(gaps) == 24
    mean = sum(gaps) / len(gaps)
    assert all(gap > mean for gap in gaps[-8:])
    assert not gaps[-9] > mean


def test_no_count_of_1_to_7_is_printed(rows):
    people = [
        float(row["value"]) for row in rows
        if row["statistic"] in ("numerator", "denominator", "count") and row["state"] == "number"
    ]  # fmt: skip
    assert people
    assert not [count for count in people if 1 <= count <= 7]


def test_suppressed_and_missing_figures_have_a_reason_and_no_value(rows):
    absent = [row for row in rows if row["state"] != "number"]
    assert {row["state"] for row in absent} == {"missing", "suppressed"}
    assert all(row["value"] == row["lower"] == row["upper"] == "" for row in absent)
    assert all(row["reason"] for row in absent)


def test_an_unrecognised_column_is_asked_for_once_and_remembered(tmp_path):
    trust = write_trust(tmp_path)
    trust.mapping.unlink()
    arguments = ["check", str(trust.waiting_list), "--known-organisation", f"{trust.code}=Trust"]
    asked = CliRunner().invoke(group, arguments)
    assert "14 of 17 columns were recognised" in str(asked.exception)
    text = trust.mapping.read_text(encoding="utf-8")
    for column in ("LD_FLG", "CARER_FLG", "ARMED_FORCES_FLG"):
        text = re.sub(rf'"{column}" = ""', f'"{column}" = "ignore"', text)
    trust.mapping.write_text(text, encoding="utf-8")
    again = CliRunner().invoke(group, arguments, catch_exceptions=False)
    assert again.exit_code == 0
