"""What counts as missing, as nought, as the same question, and what a file cannot give."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from equity_lens.aggregation import count
from equity_lens.aggregation.count import count_cells
from equity_lens.aggregation.statement import grouping_sets
from equity_lens.errors import MeasureInvalid
from equity_lens.measures.load import library
from equity_lens.measures.measure import Condition, Dimension, Part

PERIOD = "2026-10-31"


def waiting(weeks, decile="1", **given):
    return {
        "organisation": "RX1",
        "period": PERIOD,
        "imd_decile": decile,
        "weeks_waited": weeks,
        **given,
    }


@pytest.fixture(scope="session")
def count_waits(stores, engine):
    """Counts of a waiting list by (measure, dimension), and what was left out."""

    def counting(rows, *measures, periods=(PERIOD,), organisations=("RX1",), **given):
        store = stores("rtt_waiting_list", rows, organisations=organisations, periods=periods)
        chosen = [library()[each] if isinstance(each, str) else each for each in measures]
        counts, left_out = count_cells(store, chosen, engine=engine, **given)
        return {(each.measure.id, each.dimension.key): each for each in counts}, left_out

    return counting


def test_week_18_is_within_18_weeks_and_week_19_is_not(count_waits):
    # Week w is "more than w - 1 and up to w weeks": day 126 is in week 18, day 127 in week 19.
    found, _ = count_waits([waiting(w) for w in (0, 1, 18, 19, 40)], "waiting-within-18-weeks")
    everyone = found["waiting-within-18-weeks", "all"]
    assert (everyone.numerator.item(), everyone.denominator.item()) == (3, 5)


def test_week_52_is_not_over_52_weeks_and_week_53_is(count_waits):
    found, _ = count_waits([waiting(w) for w in (52, 53, 54)], "waiting-over-52-weeks")
    assert found["waiting-over-52-weeks", "all"].numerator.item() == 2


def test_a_wait_that_is_not_known_is_on_the_list_and_in_no_share_of_it(count_waits):
    found, _ = count_waits(
        [waiting(5), waiting(None)], "waiting-list-size", "waiting-within-18-weeks", "median-wait"
    )
    assert found["waiting-list-size", "all"].denominator.item() == 2
    assert found["waiting-within-18-weeks", "all"].denominator.item() == 1
    assert found["median-wait", "all"].histogram.ravel().tolist() == [0, 0, 0, 0, 0, 1]


def test_two_tenths_make_a_fifth(count_waits):
    rows = [waiting(1, "1"), waiting(30, "2"), waiting(2, "2"), waiting(3, "10")]
    found, _ = count_waits(rows, "waiting-within-18-weeks")
    fifths = found["waiting-within-18-weeks", "imd_quintile"]
    assert [each.key for each in fifths.subgroups][:5] == ["1", "2", "3", "4", "5"]
    assert fifths.numerator[0, 0].tolist() == [2, 0, 0, 0, 1, 0, 0, 0]
    assert fifths.denominator[0, 0].tolist() == [3, 0, 0, 0, 1, 0, 0, 0]


def test_a_subgroup_with_nobody_is_nought_and_a_period_without_records_is_missing(count_waits):
    found, _ = count_waits([waiting(1)], "waiting-within-18-weeks", periods=("2026-09-30", PERIOD))
    tenths = found["waiting-within-18-weeks", "imd_decile"]
    assert tenths.denominator[0, 1, :2].tolist() == [1, 0]
    assert np.isnan(tenths.denominator[0, 0]).all()
    assert np.isnan(tenths.numerator[0, 0]).all()
    assert tenths.source_of.tolist() == [[-1, 0]]


def test_a_measure_that_the_file_cannot_give_is_told_with_the_reason(stores, engine):
    rows = [{"organisation": "RX1", "period": "2026-10", "attendance_status": "5", "sex": "male"}]
    store = stores("outpatient_appointment", rows, organisations=("RX1",), periods=("2026-10",))
    asked = [
        library()[each]
        for each in (
            "outpatient-did-not-attend",
            "outpatient-virtual",
            "ethnicity-recorded-outpatients",
            "outpatient-attendance-rate",
            "median-wait",
        )
    ]
    counts, left_out = count_cells(store, asked, engine=engine)
    assert {each.measure.id for each in counts} == {"outpatient-did-not-attend"}
    assert left_out == {
        "outpatient-virtual": "The file has no `consultation_medium`.",
        "ethnicity-recorded-outpatients": "The file has no `ethnic_category`.",
        "outpatient-attendance-rate": (
            "The file has no `imd_decile` and no `age_band5` and no `local_authority`."
        ),
        "median-wait": (
            "It is counted from referral-to-treatment waiting list, "
            "and this file is outpatient appointments."
        ),
    }


def test_a_rate_without_a_named_area_is_told_and_not_guessed(stores, engine):
    row = {
        "organisation": "RX1",
        "period": "2026-10",
        "imd_decile": "1",
        "sex": "male",
        "age_band5": "0-4",
        "local_authority": "E08000035",
        "admission_method": "21",
    }
    store = stores("admitted_care", [row], organisations=("RX1",), periods=("2026-10",))
    rate = library()["emergency-admission-rate"]
    counts, left_out = count_cells(store, [rate], engine=engine)
    assert counts == []
    assert "name the local authorities" in left_out[rate.id]
    counts, left_out = count_cells(store, [rate], engine=engine, catchment=frozenset({"E99"}))
    assert counts == []
    assert "E99" in left_out[rate.id]


def test_a_code_that_neither_contract_nor_file_has_stops_the_run(count_waits):
    odd = replace(
        library()["waiting-list-size"],
        id="odd",
        denominator=Part("Odd", (Condition("imd_decile", is_in=("11",)),)),
    )
    with pytest.raises(MeasureInvalid, match="odd: `imd_decile` has no code 11"):
        count_waits([waiting(1)], odd)


def test_a_code_that_nobody_in_the_file_has_is_nought(stores, engine):
    # Any diagnosis may come in a file; this one brought only K40 (hernia).
    row = {
        "organisation": "RX1",
        "period": "2026-10",
        "age": 6,
        "main_diagnosis": "K40",
        "main_procedure": "T20",
    }
    store = stores("admitted_care", [row], organisations=("RX1",), periods=("2026-10",))
    counts, _ = count_cells(store, [library()["tooth-extraction-under-11"]], engine=engine)
    assert counts[0].numerator.item() == 0


def test_ethnicity_recorded_is_not_compared_by_ethnicity(stores, engine):
    row = {
        "organisation": "RX1",
        "period": PERIOD,
        "ethnic_category": "A",
        "sex": "male",
        "imd_decile": "1",
    }
    store = stores("rtt_waiting_list", [row], organisations=("RX1",), periods=(PERIOD,))
    asked = [library()["ethnicity-recorded-waiting-list"], library()["waiting-list-size"]]
    counts, _ = count_cells(store, asked, engine=engine)
    by_measure = {each.id: {c.dimension.key for c in counts if c.measure == each} for each in asked}
    ethnic = {
        "ethnic_category",
        "ethnic_group",
        "ethnic_group_broad",
        "imd_quintile_by_ethnic_group",
    }
    assert by_measure["waiting-list-size"] == {"all", "sex", "imd_decile", "imd_quintile"} | ethnic
    assert by_measure["ethnicity-recorded-waiting-list"] == (
        by_measure["waiting-list-size"] - ethnic
    )


def test_a_measure_keeps_its_own_choice_of_reference(count_waits):
    own = replace(
        library()["waiting-list-size"],
        dimensions=(Dimension("imd_decile", "Deprivation tenth", True, "average"),),
    )
    found, _ = count_waits([waiting(1)], own)
    assert found["waiting-list-size", "imd_decile"].dimension.reference == "average"
    assert found["waiting-list-size", "imd_quintile"].dimension.reference == "5"


def test_dimensions_can_be_chosen_and_everybody_is_always_there(count_waits):
    found, left_out = count_waits(
        [waiting(1)], "waiting-list-size", dimensions=["imd_quintile", "sex"]
    )
    assert [dimension for _, dimension in found] == ["all", "imd_quintile"]
    assert left_out == {"sex": "The file has no column for it."}


def test_a_dimension_that_does_not_exist_stops_the_run(count_waits):
    with pytest.raises(MeasureInvalid, match="no such dimension"):
        count_waits([waiting(1)], "waiting-list-size", dimensions=["shoe_size"])


def test_a_local_group_is_a_dimension_of_its_own(count_waits):
    rows = [waiting(1, plus_carer="yes"), waiting(40, plus_carer="no")]
    found, _ = count_waits(rows, "waiting-within-18-weeks")
    carers = found["waiting-within-18-weeks", "plus_carer"]
    assert (carers.dimension.title, carers.dimension.reference) == ("Unpaid carer", "no")
    assert carers.denominator[0, 0].tolist() == [1, 1, 0]


def test_a_pair_is_the_one_within_the_other(count_waits):
    rows = [
        waiting(1, "2", ethnic_category="A"),
        waiting(40, "1", ethnic_category="H"),
        waiting(2, "no_fixed_abode", ethnic_category="not_stated"),
    ]
    found, _ = count_waits(rows, "waiting-within-18-weeks")
    pair = found["waiting-within-18-weeks", "imd_quintile_by_ethnic_group"]
    people = dict(zip([s.key for s in pair.subgroups], pair.denominator[0, 0], strict=True))
    assert {key: n for key, n in people.items() if n} == {
        "1:white": 1,
        "1:asian": 1,
        "no_fixed_abode:not_stated": 1,
    }
    labels = {s.key: (s.label, s.known) for s in pair.subgroups}
    assert labels["1:white"] == ("Most deprived fifth, White", True)
    assert labels["1:not_stated"][1] is False


def test_a_store_is_asked_once_and_only_for_what_is_needed(count_waits, monkeypatch):
    asked = []
    rendered = count.render
    monkeypatch.setattr(
        count, "render", lambda *args, **given: asked.append(rendered(*args, **given)) or asked[-1]
    )
    rows = [waiting(1, sex="male", site="RX101", priority="1")]
    count_waits(
        rows,
        "waiting-within-18-weeks",
        "waiting-over-52-weeks",
        "median-wait",
        "waiting-list-size",
        dimensions=["imd_quintile", "imd_decile"],
    )
    (statement,) = asked
    # Within 18 weeks, over 52 weeks, the median and the list are all had from people by week.
    assert statement.count("tally_") == 1
    assert '"site"' not in statement
    assert '"priority"' not in statement


def test_a_denominator_that_two_measures_share_is_counted_once(stores, engine, monkeypatch):
    asked = []
    rendered = count.render
    monkeypatch.setattr(
        count, "render", lambda *args, **given: asked.append(args[2]) or rendered(*args, **given)
    )
    row = {"organisation": "RX1", "period": "2026-10", "minutes_in_department": 200}
    store = stores("emergency_attendance", [row], organisations=("RX1",), periods=("2026-10",))
    chosen = [library()["emergency-within-4-hours"], library()["emergency-over-12-hours"]]
    count_cells(store, chosen, engine=engine)
    assert len(asked[0]) == 3  # known length; within 4 hours; over 12 hours


def test_columns_that_fit_share_a_grouping_set():
    wanted = [frozenset({c}) for c in ("tenth", "sex", "age", "ethnic")]
    sizes = {"tenth": 13, "sex": 4, "age": 20, "ethnic": 19}
    # 20 x 4 = 80 cells fit under 128; 19 x 13 = 247 do not.
    assert grouping_sets(wanted, sizes) == [("age", "sex"), ("ethnic",), ("tenth",)]
    pair = [*wanted, frozenset({"tenth", "ethnic"})]
    assert grouping_sets(pair, sizes) == [("ethnic", "tenth"), ("age", "sex")]
    assert grouping_sets([frozenset()], sizes) == [()]


def test_a_record_without_a_code_is_a_fault_of_the_store_and_not_a_patient_lost(stores, engine):
    rows = [waiting(1), waiting(2)]
    store = stores("rtt_waiting_list", rows, organisations=("RX1",), periods=(PERIOD,))
    records = pq.read_table(store.records)
    holed = records.set_column(2, "imd_decile", pa.array([0, None], pa.uint8()))
    pq.write_table(holed, store.records)
    with pytest.raises(ValueError, match="empty codes in imd_decile"):
        count_cells(store, [library()["waiting-list-size"]], engine=engine)


def test_a_file_without_rows_gives_no_counts_and_says_so(stores, engine):
    store = stores("rtt_waiting_list", [waiting(1)], organisations=("RX1",), periods=(PERIOD,))
    empty = replace(store, rows=0, organisations=(), periods=())
    counts, left_out = count_cells(empty, [library()["median-wait"]], engine=engine)
    assert counts == []
    assert left_out == {"median-wait": "The file has no rows."}


def test_events_of_a_rate_are_of_residents_whose_age_sex_and_area_are_known(stores, engine):
    here = {
        "organisation": "RX1",
        "period": "2026-10",
        "imd_decile": "3",
        "sex": "female",
        "age": 16,
        "age_band5": "15-19",
        "local_authority": "E08000035",
        "admission_method": "21",
    }
    rows = [
        here,
        here | {"age": 18},  # not under 18
        here | {"admission_method": "11"},  # elective
        here | {"local_authority": "E06000032"},  # lives elsewhere
        here | {"sex": "not_known"},
        here | {"age": 2, "age_band5": "0-4", "imd_decile": "4", "sex": "male"},
    ]
    store = stores("admitted_care", rows, organisations=("RX1",), periods=("2026-10",))
    counts, _ = count_cells(
        store,
        [library()["emergency-admissions-under-18"]],
        engine=engine,
        catchment=frozenset({"E08000035"}),
    )
    by_key = {each.dimension.key: each for each in counts}
    assert set(by_key) == {"all", "imd_decile", "imd_quintile"}
    fifths = by_key["imd_quintile"]
    assert [each.key for each in fifths.subgroups] == ["1", "2", "3", "4", "5"]
    assert fifths.numerator[0, 0].tolist() == [0, 2, 0, 0, 0]
    # Four bands (0-4, 5-9, 10-14, 15-17) of each sex; female first: 0 to 3, then male.
    assert fifths.strata.events[0, 0, 1].tolist() == [0, 0, 0, 1, 1, 0, 0, 0]
    # European Standard Population 2013: 5,000, 5,500, 5,500 and three fifths of 5,500.
    assert fifths.strata.standard.tolist() == pytest.approx([5000, 5500, 5500, 3300] * 2)
    # Residents of the fifths add to those of the whole.
    assert fifths.denominator.sum() == pytest.approx(by_key["all"].denominator.item())
    assert "European Standard Population 2013" in fifths.strata.described


def test_a_cell_in_which_nobodys_value_is_known_is_nought_and_not_missing(count_waits):
    # DuckDB's COUNT_IF gives an empty result where every test of a group came to "unknown".
    known_ages = replace(
        library()["waiting-list-size"],
        denominator=Part("Adults", (Condition("age", at_least=18),)),
    )
    found, _ = count_waits([waiting(1, age=None), waiting(2, age=None)], known_ages)
    assert found["waiting-list-size", "all"].denominator.item() == 0
