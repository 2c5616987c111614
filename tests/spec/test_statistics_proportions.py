"""What a proportion, a share and a rate mean."""

import numpy as np
import pytest

from equity_lens.errors import InvalidCounts, StatisticRefused
from equity_lens.statistics import count_share, poisson_limits, proportion, rate


def test_wilsons_interval_worked_by_hand():
    # 5 of 10, z = 1.96: centre (2x5 + 3.84) / (2 x 13.84) = 0.5; reach
    # 1.96 sqrt(3.84 + 4 x 5 x 0.5) / (2 x 13.84) = 1.96 x 3.7204 / 27.68 = 0.2634
    seen = proportion(5, 10)
    assert seen.value == 0.5
    assert (seen.lower, seen.upper) == pytest.approx((0.2366, 0.7634), abs=1e-4)


def test_wilsons_interval_of_newcombes_published_example():
    # Newcombe, Stat Med 1998;17:857, table I, method 3: 81/263, 15/148, 0/20, 1/29
    seen = proportion([81, 15, 0, 1], [263, 148, 20, 29])
    np.testing.assert_allclose(seen.lower, [0.2553, 0.0624, 0.0000, 0.0061], atol=5e-5)
    np.testing.assert_allclose(seen.upper, [0.3662, 0.1605, 0.1611, 0.1718], atol=5e-5)


def test_nobody_and_everybody_have_limits_that_stop_at_nought_and_one():
    seen = proportion([0, 20], 20)
    assert seen.lower[0] == 0
    assert seen.upper[0] > 0
    assert seen.upper[1] == 1
    assert seen.lower[1] < 1


def test_a_missing_count_gives_a_missing_proportion_and_not_nought():
    seen = proportion([np.nan, 3, 3], [10, np.nan, 10])
    for part in seen:
        assert np.isnan(part[:2]).all()
        assert np.isfinite(part[2])


def test_a_masked_count_is_missing():
    seen = proportion(np.ma.masked_array([3, 4], mask=[True, False]), 10)
    np.testing.assert_array_equal(np.isnan(seen.value), [True, False])


def test_a_share_is_of_everyone_counted():
    # 9,100 of 40,888 is 22.26%
    share = count_share(9100, 40888)
    assert share.value == pytest.approx(0.2226, abs=5e-5)
    assert share.lower < share.value < share.upper


def test_a_rate_names_its_base():
    # 65 / 120,000 is 54.17 per 100,000 and 0.5417 per 1,000
    assert rate(65, 120_000).value == pytest.approx(54.1667, abs=1e-4)
    assert rate(65, 120_000, per=1_000).value == pytest.approx(0.541667, abs=1e-6)


def test_people_may_have_more_events_than_there_are_people():
    assert rate(250, 100, per=100).value == 250


def test_exact_limits_of_the_poisson_tables():
    # Pearson and Hartley's table 40, as reprinted: 3 events, 0.62 to 8.77; 9 events, 4.12 to 17.08
    limits = poisson_limits([3, 9])
    np.testing.assert_allclose(limits.lower, [0.62, 4.12], atol=0.005)
    np.testing.assert_allclose(limits.upper, [8.77, 17.08], atol=0.005)


@pytest.mark.parametrize("statistic", [proportion, rate, count_share])
@pytest.mark.parametrize(
    ("events", "population", "words"),
    [
        ([5, -1], [10, 10], "In 1 of 2 entries"),
        ([5, 5], [10, 0], "nought or negative"),
        ([5, 5], [10, -3], "nought or negative"),
        ([5, 5, 5], [10, 10], r"\(3,\)"),
        (["a", "b"], [10, 10], "must be numbers"),
        (["1", "2"], [10, 10], "must be numbers"),
        ([1, "2"], [10, 10], "must be numbers"),
        (np.array([1, "2"], dtype=object), [10, 10], "must be numbers"),
        (np.array(["2026-04-01"], dtype="datetime64[D]"), [1e9], "must be numbers"),
        ([[1], [1, 2]], [10], "must be numbers"),
        ([np.inf], [10], "infinite"),
    ],
)
def test_counts_that_cannot_be_are_refused_with_a_remedy(statistic, events, population, words):
    with pytest.raises(InvalidCounts, match=words) as refused:
        statistic(events, population)
    assert refused.value.remedy


def test_more_events_than_people_is_refused_without_printing_the_count():
    with pytest.raises(InvalidCounts, match="more events than people") as refused:
        proportion([5, 6137], [10, 10])
    assert "6137" not in str(refused.value)


def test_a_group_larger_than_the_total_is_refused():
    with pytest.raises(InvalidCounts, match="larger than the total"):
        count_share(11, 10)


@pytest.mark.parametrize("confidence", [95, 0.8, 1, 0, -0.95, float("nan"), [0.95, 0.998], "95%"])
@pytest.mark.parametrize("statistic", [proportion, rate])
def test_a_confidence_given_as_a_percentage_or_too_low_is_refused(statistic, confidence):
    with pytest.raises(StatisticRefused, match="confidence"):
        statistic(5, 10, confidence=confidence)


@pytest.mark.parametrize("per", [0, -1000, float("nan"), [1, 2]])
def test_a_base_that_is_not_above_nought_is_refused(per):
    with pytest.raises(StatisticRefused, match="base"):
        rate(5, 10, per=per)


@pytest.mark.parametrize("statistic", [proportion, rate])
def test_a_hundred_thousand_at_once_are_each_as_if_alone(statistic):
    generator = np.random.default_rng(1)
    people = generator.integers(1, 3000, (400, 250)).astype(float)
    events = np.floor(people * generator.uniform(0, 0.1, people.shape))
    events[7, 11] = np.nan
    together = statistic(events, people)
    row_by_row = [statistic(x, n) for x, n in zip(events, people, strict=True)]
    for which, part in enumerate(together):
        np.testing.assert_array_equal(part, [row[which] for row in row_by_row])


def test_every_fault_of_a_long_array_is_counted_in_one_message():
    people = np.full(100_000, 10.0)
    events = np.where(np.arange(100_000) % 1000 == 0, 11.0, 1.0)
    with pytest.raises(InvalidCounts, match="In 100 of 100,000 entries"):
        proportion(events, people)
