"""Statistics of data frames: any kind in, the same kind out, and nothing lost on the way."""

import datetime as dt
import importlib.util

import pandas as pd
import pyarrow as pa
import pytest

from equity_lens import tables
from equity_lens.engine import open_engine
from equity_lens.errors import ContractNotMet, InvalidCounts, StatisticRefused, TooFewGroups

KINDS = {"pandas": pd.DataFrame, "pyarrow": pa.table}
if importlib.util.find_spec("polars"):
    import polars as pl

    KINDS |= {"polars": pl.DataFrame, "polars, lazy": pl.LazyFrame}


@pytest.fixture(params=KINDS)
def make(request):
    return KINDS[request.param]


def listed(frame):
    """Columns as lists, missing as None, of whichever kind of frame."""
    if isinstance(frame, pd.DataFrame):
        return {
            name: [None if pd.isna(each) else each for each in column]
            for name, column in frame.items()
        }
    if hasattr(frame, "collect"):
        frame = frame.collect()
    return frame.to_pydict() if isinstance(frame, pa.Table) else frame.to_dict(as_series=False)


def close(*expected):
    return [each if each is None else pytest.approx(each, abs=5e-4) for each in expected]


def waits(**changes):
    return {"trust": ["B", "A", "B"], "seen": [30, 5180, 20], "of": [60, 9100, 40]} | changes


def proportions(frame, **changes):
    return tables.proportions(
        frame, **({"events": "seen", "population": "of", "by": "trust"} | changes)
    )


def test_rows_of_a_group_are_added_up_and_groups_are_sorted(make):
    # A: 5180 of 9100, Wilson 0.559 to 0.579 (docstring of `proportion`). B: 50 of 100; Wilson's
    # centre is 0.5, and its reach 1.96 √(25 + 0.9604) / 103.8415 = 0.0962.
    frame = make(waits())
    found = proportions(frame)
    assert type(found) is type(frame)
    assert listed(found) == {
        "trust": ["A", "B"],
        "events": [5180, 50],
        "population": [9100, 100],
        "value": close(0.5692, 0.5),
        "lower": close(0.5590, 0.4038),
        "upper": close(0.5794, 0.5962),
    }


def test_a_missing_count_makes_its_group_missing_and_is_never_nought(make):
    found = listed(proportions(make(waits(seen=[30, 5180, None]))))
    assert found["events"] == [5180, None]
    assert found["value"] == close(0.5692, None)
    assert found["lower"][1] is None
    assert found["upper"][1] is None


def test_rows_whose_group_is_not_known_are_a_group_of_their_own(make):
    found = listed(proportions(make(waits(trust=["B", None, "B"]))))
    assert found["trust"] == ["B", None]
    assert found["events"] == [50, 5180]


def test_groups_are_named_by_several_columns(make):
    given = waits() | {"month": [2, 1, 1]}
    found = listed(proportions(make(given), by=["trust", "month"]))
    assert list(zip(found["trust"], found["month"], found["events"], strict=True)) == [
        ("A", 1, 5180),
        ("B", 1, 20),
        ("B", 2, 30),
    ]


def test_without_groups_the_table_is_one(make):
    found = listed(proportions(make(waits()), by=()))
    assert found["events"] == [5230]
    assert found["value"] == close(5230 / 9200)


def test_a_rate_is_per_its_base(make):
    # 4 events: exact limits ½χ²(.025, 8) = 1.0899 and ½χ²(.975, 10) = 10.2416, of 2,000 people
    frame = make({"n": [1, 3], "of": [1000, 1000]})
    found = listed(tables.rates(frame, events="n", population="of", per=1000))
    assert found["value"] == close(2.0)
    assert found["lower"] == close(0.5449)
    assert found["upper"] == close(5.1208)


def ages(**changes):
    """Two areas, out of order: 4, 16, 40 events of 1000, 800, 500; and 1, 1, 1."""
    return {
        "area": ["X", "Y", "X", "Y", "X", "Y"],
        "age": ["75+", "0-44", "0-44", "75+", "45-74", "45-74"],
        "deaths": [40, 1, 4, 1, 16, 1],
        "people": [500, 1000, 1000, 500, 800, 800],
        "esp": [20, 50, 50, 20, 30, 30],
    } | changes


def standardised(frame, **changes):
    named = {"events": "deaths", "population": "people", "standard": "esp", "age": "age"}
    return tables.standardised_rates(frame, **(named | {"by": "area", "per": 1000} | changes))


def test_a_standardised_rate_does_not_depend_on_the_order_of_rows(make):
    # .5 x 4/1000 + .3 x 16/800 + .2 x 40/500 = .002 + .006 + .016 = 24 per 1000
    found = listed(standardised(make(ages())))
    assert found["value"] == close(24.0, None)
    assert found["events"] == [60, 3]
    assert found["reason"] == ["", "fewer than 10 events"]


def test_an_area_that_lacks_an_age_has_no_standardised_rate(make):
    given = {name: values[:3] + values[4:] for name, values in ages().items()}
    found = listed(standardised(make(given)))
    assert found["value"] == close(24.0, None)
    assert found["reason"] == ["", "an age is absent or missing"]


def test_an_age_twice_in_an_area_is_refused(make):
    with pytest.raises(InvalidCounts, match=r"`age`: 2 of 6 rows share their age"):
        standardised(make(ages(age=["75+", "0-44", "0-44", "75+", "75+", "45-74"])))


def test_areas_are_standardised_to_one_population(make):
    with pytest.raises(InvalidCounts, match=r"`esp`: 1 of 6 rows differ"):
        standardised(make(ages(esp=[20, 50, 50, 20, 30, 31])))


def fifths(**changes):
    return {
        "late": [120, 140, 160, 180, 200],
        "people": [1000] * 5,
        "fifth": [5, 4, 3, 2, 1],
    } | changes


def slopes(frame, **changes):
    named = {"events": "late", "population": "people", "rank": "fifth"}
    return tables.slope_indices(frame, **(named | changes))


def test_a_slope_index_sorts_by_rank_before_it_reads_least_minus_most_deprived(make):
    # Proportions fall from .20 to .12 over ranks .1 to .9: slope -.1
    found = listed(slopes(make(fifths())))
    assert found["value"] == close(-0.1)
    assert found["lower"] == close(-0.1361)
    assert found["reason"] == [""]


def test_a_group_that_lacks_a_rank_has_no_slope_and_the_others_keep_theirs(make):
    whole, short = fifths(), {name: values[1:] for name, values in fifths().items()}
    both = {name: whole[name] + short[name] for name in whole} | {"trust": ["A"] * 5 + ["B"] * 4}
    found = listed(slopes(make(both), by="trust"))
    assert found["value"] == close(-0.1, None)
    assert found["reason"] == ["", "a rank is absent or missing"]


def test_one_missing_count_leaves_its_group_without_a_slope(make):
    both = {name: values * 2 for name, values in fifths().items()} | {
        "trust": ["A"] * 5 + ["B"] * 5
    }
    both["late"] = [None, *both["late"][1:]]
    found = listed(slopes(make(both), by="trust"))
    assert found["value"] == close(None, -0.1)
    assert found["reason"] == ["a rank is absent or missing", ""]


def test_ranks_as_text_are_refused_because_10_would_come_before_2(make):
    with pytest.raises(InvalidCounts, match="`fifth` must be numbers"):
        slopes(make(fifths(fifth=["5", "4", "3", "2", "1"])))


def test_a_missing_rank_is_refused_and_counted(make):
    with pytest.raises(InvalidCounts, match=r"`fifth`: 1 of 5 rows are missing"):
        slopes(make(fifths(fifth=[5, 4, None, 2, 1])))


def test_two_ranks_are_too_few_and_the_columns_are_named(make):
    frame = make({"late": [1, 2], "people": [9, 9], "fifth": [1, 5]})
    with pytest.raises(TooFewGroups, match="rank `fifth`"):
        slopes(frame)


def test_a_measure_of_inequality_by_name(make):
    # Average 8; distances 1, 1, 2, 2: 1.5, which is 18.75% of 8
    frame = make({"group": list("ABCD"), "value": [9, 7, 6, 10], "people": [100] * 4})
    found = listed(
        tables.inequality(
            frame,
            measure="index_of_disparity",
            value="value",
            subgroup="group",
            population="people",
        )
    )
    assert found["value"] == close(18.75)
    assert found["lower"] == [None]


def test_a_reference_subgroup_is_named_and_not_counted_to(make):
    # Lower is better; reference D (10) beside the worst of the others, A (9): 9 - 10
    frame = make({"group": list("DCBA"), "v": [10, 6, 7, 9]})
    found = listed(
        tables.inequality(
            frame,
            measure="simple_difference",
            value="v",
            subgroup="group",
            reference="D",
            better="lower",
            ordered=False,
        )
    )
    assert found["value"] == close(-1.0)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"measure": "gini"}, "theil_index"),
        ({"measure": "theil_index"}, "`population` is needed"),
        ({"measure": "simple_ratio", "better": "lower"}, "`ordered` is needed"),
        ({"measure": "between_group_variance", "better": "lower"}, "`better` is not taken"),
    ],
)
def test_what_a_measure_takes_is_said_before_anything_is_worked_out(changes, words):
    frame = pd.DataFrame({"group": list("ABC"), "v": [1, 2, 3]})
    with pytest.raises(StatisticRefused, match=words):
        tables.inequality(frame, value="v", subgroup="group", **changes)


def test_an_ordered_measure_refuses_ranks_as_text():
    frame = pd.DataFrame({"fifth": list("123"), "v": [1, 2, 3]})
    chosen = {"measure": "simple_difference", "better": "lower", "ordered": True}
    with pytest.raises(InvalidCounts, match="`fifth` must be numbers"):
        tables.inequality(frame, value="v", subgroup="fifth", **chosen)


def test_a_unit_outside_its_funnel_is_named_above_or_below(make):
    # Together 250 of 2000 = .125; 3.09 √(.125 x .875 / 1000) = .0323
    frame = make({"unit": ["A", "B", "C"], "missed": [200, 50, None], "due": [1000, 1000, 10]})
    found = listed(tables.funnel(frame, events="missed", population="due", by="unit"))
    assert found["centre"][:2] == close(0.125, 0.125)
    assert found["lower"][:2] == close(0.0927, 0.0927)
    assert found["position"] == ["above", "below", ""]
    assert found["value"] == close(0.2, 0.05, None)


def test_a_rate_lies_outside_its_funnel_when_its_own_exact_interval_leaves_out_the_centre(make):
    # Both expect 20. Exact 95% intervals: 29 (19.4 to 41.6) holds it; 11 (5.5 to 19.7) does not.
    frame = make({"unit": ["A", "B"], "n": [29, 11], "of": [1000, 1000]})
    found = listed(
        tables.funnel(frame, events="n", population="of", by="unit", kind="rate", confidence=0.95)
    )
    assert found["centre"] == close(2000, 2000)
    assert found["value"] == close(2900, 1100)
    assert found["position"] == ["within", "below"]


def test_a_funnel_of_an_unknown_kind_is_refused():
    frame = pd.DataFrame(waits())
    with pytest.raises(StatisticRefused, match="'mean', which is not known"):
        tables.funnel(frame, events="seen", population="of", by="trust", kind="mean")


def months(values, **changes):
    when = [dt.date(2026, month, 1) for month in range(1, len(values) + 1)]
    return {"month": when, "seen": values} | changes


def charted(frame, **changes):
    return tables.xmr(frame, **({"value": "seen", "period": "month"} | changes))


def test_a_chart_sorts_by_period_within_each_series_of_any_length(make):
    # A: 50 52 49 51 50 48 50 70: mean 52.5; the last range is screened, 2.66 x 12/6 = 5.32.
    # B: 1 3: mean 2, range 2, limits 2 ± 5.32.
    a, b = months([50, 52, 49, 51, 50, 48, 50, 70]), months([1, 3])
    rows = {name: [*b[name][::-1], *a[name][::-1]] for name in a} | {"trust": ["B"] * 2 + ["A"] * 8}
    found = listed(charted(make(rows), by="trust", better="higher"))
    assert found["trust"] == ["A"] * 8 + ["B"] * 2
    assert found["value"] == [50, 52, 49, 51, 50, 48, 50, 70, 1, 3]
    assert found["centre"] == close(*[52.5] * 8, 2, 2)
    assert found["upper"] == close(*[57.82] * 8, 7.32, 7.32)
    assert found["rule"] == ["run"] * 7 + ["outside", "", ""]
    assert found["variation"] == ["improvement high"] * 8 + ["common cause"] * 2


def test_a_missing_month_stays_on_the_chart_as_missing(make):
    found = listed(charted(make(months([50, None, 49, 51]))))
    assert found["value"] == [50, None, 49, 51]
    assert found["meaning"][1] == "missing"


def test_a_period_twice_in_a_series_is_refused(make):
    with pytest.raises(InvalidCounts, match=r"`month`: 2 of 3 rows share their period"):
        charted(make(months([1, 2, 3], month=["2026-01", "2026-02", "2026-01"])))


@pytest.mark.parametrize("words", [["Mar 2026", "Apr 2026"], ["2026-Mar", "2026-Apr"]])
def test_periods_in_words_are_refused_because_april_would_come_before_march(make, words):
    with pytest.raises(InvalidCounts, match="`month`: 2 of 2 rows are periods in words"):
        charted(make(months([1, 2], month=words)))


def test_periods_of_unequal_length_are_refused_because_month_10_would_come_before_month_9(make):
    with pytest.raises(InvalidCounts, match="so they do not sort by time"):
        charted(make(months([1, 2], month=["2026-9", "2026-10"])))


def test_a_chart_reads_months_written_as_text(make):
    found = listed(charted(make(months([3, 1], month=["2026-10", "2026-09"]))))
    assert found["value"] == [1, 3]


def test_a_column_that_is_not_there_is_named_with_those_that_are(make):
    with pytest.raises(ContractNotMet, match="`sene` is not a column") as refused:
        proportions(make(waits()), events="sene")
    assert "seen" in refused.value.remedy


def test_faults_name_the_column_count_the_rows_and_show_no_value(make):
    with pytest.raises(InvalidCounts, match=r"`seen`: 1 of 3 rows are negative") as refused:
        proportions(make(waits(seen=[-4321, 5, 6])))
    assert "4321" not in str(refused.value)


def test_more_events_than_people_names_both_columns(make):
    with pytest.raises(InvalidCounts, match="events `seen`, population `of`"):
        proportions(make(waits(seen=[61, 5, 41])))


def test_text_is_not_taken_for_a_count(make):
    with pytest.raises(InvalidCounts, match="`seen` must be numbers"):
        proportions(make(waits(seen=["30", "5", "6"])))


def test_a_key_with_the_name_of_a_result_is_refused_rather_than_lost(make):
    frame = make({"value": ["A"], "seen": [1], "of": [2]})
    with pytest.raises(ContractNotMet, match="`value` is also the name"):
        proportions(frame, by="value")


def test_a_list_is_not_a_data_frame():
    with pytest.raises(ContractNotMet, match="list was given"):
        proportions([1, 2])


def test_two_columns_of_one_name_are_refused():
    frame = pd.DataFrame([["A", 1, 2, 3]], columns=["trust", "seen", "of", "of"])
    with pytest.raises(ContractNotMet, match="different names"):
        proportions(frame)


def test_a_table_without_rows_gives_one_without_rows(make):
    found = proportions(make({"trust": [], "seen": [], "of": []}))
    assert listed(found)["value"] == []


def test_nothing_known_is_nothing_found_and_has_no_funnel(make):
    frame = make({"trust": [None, None], "seen": [None, None], "of": [1, 2]})
    found = listed(proportions(frame))
    assert (found["trust"], found["value"]) == ([None], [None])
    with pytest.raises(InvalidCounts, match="No unit has both `seen` and `of`"):
        tables.funnel(frame, events="seen", population="of", by="trust")


def test_labels_of_rows_in_pandas_do_not_move_a_number():
    frame = pd.DataFrame(waits(), index=[7, 7, 0])
    assert listed(proportions(frame))["events"] == [5180, 50]


def test_a_duckdb_relation_gives_a_relation():
    with open_engine() as engine:
        sql = "SELECT * FROM (VALUES ('B', 30, 60), ('A', NULL, 10)) AS t(trust, seen, \"of\")"
        relation = engine.con.sql(sql)
        found = proportions(relation)
        assert type(found) is type(relation)
        assert found.to_arrow_table().column("events").to_pylist() == [None, 30]
