"""What is true of every protected count, and of every profile made from them."""

from dataclasses import replace

import numpy as np
import pytest

from equity_lens.analysis.everyone import everyone_of
from equity_lens.analysis.profile import profile
from equity_lens.disclosure.policy import policy
from equity_lens.disclosure.protect import protect
from equity_lens.statistics.rounding import round_people

HES = policy("hes")
SEEDS = range(6)


def each_count(true, shown):
    """Numerators and denominators: true values, shown values, and whether withheld."""
    for before, after in zip(true, shown, strict=True):
        yield before.numerator, after.numerator, after.numerator_withheld
        yield before.denominator, after.denominator, after.denominator_withheld


@pytest.mark.parametrize("seed", SEEDS)
def test_no_count_of_1_to_7_is_shown_and_nought_is_nought(trusts, seed):
    cells = trusts.trust(seed, periods=3, size=(30, 600))
    for true, shown, withheld in each_count(cells, protect(cells, HES).cells):
        small = (true >= 1) & (true <= 7)
        assert withheld[small].all()
        assert np.isnan(shown[withheld]).all()
        assert (shown[~withheld] % 5 == 0).all()
        assert (np.abs(shown - true)[~withheld] <= 2).all()
        assert (true[~withheld & (shown == 0)] == 0).all()


# Exact counts take longer to check: two trusts are enough.
ALONE = [*(("hes", seed) for seed in SEEDS), ("local", 0), ("local", 1)]


@pytest.mark.parametrize(("rules", "seed"), ALONE)
def test_a_period_is_protected_alike_whatever_is_released_with_it(trusts, rules, seed):
    cells = trusts.trust(seed, periods=3, size=(30, 300), measures=trusts.MEASURES[:4])
    together = protect(cells, policy(rules)).cells
    for period in range(3):
        alone = protect([_only(each, period) for each in cells], policy(rules)).cells
        for one, all_three in zip(alone, together, strict=True):
            same = _only(all_three, period)
            np.testing.assert_array_equal(one.denominator, same.denominator)
            np.testing.assert_array_equal(one.numerator, same.numerator)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_in_which_tables_come_makes_no_difference_to_whether_they_are_safe(trusts, seed):
    # Which of two equal neighbours goes may change; nothing small is shown either way.
    cells = trusts.trust(seed, periods=1, size=(30, 300))
    backwards = protect(cells[::-1], HES).cells
    for true, shown, withheld in each_count(cells[::-1], backwards):
        assert withheld[(true >= 1) & (true <= 7)].all()
        assert (np.abs(shown - true)[~withheld] <= 2).all()


@pytest.mark.parametrize("seed", SEEDS)
def test_the_same_people_are_withheld_under_each_of_their_names(trusts, seed):
    cells = trusts.trust(seed, periods=2, size=(30, 400))
    shown = dict(
        zip(
            [(c.measure.id, c.dimension.key) for c in cells], protect(cells, HES).cells, strict=True
        )
    )
    category = shown["list-size", "ethnic_category"].denominator_withheld[..., 0]
    broad = shown["list-size", "ethnic_group_broad"].denominator_withheld[..., 0]
    # White British is one of the sixteen categories and one of the two broad groups.
    assert (category == broad).all()
    for state in (-3, -2, -1):
        hidden = [
            shown["list-size", key].denominator_withheld[..., state]
            for key in ("imd_decile", "imd_quintile", "imd_quintile_local")
        ]
        assert (hidden[0] == hidden[1]).all()
        assert (hidden[0] == hidden[2]).all()


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_rests_on_what_is_withheld_is_withheld(trusts, seed):
    cells = trusts.trust(seed, periods=2, size=(30, 400))
    shown = protect(cells, HES).cells
    for each in shown:
        made = profile(each, everyone_of(each, shown))
        hidden = each.denominator_withheld
        if each.measure.value == "proportion":
            hidden = hidden | each.numerator_withheld
        assert np.isnan(made.value.value[hidden]).all()
        assert np.isnan(made.gap.value[hidden]).all()
        assert np.isnan(made.ratio.value[hidden]).all()
        assert np.isnan(made.people_affected.value[hidden]).all()
        assert np.isnan(made.share.value[each.denominator_withheld]).all()


@pytest.mark.parametrize("seed", SEEDS)
def test_organisations_and_periods_side_by_side_are_as_they_are_alone(trusts, seed):
    cells = trusts.trust(seed, periods=3, size=(300, 600))
    for each in cells:
        together = profile(each, everyone_of(each, cells))
        for period in range(3):
            some = [_only(other, period) for other in cells]
            alone = profile(_only(each, period), everyone_of(_only(each, period), some))
            for name in ("value", "gap", "ratio", "gap_bounds", "people_affected", "share"):
                one = np.stack(getattr(alone, name).estimate)[:, :, 0]
                both = np.stack(getattr(together, name).estimate)[:, :, period]
                np.testing.assert_array_equal(one, both)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_gap_lies_in_its_interval_and_its_bounds(trusts, seed):
    cells = trusts.trust(seed, periods=2, size=(100, 900))
    for each in cells:
        made = profile(each, everyone_of(each, cells))
        for name in ("gap", "ratio", "gap_bounds", "value"):
            part = getattr(made, name)
            known = np.isfinite(part.value) & np.isfinite(part.lower) & np.isfinite(part.upper)
            slack = 1e-12 * np.maximum(1, np.abs(part.value[known]))
            assert (part.lower[known] <= part.value[known] + slack).all()
            assert (part.upper[known] >= part.value[known] - slack).all()


def test_people_affected_are_rounded_to_within_a_fortieth():
    people = np.geomspace(200, 5e7, 5000)
    assert (np.abs(round_people(people) - people) <= people / 80 + 1e-6).all()
    few = np.linspace(0, 200, 999)
    assert (np.abs(round_people(few) - few) <= 2.5).all()
    assert (np.diff(round_people(np.linspace(0, 100_000, 50_001))) >= 0).all()


def _only(counts, period):
    def cut(array):
        return None if array is None else array[:, period : period + 1]

    return replace(
        counts,
        periods=counts.periods[period : period + 1],
        numerator=cut(counts.numerator),
        denominator=cut(counts.denominator),
        numerator_withheld=cut(counts.numerator_withheld),
        denominator_withheld=cut(counts.denominator_withheld),
        source_of=cut(counts.source_of),
        histogram=cut(counts.histogram),
    )
