"""Too early, narrowing, holding, widening: when each is said, and when it is not."""

import numpy as np
import pytest

from equity_lens.errors import InvalidCounts, StatisticRefused, TooFewGroups
from equity_lens.statistics import change_in_gap, gap_verdicts, smallest_change_to_show


def steady(group, reference, people=2000, before=6, after=6):
    """Counts of two groups whose rates are the same in every month before, and every one after."""
    months = [
        np.repeat(np.rint(np.array(rates) * people), (before, after))
        for rates in (group, reference)
    ]
    everyone = np.full(before + after, float(people))
    return months[0], everyone, months[1], everyone


def verdict(group, reference, *, better="lower", matters=0.02, **numbers):
    counts = steady(group, reference, **numbers)
    return gap_verdicts(
        *counts, change_at=numbers.get("before", 6), better=better, smallest_that_matters=matters
    )


def test_a_project_that_helps_the_average_and_widens_the_gap_is_called_widening():
    # Missed 14.2% to 13.6% of 2,400 a month, 6.1% to 4.0% of 2,000: gap 8.1 to 9.6 at month 6.
    group = np.repeat([2400 * 0.142, 2400 * 0.136], 6)
    reference = np.repeat([2000 * 0.061, 2000 * 0.04], 6)
    found = gap_verdicts(
        group,
        [2400] * 12,
        reference,
        [2000] * 12,
        change_at=6,
        better="lower",
        smallest_that_matters=0.01,
    )
    assert found.verdict[[2, 5]].tolist() == ["too early", "widening"]
    assert found.change[-1] == pytest.approx(0.015)
    assert found.group_change[-1] == pytest.approx(-0.006)
    assert found.reference_change[-1] == pytest.approx(-0.021)


def test_limits_of_a_verdict_are_wider_than_those_of_a_single_look():
    counts = steady((0.142, 0.172), (0.061, 0.061))
    found = verdict((0.142, 0.172), (0.061, 0.061))
    x, n, y, m = ([part[:6].sum(), part[6:].sum()] for part in counts)
    once = change_in_gap(x, n, y, m)
    assert found.change[-1] == pytest.approx(once.value)
    assert found.lower[-1] < once.lower
    assert found.upper[-1] > once.upper


def test_a_group_that_does_better_while_its_reference_stays_is_narrowing():
    found = verdict((0.142, 0.10), (0.061, 0.061))
    assert found.verdict[-1] == "narrowing"
    assert not found.levelling_down.any()


def test_where_high_is_good_the_gap_is_read_the_other_way_round():
    # Seen within 18 weeks: 57% to 53% against a steady 65%.
    worse = verdict((0.57, 0.53), (0.65, 0.65), better="higher", after=12)
    assert worse.verdict[-1] == "widening"
    assert worse.change[-1] == pytest.approx(0.04)
    better = verdict((0.57, 0.62), (0.65, 0.65), better="higher", after=12)
    assert better.verdict[-1] == "narrowing"


@pytest.mark.parametrize(
    ("group", "reference"),
    [
        ((0.142, 0.142), (0.061, 0.11)),  # only the reference got worse
        ((0.142, 0.152), (0.061, 0.12)),  # both got worse, the reference more
        ((0.142, 0.120), (0.061, 0.09)),  # the group did better, and the reference worse
    ],
)
def test_levelling_down_is_never_narrowing(group, reference):
    found = verdict(group, reference, after=12)
    assert found.upper[-1] < 0
    assert "narrowing" not in found.verdict
    assert found.verdict[-1] == "holding"
    assert found.levelling_down[-1]


def test_a_gap_shown_not_to_have_changed_by_what_matters_is_holding():
    found = verdict((0.142, 0.142), (0.061, 0.061), matters=0.03, after=12)
    assert found.verdict[0] == "too early"
    assert found.verdict[-1] == "holding"
    assert -0.03 < found.lower[-1] < found.upper[-1] < 0.03


def test_with_few_events_it_stays_too_early():
    # 4 and 3 events a month before; none after: a normal curve would shout.
    found = verdict((0.2, 0.0), (0.15, 0.15), people=10)
    assert set(found.verdict.tolist()) == {"too early"}


def test_months_that_vary_more_than_sampling_widen_the_limits():
    calm = steady((0.142, 0.172), (0.061, 0.061))
    restless = (calm[0] + np.tile([60, -60], 6), *calm[1:])
    options = {"change_at": 6, "better": "lower", "smallest_that_matters": 0.02}
    narrow, wide = gap_verdicts(*calm, **options), gap_verdicts(*restless, **options)
    assert wide.change[-1] == pytest.approx(narrow.change[-1])
    assert wide.upper[-1] - wide.lower[-1] > 2 * (narrow.upper[-1] - narrow.lower[-1])
    assert narrow.verdict[-1] == "widening"
    assert wide.verdict[-1] == "too early"


def test_months_that_resemble_their_neighbours_widen_the_limits_too():
    calm = steady((0.142, 0.172), (0.061, 0.061), before=12, after=12)
    options = {"change_at": 12, "better": "lower", "smallest_that_matters": 0.02}
    up_and_down, in_waves = np.tile([40, -40], 12), np.tile([40, 40, 40, -40, -40, -40], 4)
    restless, slow = (
        gap_verdicts(calm[0] + shift, *calm[1:], **options) for shift in (up_and_down, in_waves)
    )
    assert slow.upper[-1] - slow.lower[-1] > 1.3 * (restless.upper[-1] - restless.lower[-1])


def test_a_month_missing_in_one_group_counts_in_neither():
    x, n, y, m = steady((0.142, 0.172), (0.061, 0.061))
    x[3] = np.nan
    y[3] = 2000
    found = gap_verdicts(x, n, y, m, change_at=6, better="lower", smallest_that_matters=0.02)
    assert found.change[-1] == pytest.approx(0.03)


def test_more_months_show_smaller_changes():
    counts = steady((0.142, 0.142), (0.061, 0.061), after=0)
    sizes = [smallest_change_to_show(*counts, change_at=6, more_months=n) for n in (1, 3, 6, 12)]
    assert sizes == sorted(sizes, reverse=True)
    assert 0.015 < sizes[-1] < 0.025


def test_the_smallest_change_to_show_worked_by_hand():
    # Variances a month .142 x .858 / 2000 + .061 x .939 / 2000 = .00008956; six before and twelve
    # after: x (1/6 + 1/12) = .00002239, root .004732. Limit of the last of twelve looks 2.144, in
    # Student's t on 16 degrees 2.348, and .8416 for four in five: 3.190. Where a dispersion under 1
    # counts as 1, one of 1 seems 1 + sqrt(2/16) x .3989 = 1.141 on average, root 1.068.
    counts = steady((0.142, 0.142), (0.061, 0.061), after=0)
    size = smallest_change_to_show(*counts, change_at=6, more_months=12)
    assert size == pytest.approx(3.190 * 1.068 * 0.004732, rel=1e-3)


@pytest.mark.parametrize(
    ("changed", "error", "says"),
    [
        ({"change_at": 2}, TooFewGroups, "3 months before"),
        ({"change_at": 12}, StatisticRefused, "0 months after"),
        ({"planned_looks": 4}, StatisticRefused, "Plan more looks"),
        ({"better": "neither"}, StatisticRefused, 'better="higher"'),
        ({"smallest_that_matters": 0}, StatisticRefused, "0.02"),
        ({"smallest_that_matters": 2}, StatisticRefused, "0.02, not 2"),
        ({"false_alarms": 5}, StatisticRefused, "between 0 and 1"),
        ({"kind": "mean"}, StatisticRefused, "kind"),
    ],
)
def test_bad_input_is_refused_with_a_remedy(changed, error, says):
    options = {"change_at": 6, "better": "lower", "smallest_that_matters": 0.02} | changed
    with pytest.raises(error, match=says):
        gap_verdicts(*steady((0.14, 0.14), (0.06, 0.06)), **options)


def test_groups_of_different_lengths_are_refused():
    x, n, y, m = steady((0.14, 0.14), (0.06, 0.06))
    with pytest.raises(InvalidCounts, match="same months"):
        gap_verdicts(x, n, y[1:], m[1:], change_at=6, better="lower", smallest_that_matters=0.02)


def test_looks_ahead_stop_at_those_planned():
    counts = steady((0.14, 0.14), (0.06, 0.06))
    with pytest.raises(StatisticRefused, match="looks that are left"):
        smallest_change_to_show(*counts, change_at=6, more_months=7)
