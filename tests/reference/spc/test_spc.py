"""NHSRplotthedots 0.2.2 (Making Data Count): 64 XmR charts, point by point, and the rule of 2023."""

import csv
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from equity_lens.statistics import Rebase, moving_ranges, xmr

HERE = Path(__file__).parent
BETTER = {"increase": "higher", "decrease": "lower", "neutral": "neither"}
CAUSES = {
    "Above UCL": ("outside", 1),
    "Below LCL": ("outside", -1),
    "7 Point Trend (Increasing)": ("trend", 1),
    "7 Point Trend (Decreasing)": ("trend", -1),
    "2 in 3 Above CL": ("two in three", 1),
    "2 in 3 Below CL": ("two in three", -1),
    "7 Points Above CL": ("run", 1),
    "7 Points Below CL": ("run", -1),
    "Common Cause": ("", 0),
}
POINTS = {
    "special_cause_improvement": "improvement",
    "special_cause_concern": "concern",
    "special_cause_neutral_high": "neutral",
    "special_cause_neutral_low": "neutral",
    "common_cause": "common cause",
}


class Series(NamedTuple):
    """One series as the package was given it, sorted by date, in our words."""

    values: np.ndarray
    options: dict
    screened: bool


def rows(name):
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def number(text):
    return float(text) if text else float("nan")


def by_series(name):
    grouped = {}
    for row in rows(name):
        grouped.setdefault(row["series_id"], []).append(row)
    return grouped


@pytest.fixture(scope="module")
def series():
    points, made = by_series("input_points.csv"), {}
    for row in rows("series.csv"):
        given = sorted(points[row["series_id"]], key=lambda point: point["date"])
        dates = [point["date"] for point in given]
        since = [date for date in row["rebase_dates"].split(";") if date in dates]
        made[row["series_id"]] = Series(
            np.array([number(point["value"]) for point in given]),
            {
                "better": BETTER[row["improvement_direction"]],
                "target": number(row["target"]) if row["target"] else None,
                "rebases": [Rebase(dates.index(date), "as in the package's run") for date in since],
                "fix_after": int(row["fix_after_n_points"]) if row["fix_after_n_points"] else None,
                "periods": dates,
            },
            row["screen_outliers"] == "TRUE",
        )
    return made


@pytest.fixture(scope="module")
def expected():
    return by_series("expected_points.csv")


def chart(one, **other):
    return xmr(one.values, screened=one.screened, **one.options, **other)


def column(points, name):
    return [number(point[f"expected_{name}"]) for point in points]


def test_lines_agree_at_every_point(series, expected):
    compared = 0
    for name, points in expected.items():
        made = chart(series[name])
        for ours, theirs in (("centre", "mean"), ("lower", "lpl"), ("upper", "upl")):
            assert getattr(made, ours) == pytest.approx(
                column(points, theirs), rel=1e-9, nan_ok=True
            ), (name, theirs)
        compared += len(points)
    assert (len(expected), compared) == (64, 1516)


def test_moving_ranges_and_their_screening_agree_at_every_point(series, expected):
    for name, points in expected.items():
        one = series[name]
        made = moving_ranges(one.values, screened=one.screened, **one.options)
        for ours, theirs in (
            (made.size, "moving_range"),
            (np.where(made.used, made.size, np.nan), "moving_range_used"),
            (made.average, "average_moving_range"),
        ):
            assert ours == pytest.approx(column(points, theirs), rel=1e-9, nan_ok=True), name


def test_special_causes_agree_at_every_point_under_the_older_rule(series, expected):
    for name, points in expected.items():
        made = chart(series[name], two_sigma="before 2023")
        found = list(zip(made.rule.tolist(), made.side.tolist(), strict=True))
        assert found == [CAUSES[point["expected_special_cause_type"]] for point in points], name


def test_special_causes_agree_at_every_point_under_the_rule_of_2023(series, expected):
    changed = {
        (row["series_id"], row["index"]): row["special_cause_type_two_sigma_2023"]
        for row in rows("two_sigma_2023_variant.csv")
    }
    assert len(changed) == 13
    for name, points in expected.items():
        made = chart(series[name])
        found = list(zip(made.rule.tolist(), made.side.tolist(), strict=True))
        wanted = [
            changed.get((name, point["index"]), point["expected_special_cause_type"])
            for point in points
        ]
        assert found == [CAUSES[cause] for cause in wanted], name


def test_the_meaning_of_every_point_and_the_warning_for_few_agree(series, expected):
    for name, points in expected.items():
        made = chart(series[name], two_sigma="before 2023")
        known = made.meaning != "missing"
        meant = np.array([POINTS[point["expected_point_type"]] for point in points])
        assert (made.meaning == meant)[known].all(), name
        assert (meant == "common cause")[~known].all(), name
        warned = [point["expected_short_segment_warning"] == "TRUE" for point in points]
        assert made.few_points.tolist() == warned, name


def test_both_icons_agree(series):
    summary = rows("expected_summary.csv")
    assert len(summary) == 64
    for row in summary:
        made = chart(series[row["series_id"]], two_sigma="before 2023")
        assert made.variation == row["expected_variation_icon"].replace(
            "common_cause", "common cause"
        ).replace("_", " "), row["series_id"]
        assert made.assurance == row["expected_assurance_icon"], row["series_id"]
        special = np.count_nonzero(made.rule != "")
        assert special == int(row["expected_special_cause_count"]), row["series_id"]


def test_a_gap_in_a_trend_ends_it_where_the_package_stops(series):
    # Seven rising steps with the middle value missing: no six neighbouring rises are left.
    made = chart(series["missing_value_inside_trend"])
    assert "missing" in made.meaning
    assert "trend" not in made.rule
