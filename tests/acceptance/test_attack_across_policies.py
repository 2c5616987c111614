"""An attacker who kept the figures made under the trust's former rule on small numbers."""

import pytest

from equity_lens.disclosure.before import Before
from equity_lens.disclosure.policy import policy
from equity_lens.disclosure.release import release

# Made-up trusts of which the two releases together give small counts away, each by itself none.
GIVEN_AWAY = [((60, 400), 2), ((400, 2000), 2)]
OTHERS = [((30, 120), 0), ((60, 400), 0), ((400, 2000), 0)]


@pytest.fixture(scope="module")
def laid_side_by_side(trusts, attacker):
    """What the attacker finds in two releases of the same counts, under one rule and another."""
    measures = (trusts.WITHIN_18, trusts.OVER_52, trusts.LIST_SIZE, trusts.RECORDED)
    defined = {measure.id: measure for measure in measures}

    def attack(size, seed, first, second, *, remembers):
        cells = trusts.trust(seed, periods=1, size=size, measures=measures)
        shown = Before(policy(first), frozenset(cells[0].periods))
        tables = []
        for name, before in ((first, []), (second, [shown] if remembers else [])):
            rules = policy(name)
            made = release(cells, policy=rules, organisation="RX1", names=str, before=before)
            rows = attacker.rows_of(made)
            tables.append(attacker._read(rows, defined, rules.round_to // 2, rules.suppress_to))
        both, later = tables
        for cell, least in later.least.items():
            both.know(cell, least, later.most[cell])
        both.withheld |= later.withheld
        truth = _truth(cells, attacker)
        return [
            cell
            for cell, value, without in attacker._determined(both, 7)
            if without is None and truth[cell] == value
        ]

    return attack


def _truth(cells, attacker):
    truth = {}
    for each in cells:
        with_event, out_of = attacker.conditions_of(each.measure)
        for s, subgroup in enumerate(each.subgroups):
            cell = (each.dimension.key, subgroup.key)
            truth[attacker.Cell(with_event, *cell)] = each.numerator[0, 0, s]
            truth[attacker.Cell(out_of, *cell)] = each.denominator[0, 0, s]
    return truth


@pytest.mark.parametrize(("first", "second"), [("hes", "local"), ("local", "hes")])
@pytest.mark.parametrize(("size", "seed"), [*GIVEN_AWAY, *OTHERS])
def test_old_figures_beside_new_ones_give_no_small_count_away(
    laid_side_by_side, size, seed, first, second
):
    assert laid_side_by_side(size, seed, first, second, remembers=True) == []


@pytest.mark.parametrize(("size", "seed"), GIVEN_AWAY)
def test_they_would_if_the_gate_did_not_remember(laid_side_by_side, size, seed):
    assert laid_side_by_side(size, seed, "hes", "local", remembers=False)


def test_a_period_that_was_never_shown_is_released_as_ever(trusts):
    cells = trusts.trust(2, periods=2, size=(60, 400), measures=(trusts.WITHIN_18,))
    first, second = cells[0].periods
    rules, earlier = policy("local"), policy("hes")

    def made(before):
        shown = release(cells, policy=rules, organisation="RX1", names=str, before=before)
        everything = (*shown.profiles, *shown.history)
        return {
            period: [each for each in everything if each.period == period]
            for period in (first, second)
        }

    plain, careful = made([]), made([Before(earlier, frozenset({first}))])
    assert careful[second] == plain[second]
    assert careful[first] != plain[first]
