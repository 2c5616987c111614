"""What a measure of inequality refuses, and that it says what to do instead."""

import numpy as np
import pytest

from equity_lens import statistics as st
from equity_lens.errors import InvalidCounts, StatisticRefused, TooFewGroups

VALUE, PEOPLE = [10, 20, 30, 40], [100, 100, 100, 100]


@pytest.mark.parametrize(
    ("call", "error", "says"),
    [
        (lambda: st.theil_index([1, 2], [1, 1]), TooFewGroups, "At least 3 groups"),
        (lambda: st.theil_index(["a", "b", "c"], [1, 1, 1]), InvalidCounts, "must be numbers"),
        (lambda: st.theil_index([1, 2, -3], [1, 1, 1]), InvalidCounts, "absolute one"),
        (lambda: st.theil_index([1, 2, 3], [1, 1, 0]), InvalidCounts, "nought or negative"),
        (lambda: st.theil_index([1, 2, 3], [1, 1, np.nan]), InvalidCounts, "population is missing"),
        (lambda: st.theil_index(VALUE, PEOPLE[:3]), InvalidCounts, "do not fit"),
        (lambda: st.theil_index(VALUE, PEOPLE, [1, 1, 1, -1]), InvalidCounts, "negative"),
        (lambda: st.theil_index([1, np.nan, 3, 4], PEOPLE), InvalidCounts, "more than 15%"),
        (lambda: st.theil_index([np.nan] * 4, PEOPLE), InvalidCounts, "fewer than 3"),
        (lambda: st.theil_index(VALUE, PEOPLE, [1] * 4, confidence=95), StatisticRefused, "0.95"),
        (
            lambda: st.absolute_concentration_index([1, np.nan, 3, 4], PEOPLE),
            InvalidCounts,
            "another gradient",
        ),
        (
            lambda: st.relative_concentration_index(VALUE, PEOPLE, bounds=(0, 30)),
            InvalidCounts,
            "outside the bounds",
        ),
        (
            lambda: st.relative_concentration_index(VALUE, PEOPLE, bounds=(9, 0)),
            StatisticRefused,
            "lower bound first",
        ),
        (
            lambda: st.relative_concentration_index(VALUE, PEOPLE, correction="wagstaff"),
            StatisticRefused,
            "without bounds",
        ),
        (
            lambda: st.relative_concentration_index(VALUE, PEOPLE, correction="x", bounds=(0, 99)),
            StatisticRefused,
            "not known",
        ),
        (lambda: st.who_slope_index(VALUE, PEOPLE), InvalidCounts, "scale=100"),
        (lambda: st.who_slope_index([20] * 4, PEOPLE, scale=100), InvalidCounts, "equal"),
        (
            lambda: st.who_slope_index([0.1, 0.2, 0.3], [1, 1, 1], model="probit"),
            StatisticRefused,
            "model",
        ),
        (
            lambda: st.population_attributable_risk(
                VALUE, PEOPLE, better="higher", ordered=True, scale=1
            ),
            InvalidCounts,
            "scale=100",
        ),
        (
            lambda: st.population_attributable_risk(
                VALUE, better="higher", ordered=True, scale=100
            ),
            StatisticRefused,
            "Exactly one",
        ),
        (
            lambda: st.mean_difference_from_mean(VALUE, PEOPLE, average=25),
            StatisticRefused,
            "Exactly one",
        ),
        (
            lambda: st.mean_difference_from_best(VALUE, better="up"),
            StatisticRefused,
            'better="higher"',
        ),
        (
            lambda: st.mean_difference_from_reference(VALUE, reference=4),
            StatisticRefused,
            "counted from 0",
        ),
        (
            lambda: st.mean_difference_from_reference([1, 2, 3, 4, 5, 6, np.nan], reference=6),
            InvalidCounts,
            "reference is missing",
        ),
        (
            lambda: st.simple_difference(VALUE, better="higher", ordered=True, reference=0),
            StatisticRefused,
            "end to end",
        ),
        (
            lambda: st.simple_difference([np.nan, 2, 3], better="higher", ordered=True),
            InvalidCounts,
            "missing",
        ),
        (
            lambda: st.simulated_interval(st.theil_index, VALUE, PEOPLE, [1] * 4, repetitions=10),
            StatisticRefused,
            "at least 100",
        ),
        (
            lambda: st.simulated_interval(st.theil_index, VALUE, PEOPLE, [1, 1, 1, np.nan]),
            InvalidCounts,
            "standard error is missing",
        ),
    ],
)
def test_bad_input_is_refused_with_a_remedy(call, error, says):
    with pytest.raises(error, match=says):
        call()


def test_a_refusal_counts_the_entries_and_never_prints_them():
    with pytest.raises(InvalidCounts) as refused:
        st.theil_index([1, 2, -31337], [1, 1, 1])
    assert "In 1 of 3 entries" in str(refused.value)
    assert "31337" not in str(refused.value)


def test_a_series_of_noughts_has_no_relative_inequality_and_spoils_no_other():
    made = st.coefficient_of_variation([[0, 0, 0], [10, 20, 30]], [[1, 1, 1], [1, 1, 1]])
    assert np.isnan(made.value[0])
    assert made.value[1] == pytest.approx(100 * (200 / 3) ** 0.5 / 20)
    assert np.isnan(st.theil_index([0, 0, 0], [1, 1, 1]).value)
