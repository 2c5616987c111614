"""Many comparisons, and people whose identity nobody recorded."""

import numpy as np
import pytest

from equity_lens.errors import InvalidCounts
from equity_lens.statistics import (
    benjamini_hochberg,
    missing_identity_bounds,
    part_whole_missing_bounds,
    proportion_difference,
    worst_case_missing_bounds,
)


def test_the_published_example_of_benjamini_and_hochberg():
    # J R Stat Soc B 1995;57:289, section 4: 15 p values, of which the first four are called at 0.05
    p = [
        0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
        0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000,
    ]  # fmt: skip
    q = benjamini_hochberg(p)
    np.testing.assert_array_equal(q <= 0.05, np.arange(15) < 4)
    # By hand: .0095 x 15 / 4
    assert q[3] == pytest.approx(0.035625)


def test_a_comparison_that_was_not_made_does_not_count():
    q = benjamini_hochberg([0.01, np.nan, 0.04])
    assert q[[0, 2]] == pytest.approx([0.02, 0.04])
    assert np.isnan(q[1])


def test_each_row_is_a_family_of_its_own():
    q = benjamini_hochberg([[0.01, 0.04], [0.5, 0.01]])
    np.testing.assert_allclose(q, [[0.02, 0.04], [0.5, 0.02]])


def test_order_does_not_matter():
    np.testing.assert_allclose(benjamini_hochberg([0.5, 0.01, 0.03]), [0.5, 0.03, 0.045])


def test_a_p_value_outside_nought_to_one_is_refused():
    with pytest.raises(InvalidCounts, match="p value"):
        benjamini_hochberg([0.5, 5])


def test_bounds_of_a_gap_worked_by_hand():
    # Recorded 500/1000 - 700/1000 = -.2. All 60/200 in the group: 560/1200 - .7 = -.2333.
    # All in the reference: .5 - 760/1200 = -.1333
    bounds = missing_identity_bounds(500, 1000, 700, 1000, 60, 200)
    assert bounds == pytest.approx((-0.23333, -0.13333), abs=1e-5)


def test_the_gap_as_recorded_always_lies_within_the_bounds():
    # The not known fare between the two: moving them either way narrows the gap.
    bounds = missing_identity_bounds(500, 1000, 700, 1000, 120, 200)
    assert bounds.lower == pytest.approx(-0.2)


def test_nobody_missing_means_no_doubt():
    bounds = missing_identity_bounds(500, 1000, 700, 1000, 0, 0)
    assert bounds == pytest.approx((-0.2, -0.2))


def test_the_worst_case_worked_by_hand():
    # 60 with the event, 140 without. Least: 500/1140 - 760/1060; greatest: 560/1060 - 700/1140
    bounds = worst_case_missing_bounds(500, 1000, 700, 1000, 60, 200)
    assert bounds == pytest.approx((500 / 1140 - 760 / 1060, 560 / 1060 - 700 / 1140))


def test_no_division_of_the_missing_goes_beyond_the_worst_case():
    least, greatest = worst_case_missing_bounds(500, 1000, 700, 1000, 60, 200)
    with_event, without = np.meshgrid(np.arange(0, 61, 5), np.arange(0, 141, 5))
    gap = proportion_difference(
        500 + with_event,
        1000 + with_event + without,
        700 + 60 - with_event,
        1000 + 200 - with_event - without,
    ).value
    assert gap.min() >= least - 1e-12
    assert gap.max() <= greatest + 1e-12


def test_bounds_against_everyone_leave_everyone_alone():
    # 1,260 of 2,200 overall; recorded .5 - .5727; with all not known 560/1200 - .5727
    bounds = part_whole_missing_bounds(500, 1000, 1260, 2200, 60, 200)
    assert bounds == pytest.approx((560 / 1200 - 1260 / 2200, 0.5 - 1260 / 2200))


@pytest.mark.parametrize("bounds", [missing_identity_bounds, worst_case_missing_bounds])
def test_a_withheld_count_withholds_the_bounds(bounds):
    assert np.isnan(bounds(np.nan, 1000, 700, 1000, 60, 200)).all()
    assert np.isnan(bounds(500, 1000, 700, 1000, np.nan, 200)).all()


def test_more_unknown_events_than_unknown_people_is_refused():
    with pytest.raises(InvalidCounts, match="unknown"):
        missing_identity_bounds(500, 1000, 700, 1000, 60, 50)
