"""Counts of several files stand side by side, and none of them changes."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from equity_lens.cells import EVERYONE, Counts, Source, Strata, combine
from equity_lens.errors import EquityLensError
from equity_lens.measures.measure import Dimension, Measure, Part
from equity_lens.reference.vocabulary import Subgroup

WAITS = Measure(
    id="waits",
    version=1,
    title="Waits",
    why_it_matters="",
    source="",
    owner="",
    review_by=dt.date(2027, 4, 1),
    contract="rtt_waiting_list",
    value="proportion",
    better="higher",
    kind="access",
    numerator=Part("Of them"),
    denominator=Part("Out of"),
)
SEX = Dimension("sex", "Sex")
FEMALE, MALE, UNKNOWN = (
    Subgroup("female", "Female"),
    Subgroup("male", "Male"),
    Subgroup("not_known", "Not known", known=False),
)


def source(name):
    return Source(name, "0" * 64, "rtt_waiting_list")


def counts(name, organisations, periods, subgroups, numerator, **given):
    """Counts of one file; a denominator is a hundred more than its numerator."""
    numerator = np.array(numerator, dtype=float)
    numerator = numerator.reshape(len(organisations), len(periods), len(subgroups))
    nobody = np.zeros(numerator.shape, dtype=bool)
    plain = Counts(
        measure=WAITS,
        dimension=SEX,
        organisations=organisations,
        periods=periods,
        subgroups=subgroups,
        numerator=numerator,
        denominator=numerator + 100,
        numerator_withheld=nobody,
        denominator_withheld=nobody.copy(),
        sources=(source(name),),
        source_of=np.where(np.isnan(numerator).all(axis=-1), -1, 0),
    )
    return replace(plain, **given)


def test_two_months_of_one_trust_make_one_series():
    october = counts("oct.csv", ("RX1",), ("2026-10",), (FEMALE, MALE), [3, 4])
    september = counts("sep.csv", ("RX1",), ("2026-09",), (FEMALE, MALE), [1, 2])
    (both,) = combine([october, september])
    assert both.periods == ("2026-09", "2026-10")
    assert both.numerator.tolist() == [[[1, 2], [3, 4]]]
    assert both.denominator.tolist() == [[[101, 102], [103, 104]]]
    assert both.source_at(0, 0).name == "sep.csv"
    assert both.source_at(0, 1).name == "oct.csv"


def test_an_organisation_that_a_period_has_no_file_for_is_missing_and_not_nought():
    ours = counts("ours.csv", ("RX1",), ("2026-10",), (FEMALE, MALE), [3, 4])
    theirs = counts("theirs.csv", ("RX2",), ("2026-09",), (FEMALE, MALE), [1, 2])
    (both,) = combine([ours, theirs])
    assert both.organisations == ("RX1", "RX2")
    assert np.isnan(both.numerator[0, 0]).all()
    assert np.isnan(both.denominator[1, 1]).all()
    assert both.source_of.tolist() == [[-1, 0], [1, -1]]


def test_subgroups_meet_by_key_and_one_that_a_file_lacks_is_missing():
    published = counts("published.csv", ("RX1",), ("2026-09",), (MALE, FEMALE), [1, 2])
    ours = counts("ours.csv", ("RX1",), ("2026-10",), (FEMALE, MALE, UNKNOWN), [3, 4, 0])
    (both,) = combine([published, ours])
    assert both.subgroups == (FEMALE, MALE, UNKNOWN)
    np.testing.assert_array_equal(both.numerator[0], [[2, 1, np.nan], [3, 4, 0]])


def test_what_a_publisher_withheld_stays_withheld_and_is_not_missing():
    hidden = np.array([[[True, False]]])
    published = counts("p.csv", ("RX1",), ("2026-09",), (FEMALE, MALE), [np.nan, 2])
    published = replace(published, numerator_withheld=hidden, source_of=np.zeros((1, 1), int))
    ours = counts("o.csv", ("RX1",), ("2026-10",), (FEMALE, MALE, UNKNOWN), [3, 4, 5])
    (both,) = combine([published, ours])
    assert both.numerator_withheld.tolist() == [[[True, False, False], [False, False, False]]]
    assert not both.denominator_withheld.any()


def test_the_same_organisation_and_period_twice_names_both_files():
    one = counts("one.csv", ("RX1",), ("2026-10",), (FEMALE, MALE), [3, 4])
    other = counts("other.csv", ("RX1", "RX2"), ("2026-10",), (FEMALE, MALE), [1, 2, 3, 4])
    with pytest.raises(EquityLensError) as refused:
        combine([one, other])
    assert refused.value.faults == ("one.csv and other.csv both hold RX1 in 2026-10.",)


def test_files_that_interlock_do_not_overlap():
    # One file has RX1 in September and RX2 in October; the other the reverse.
    one = counts("a.csv", ("RX1", "RX2"), ("09", "10"), (MALE,), [1, np.nan, np.nan, 4])
    other = counts("b.csv", ("RX1", "RX2"), ("09", "10"), (MALE,), [np.nan, 2, 3, np.nan])
    (both,) = combine([one, other])
    assert both.numerator[..., 0].tolist() == [[1, 2], [3, 4]]
    assert both.source_of.tolist() == [[0, 1], [1, 0]]


def test_weeks_beyond_the_longest_wait_of_a_file_are_nought():
    short = counts("s.csv", ("RX1",), ("09",), (MALE,), [3], histogram=np.array([[[[1.0, 2.0]]]]))
    long = counts(
        "l.csv", ("RX1",), ("10",), (MALE,), [5], histogram=np.array([[[[0.0, 1, 0, 4]]]])
    )
    (both,) = combine([short, long])
    assert both.histogram[0, :, 0].tolist() == [[1, 2, 0, 0], [0, 1, 0, 4]]


def test_a_file_without_a_histogram_has_a_missing_one():
    short = counts("s.csv", ("RX1",), ("09",), (MALE,), [3], histogram=np.array([[[[1.0, 2.0]]]]))
    without = counts("w.csv", ("RX1",), ("10",), (MALE,), [5])
    (both,) = combine([short, without])
    assert np.isnan(both.histogram[0, 1, 0]).all()


def strata(events, standard=(60.0, 40.0)):
    events = np.array(events, dtype=float).reshape(1, 1, 1, 2)
    return Strata(events, events * 1000, np.array(standard), "Residents of Leeds, mid-2019")


def test_strata_of_one_standard_stand_side_by_side():
    one = counts("s.csv", ("RX1",), ("09",), (MALE,), [3], strata=strata([1, 2]))
    other = counts("t.csv", ("RX1",), ("10",), (MALE,), [7], strata=strata([3, 4]))
    (both,) = combine([one, other])
    assert both.strata.events[0, :, 0].tolist() == [[1, 2], [3, 4]]
    assert both.strata.population[0, :, 0].tolist() == [[1000, 2000], [3000, 4000]]
    assert both.strata.described == "Residents of Leeds, mid-2019"


def test_rates_put_to_different_standards_are_refused():
    one = counts("s.csv", ("RX1",), ("09",), (MALE,), [3], strata=strata([1, 2]))
    other = counts("t.csv", ("RX1",), ("10",), (MALE,), [7], strata=strata([3, 4], (50.0, 50.0)))
    with pytest.raises(EquityLensError, match=r"s\.csv and t\.csv standardise Waits differently"):
        combine([one, other])


def test_measures_dimensions_and_versions_are_kept_apart():
    by_sex = counts("a.csv", ("RX1",), ("09",), (MALE,), [3])
    everyone = replace(by_sex, dimension=EVERYONE)
    newer = replace(by_sex, measure=replace(WAITS, version=2))
    assert combine([by_sex, everyone, newer]) == [by_sex, everyone, newer]


def test_nothing_is_combined_from_nothing():
    assert combine([]) == []
