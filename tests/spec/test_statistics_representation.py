"""Who uses a service, against who lives in its area."""

import numpy as np
import pytest

from equity_lens.errors import InvalidCounts
from equity_lens.statistics import (
    expected_share,
    people_below_expected,
    representation_bounds,
    representation_ratio,
)


def test_the_expected_share_is_the_share_of_residents():
    # 2,000 of 10,000 residents: a fifth, however many users there are.
    assert expected_share([1], [[2000], [8000]]).tolist() == [0.2, 0.8]
    assert expected_share([977], [[2000], [8000]]) == pytest.approx([0.2, 0.8])


def test_an_older_group_is_expected_to_be_a_larger_share_of_older_users():
    # Young: 100 users, the group has 1,500 of 5,000 residents, so 30. Old: 900 users, the group has
    # 500 of 5,000, so 90. Together 120 of 1,000; by its residents alone it would be 200.
    residents = [[1500, 500], [3500, 4500]]
    assert expected_share([100, 900], residents) == pytest.approx([0.12, 0.88])
    assert expected_share([1000], [[2000], [8000]])[0] == 0.2


def test_a_group_seen_at_60_percent_of_what_is_expected_worked_by_hand():
    # A fifth of residents, 120 of 1,000 users: 120 / 200 = 0.6.
    # Wilson with z = 1.959964: centre (120 + 1.920729) / (1000 + 3.841459) = 0.1214542;
    # reach 1.959964 / 1003.841459 x sqrt(120 x 880 / 1000 + 0.960365) = 0.0201550.
    # 0.1012992 to 0.1416092 of users, over 0.2.
    found = representation_ratio(120, 1000, 0.2)
    assert found.value == pytest.approx(0.6)
    assert found.lower == pytest.approx(0.506496, abs=1e-5)
    assert found.upper == pytest.approx(0.708046, abs=1e-5)
    assert found.expected == pytest.approx(200)


def test_fewer_than_expected_is_a_number_of_people_above_nought():
    # 200 expected less 120; limits 200 - 141.6 and 200 - 101.3, of the ratio worked above.
    fewer = people_below_expected(120, 1000, 0.2)
    assert [round(float(part), 1) for part in fewer] == [80.0, 58.4, 98.7]
    assert people_below_expected(880, 1000, 0.8).value == pytest.approx(-80)


def test_bounds_are_none_and_all_of_the_not_known_in_the_group():
    # With 50 more users 210 are expected: 120 / 210 and 170 / 210.
    bounds = representation_bounds(120, 1000, 0.2, 50)
    assert bounds.lower == pytest.approx(120 / 210)
    assert bounds.upper == pytest.approx(170 / 210)


def test_nobody_seen_is_a_ratio_of_nought_with_an_upper_limit():
    # Wilson's upper limit for none of 100: 3.841459 / 103.841459 = 0.0369935, over 0.1.
    found = representation_ratio(0, 100, 0.1)
    assert found.value == 0
    assert found.lower == pytest.approx(0, abs=1e-12)
    assert found.upper == pytest.approx(0.369935, abs=1e-5)


def test_what_is_withheld_stays_unknown_beside_what_is_not():
    found = representation_ratio([120, np.nan], 1000, [0.2, 0.8])
    assert found.value[0] == pytest.approx(0.6)
    assert np.isnan(found.value[1])
    assert np.isnan(found.upper[1])


def test_everyone_a_user_and_everyone_a_resident_is_as_many_as_expected():
    found = representation_ratio(1000, 1000, 1.0)
    assert found.value == 1
    assert found.lower < 1 <= found.upper + 1e-12


@pytest.mark.parametrize("share", [0, -0.1, 1.2, 20])
def test_a_share_that_is_not_one_is_refused(share):
    with pytest.raises(InvalidCounts, match="share expected"):
        representation_ratio(120, 1000, share)


def test_more_in_a_group_than_in_all_groups_is_refused():
    with pytest.raises(InvalidCounts, match="larger than all the users"):
        representation_ratio(1001, 1000, 0.2)


def test_users_of_an_age_that_no_resident_has_are_refused():
    with pytest.raises(InvalidCounts, match="no resident"):
        expected_share([10, 5], [[100, 0], [200, 0]])
    # Without users of that age there is nothing to share out.
    assert expected_share([10, 0], [[100, 0], [200, 0]]) == pytest.approx([1 / 3, 2 / 3])


def test_no_users_at_all_are_refused():
    with pytest.raises(InvalidCounts, match="all users"):
        expected_share([0, 0], [[100, 50], [200, 70]])
