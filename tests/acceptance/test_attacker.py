"""No count of 1 to 7 can be worked out from what is published.

The attacker (attacker.py) is given more than any reader has: besides the published rows, the exact
number of everyone and of those whose identity is not known, and which withheld counts are small,
wherever noughts beside them are shown. It must never find the one value that a small count can
have; and it must find some when the gate's own check is switched off, or the test could not fail.
"""

from dataclasses import replace

import pytest

from equity_lens.disclosure.policy import policy
from equity_lens.disclosure.release import release

SIZES = [(12, 40), (30, 120), (60, 400), (400, 2000)]


@pytest.fixture(scope="module")
def published(trusts, attacker):
    """Publish a made-up trust, and say what the attacker is told and what is true."""

    def publish(seed, rules, *, size, periods=1, measures=None):
        measures = measures or (
            trusts.WITHIN_18,
            trusts.OVER_52,
            trusts.LIST_SIZE,
            trusts.RECORDED,
            *((trusts.OVER_18,) if seed % 3 == 0 else ()),
        )
        cells = trusts.trust(seed, periods=periods, size=size, measures=measures)
        ledgers = [trusts.ledger_of(cells)] if periods == 1 else []
        made = release(cells, policy=rules, ledgers=ledgers, organisation="RX1", names=str)
        return made, _truth(cells, attacker), {measure.id: measure for measure in measures}

    return publish


def _truth(cells, attacker):
    """Every count by organisation, period and cell."""
    truth = {}
    for each in cells:
        with_event, out_of = attacker.conditions_of(each.measure)
        for p, period in enumerate(each.periods):
            here = truth.setdefault((each.organisations[0], period), {})
            for s, subgroup in enumerate(each.subgroups):
                cell = (each.dimension.key, subgroup.key)
                here[attacker.Cell(with_event, *cell)] = each.numerator[0, p, s]
                here[attacker.Cell(out_of, *cell)] = each.denominator[0, p, s]
    return truth


def _told(rows, truth, attacker, measures, most):
    """Exact totals and states of denominators, and the withheld counts that are small."""
    withheld, exact, small, with_noughts = {}, {}, {}, set()
    out_of = {attacker.conditions_of(measure)[1] for measure in measures.values()}
    for row in rows:
        if row["measure"] and row["statistic"] in ("numerator", "denominator"):
            people = attacker.conditions_of(measures[row["measure"]])
            which = people[0] if row["statistic"] == "numerator" else people[1]
            cell = attacker.Cell(which, row["dimension"], row["subgroup"])
            place = (row["organisation"], row["period"])
            if row["state"] == "suppressed":
                withheld.setdefault(place, set()).add(cell)
                if truth[place][cell] == 0:
                    with_noughts.add((place, cell.people, cell.dimension))
    for place, counts in truth.items():
        hidden = withheld.get(place, set())
        exact[place] = {
            cell: value
            for cell, value in counts.items()
            if (cell.people in out_of and cell.dimension == "all")
            or (cell.people in out_of and _is_state(cell) and cell not in hidden)
        }
        small[place] = {
            cell
            for cell in hidden
            if 1 <= counts[cell] <= most
            and (place, cell.people, cell.dimension) not in with_noughts
        }
        exact[place] = {c: v for c, v in exact[place].items() if v > most or v == 0}
    return exact, small


def _is_state(cell):
    states = ("not_known", "not_stated", "no_fixed_abode", "outside_england", "legacy_white")
    return "_by_" not in cell.dimension and cell.subgroup in states


def _right(found, truth, attacker):
    """What the attacker found that is so: counts, or people without the event."""
    true = []
    for each in found:
        counts = truth[each.organisation, each.period]
        value = counts[each.cell]
        if each.without is not None:
            value -= counts[attacker.Cell(each.without, each.cell.dimension, each.cell.subgroup)]
        if value == each.value:
            true.append((each.cell.dimension, each.cell.subgroup, each.without is not None))
    return true


def attacked(made, truth, measures, attacker, rules, **given):
    rows = attacker.rows_of(made)
    exact, small = _told(rows, truth, attacker, measures, rules.suppress_to)
    told = {"exact": exact, "small": small} | given
    found = attacker.attack(
        rows, measures, reach=rules.round_to // 2, most=rules.suppress_to, **told
    )
    return _right(found, truth, attacker)


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("seed", range(3))
def test_no_count_of_1_to_7_can_be_worked_out(published, attacker, seed, size):
    rules = policy("hes")
    made, truth, measures = published(100 + seed, rules, size=size)
    assert attacked(made, truth, measures, attacker, rules) == []


@pytest.mark.parametrize("seed", range(3))
def test_nor_by_taking_every_withheld_count_for_a_small_one(published, attacker, seed):
    rules = policy("hes")
    made, truth, measures = published(200 + seed, rules, size=(40, 300))
    assert attacked(made, truth, measures, attacker, rules, all_small=True) == []


def test_nor_from_levels_that_overlap(published, attacker):
    # Ethnic groups and "all other groups" are both sums of categories, and share some of them: no
    # sum by itself gives anything away here, and all of them together do.
    rules = policy("hes")
    made, truth, measures = published(2051, rules, size=(50, 400))
    assert attacked(made, truth, measures, attacker, rules) == []
    one_by_one = replace(rules, together=False)
    made, truth, measures = published(2051, one_by_one, size=(50, 400))
    assert attacked(made, truth, measures, attacker, one_by_one)


@pytest.mark.parametrize("name", ["local", "ohid"])
@pytest.mark.parametrize("seed", [3, 700, 702])
def test_nor_where_counts_are_not_rounded(published, attacker, name, seed):
    rules = policy(name)
    made, truth, measures = published(seed, rules, size=(30, 300))
    assert attacked(made, truth, measures, attacker, rules) == []


def test_the_attacker_finds_small_counts_when_nothing_more_is_withheld(published, attacker):
    rules = replace(policy("hes"), complementary=False)
    found = []
    for seed in (0, 3, 801):
        made, truth, measures = published(seed, rules, size=(30, 300))
        found += attacked(made, truth, measures, attacker, rules)
    assert found


def test_the_attacker_finds_small_counts_by_plain_subtraction_from_exact_counts(trusts, attacker):
    # 41 + 55 + 4 = 100, of which only the 4 is withheld.
    dimension = trusts.DIMENSIONS["specialty"]
    people = [[41, 55, 4]]
    cells = [
        trusts.everybody(trusts.LIST_SIZE, [100], [100]),
        trusts.table(trusts.LIST_SIZE, dimension, trusts.SPECIALTIES[:3], people, people),
    ]
    measures = {trusts.LIST_SIZE.id: trusts.LIST_SIZE}
    alone = replace(policy("local"), complementary=False, complements=False)
    made = release(cells, policy=alone, organisation="RX1", names=str)
    found = attacker.attack(attacker.rows_of(made), measures, reach=0)
    assert [(each.cell.subgroup, each.value) for each in found] == [("130", 4)] or found == [
        attacker.Found("RX1", "2026-01", attacker.Cell(found[0].cell.people, "specialty", "110"), 4)
    ]
    protected = release(cells, policy=policy("local"), organisation="RX1", names=str)
    assert attacker.attack(attacker.rows_of(protected), measures, reach=0) == []


def test_percentages_and_intervals_do_not_give_withheld_counts_away(published, attacker):
    rules = policy("hes")
    made, _, _ = published(5, rules, size=(60, 400))
    for profile in made.profiles:
        for group in (*profile.groups, *profile.unknown):
            if not (group.numerator.is_number and group.denominator.is_number):
                assert not group.value.is_number
                assert not group.gap.is_number
                assert not group.ratio.is_number
                assert not group.people_affected.is_number
            if not group.denominator.is_number:
                assert not group.share.is_number


def test_last_months_release_beside_this_months_tells_nothing_more(trusts, attacker):
    rules = policy("hes")
    measures = (trusts.WITHIN_18, trusts.OVER_52, trusts.LIST_SIZE)
    both = trusts.trust(11, periods=2, size=(60, 300), measures=measures)
    first = [_first_period(each) for each in both]
    last_month = attacker.rows_of(release(first, policy=rules, organisation="RX1", names=str))
    this_month = attacker.rows_of(release(both, policy=rules, organisation="RX1", names=str))
    again = {_name(row): row for row in this_month if row["period"] == both[0].periods[0]}
    assert again
    # A month that is released again is released alike, figure by figure.
    before = {_name(row): row for row in last_month}
    for name, row in again.items():
        if row["statistic"] in ("numerator", "denominator", "value", "share"):
            assert before[name] == row
    truth = _truth(both, attacker)
    by_id = {measure.id: measure for measure in measures}
    exact, small = _told(last_month, truth, attacker, by_id, rules.suppress_to)
    found = attacker.attack(last_month + this_month, by_id, exact=exact, small=small)
    assert _right(found, truth, attacker) == []


def _first_period(counts):
    def cut(array):
        return None if array is None else array[:, :1]

    return replace(
        counts,
        periods=counts.periods[:1],
        numerator=cut(counts.numerator),
        denominator=cut(counts.denominator),
        numerator_withheld=cut(counts.numerator_withheld),
        denominator_withheld=cut(counts.denominator_withheld),
        source_of=cut(counts.source_of),
        histogram=cut(counts.histogram),
    )


def _name(row):
    return tuple(
        row[part]
        for part in ("organisation", "period", "measure", "dimension", "subgroup", "statistic")
    )
