"""What a mean means."""

import numpy as np
import pytest

from equity_lens.errors import InvalidCounts
from equity_lens.statistics import mean, mean_from_sums


def test_students_interval_worked_by_hand():
    # 62, 71, 55, 80: mean 67, squares 25 + 16 + 144 + 169 = 354, standard error
    # sqrt(354 / 3 / 4) = 5.431; t on 3 at 97.5% is 3.1824
    made = mean([62, 71, 55, 80])
    assert made.value == 67
    assert made.upper == pytest.approx(67 + 3.1824 * 5.4314, abs=1e-3)
    assert made.lower == pytest.approx(67 - 3.1824 * 5.4314, abs=1e-3)


def test_one_measurement_has_no_limits():
    made = mean([5.0])
    assert made.value == 5
    assert np.isnan([made.lower, made.upper]).all()


def test_a_missing_measurement_makes_the_mean_missing():
    assert np.isnan(mean([[1, 2, np.nan], [1, 2, 3]]).value).tolist() == [True, False]


def test_sums_give_what_the_measurements_give():
    values = np.array([62.0, 71, 55, 80])
    sums = mean_from_sums(4, values.sum(), (values**2).sum())
    np.testing.assert_allclose(sums, mean(values))


def test_sums_of_two_trusts_can_be_added():
    one, other = np.array([3.0, 5, 8]), np.array([13.0, 21])
    added = mean_from_sums(3 + 2, one.sum() + other.sum(), (one**2).sum() + (other**2).sum())
    np.testing.assert_allclose(added, mean(np.append(one, other)))


@pytest.mark.parametrize(
    ("sums", "words"), [((0, 0, 0), "no measurement"), ((4, 268, 100), "too small")]
)
def test_sums_that_cannot_be_are_refused(sums, words):
    with pytest.raises(InvalidCounts, match=words):
        mean_from_sums(*sums)


def test_no_values_are_refused():
    with pytest.raises(InvalidCounts, match="no values"):
        mean([])
