"""What is true of every comparison of users with residents."""

import xml.etree.ElementTree as ET

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equity_lens.charts.representation import representation_chart
from equity_lens.disclosure.policy import policy
from equity_lens.disclosure.release import release
from equity_lens.statistics import (
    expected_share,
    people_below_expected,
    poisson_limits,
    representation_bounds,
    representation_ratio,
)
from equity_lens.words.numbers import plain
from equity_lens.words.representation import least_here, representation_sentence

LEEDS = frozenset({"E08000035"})

groups = st.lists(
    st.tuples(st.integers(0, 5_000), st.integers(1, 500_000)), min_size=2, max_size=8
).filter(lambda pairs: sum(users for users, _ in pairs) > 0)


def of(pairs):
    observed, residents = (np.array(each, dtype=float) for each in zip(*pairs, strict=True))
    users = observed.sum()
    return observed, users, expected_share([users], residents[:, None])


@given(groups)
def test_shares_expected_add_to_one_and_people_below_to_nobody(pairs):
    observed, users, share = of(pairs)
    assert share.sum() == pytest.approx(1)
    assert people_below_expected(observed, users, share).value.sum() == pytest.approx(0, abs=1e-6)


@given(groups)
def test_the_ratio_lies_in_its_interval_and_in_its_bounds(pairs):
    observed, users, share = of(pairs)
    ratio = representation_ratio(observed, users, share)
    assert (ratio.lower <= ratio.value + 1e-12).all()
    assert (ratio.value <= ratio.upper + 1e-12).all()
    bounds = representation_bounds(observed, users, share, 17)
    assert (bounds.lower <= ratio.value).all()
    assert (bounds.upper >= ratio.value * users / (users + 17)).all()
    without = representation_bounds(observed, users, share, 0)
    assert without.lower == pytest.approx(ratio.value)
    assert without.upper == pytest.approx(ratio.value)


@given(groups, st.integers(2, 50))
def test_residents_counted_in_dozens_would_give_the_same(pairs, times):
    _, _, share = of(pairs)
    _, _, scaled = of([(each, people * times) for each, people in pairs])
    assert scaled == pytest.approx(share)


@given(groups, st.lists(st.integers(1, 100), min_size=2, max_size=5))
def test_groups_of_the_same_ages_are_expected_alike_with_and_without_ages(pairs, ages):
    _, users, share = of(pairs)
    by_age = np.array([[people * each for each in ages] for _, people in pairs], dtype=float)
    users_by_age = users * np.arange(1, len(ages) + 1) / sum(range(1, len(ages) + 1))
    assert expected_share(users_by_age, by_age) == pytest.approx(share)


def test_the_interval_holds_what_it_should_95_times_in_100():
    rng = np.random.default_rng(20261031)
    residents = np.array([0.86, 0.09, 0.04, 0.01])
    use = residents * np.array([1.05, 0.75, 0.6, 1.0])
    truth = use / use.sum() / residents
    draws = rng.multinomial(1500, use / use.sum(), size=20_000)
    found = representation_ratio(draws, 1500, residents)
    covered = ((found.lower <= truth) & (truth <= found.upper)).mean(axis=0)
    assert (covered > 0.94).all()
    assert (covered < 0.965).all()
    # Poisson limits of the count alone hold the large group every time: they say too little.
    expected = 1500 * residents[0]
    poisson = poisson_limits(draws[:, 0].astype(float))
    within = (poisson.lower / expected <= truth[0]) & (truth[0] <= poisson.upper / expected)
    assert within.mean() > 0.999


def test_the_interval_fair_to_age_holds_at_least_as_often():
    rng = np.random.default_rng(7)
    people = np.array([[4000.0, 1000.0], [6000.0, 9000.0]])  # group by young and old
    rate = np.array([0.02, 0.10]) * np.array([[0.7], [1.0]])
    covered = []
    for _ in range(4000):
        seen = rng.poisson(people * rate).astype(float)
        share = expected_share(seen.sum(axis=0), people)
        found = representation_ratio(seen.sum(axis=1), seen.sum(), share)
        true_share = expected_share((people * rate).sum(axis=0), people)
        truth = (people * rate).sum(axis=1) / (people * rate).sum() / true_share
        covered.append((found.lower <= truth) & (truth <= found.upper))
    assert (np.mean(covered, axis=0) > 0.945).all()


@pytest.mark.parametrize("rules", ["hes", "local"])
@pytest.mark.parametrize("seed", range(4))
def test_a_reader_with_a_calculator_gets_our_numbers_from_the_counts_shown(trusts, seed, rules):
    cells = trusts.trust(seed, periods=2, size=(30, 900), measures=trusts.MEASURES[:4])
    made = release(cells, policy=policy(rules), names=str, organisation="RX1", catchment=LEEDS)
    assert made.representations
    shown_anything = False
    everyone = {p.measure.id: p for p in made.profiles if p.dimension.key == "all"}
    for shown in made.representations:
        if shown.refusal:
            continue
        living = sum(group.residents.value for group in shown.groups if group.residents.is_number)
        profile = next(
            p for p in made.profiles
            if p.measure == shown.measure and p.dimension == shown.dimension
        )  # fmt: skip
        compared = [group for group in shown.groups if group.residents.is_number]
        if all(group.observed.is_number for group in compared):
            users = sum(group.observed.value for group in compared)
            assert shown.users.value == users
        elif shown.users.is_number:
            others = [g.denominator for g in profile.unknown]
            others += [g.observed for g in shown.groups if not g.residents.is_number]
            left = everyone[shown.measure.id].groups[0].denominator.value
            left -= sum(each.value for each in others)
            known = sum(g.observed.value for g in compared if g.observed.is_number)
            assert shown.users.value == max(left, known)
        for group in compared:
            assert group.ratio.is_number <= group.observed.is_number
            if group.ratio.is_number:
                expected = shown.users.value * group.residents.value / living
                assert group.expected.value == pytest.approx(expected)
                assert group.ratio.value == pytest.approx(group.observed.value / expected)
                shown_anything = True
    assert shown_anything or rules == "local"


@pytest.mark.parametrize("rules", ["hes", "local"])
@pytest.mark.parametrize("seed", range(4))
def test_words_and_pictures_say_what_the_figures_say_and_nothing_withheld(trusts, seed, rules):
    cells = trusts.trust(seed, periods=1, size=(30, 900), measures=trusts.MEASURES[:4])
    made = release(cells, policy=policy(rules), names=str, organisation="RX1", catchment=LEEDS)
    for shown in made.representations:
        said = representation_sentence(shown)
        group = least_here(shown)
        if shown.refusal:
            assert shown.refusal in said
        elif group.ratio.is_number:
            assert f"{plain(group.ratio.value, 'ratio')} times as many" in said
            sure = not group.ratio.lower <= 1 <= group.ratio.upper
            assert ("consistent with as many as expected" in said) != sure
            if sure and group.fewer.value:
                assert (" fewer" in said) == (group.ratio.value < 1)
        else:
            assert policy(rules).reason in said or group.ratio.reason in said
        chart = representation_chart(shown)
        for svg in (chart.svg, chart.narrow_svg):
            assert ET.fromstring(svg).get("role") == "img"
            assert "nan" not in svg
            assert svg.count("<title>") == sum(each.ratio.is_number for each in shown.groups)
