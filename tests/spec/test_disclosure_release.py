"""The only door out: true counts in, released results out."""

from dataclasses import replace

import numpy as np
import pytest

from equity_lens.cells import combine
from equity_lens.disclosure.policy import policy
from equity_lens.disclosure.release import release
from equity_lens.disclosure.released import Grade, State
from equity_lens.words.sentences import funnel_sentence

# Journey 1, most deprived fifth first, then no fixed abode, outside England, not known.
WITHIN = [5180, 5117, 4867, 4566, 4925, 130, 0, 320]
WAITING = [9100, 8500, 7800, 7111, 7600, 213, 0, 564]


def released(cells, *, rules="hes", **given):
    given = {"organisation": "RX1", "names": str} | given
    return release(cells, policy=policy(rules), **given)


@pytest.fixture
def journey(trusts):
    counts = trusts.fifths(trusts.WITHIN_18, [WITHIN], [WAITING], periods=["2026-10-31"])
    total = trusts.everybody(trusts.WITHIN_18, [25105], [40888], periods=["2026-10-31"])
    return [total, counts]


def test_the_first_finding_is_that_of_the_board_paper(journey):
    made = released(journey)
    first = made.findings[0]
    assert first.rank == 1
    assert first.grade is Grade.ACT
    assert first.group.subgroup.label == "Most deprived fifth"
    assert round(100 * first.group.value.value, 1) == 56.9
    assert round(100 * first.profile.reference_value.value, 1) == 64.8
    gap = first.group.gap
    points = [round(-100 * limit, 1) for limit in (gap.value, gap.upper, gap.lower)]
    assert points == [7.9, 6.4, 9.4]
    assert first.group.people_affected.value == 720
    assert round(100 * first.profile.overall.value, 1) == 61.4
    assert made.comparisons == 4


def test_everything_shown_follows_from_the_counts_that_are_shown(journey):
    made = released(journey)
    for profile in made.profiles:
        for group in (*profile.groups, *profile.unknown):
            if group.value.is_number:
                assert group.value.value == group.numerator.value / group.denominator.value
                assert group.denominator.value % 5 == 0


def test_a_figure_is_a_number_missing_or_suppressed_and_says_why(trusts):
    people = [[41, 55, 4, 0]]
    groups = trusts.SPECIALTIES[:4]
    cells = [
        trusts.everybody(trusts.WITHIN_18, [60], [100]),
        trusts.table(trusts.WITHIN_18, trusts.DIMENSIONS["specialty"], groups, [[25, 33, 2, 0]], people),
    ]  # fmt: skip
    first, _, third, fourth = released(cells).profiles[1].groups
    assert first.value.state is State.NUMBER
    assert third.denominator.state is State.SUPPRESSED
    assert third.denominator.reason == policy("hes").reason
    assert third.value.value is None
    # Nobody: nought people, and no proportion of nobody.
    assert fourth.denominator.value == 0
    assert fourth.value.state is State.MISSING
    assert fourth.value.reason == "nobody to count"


def test_the_reference_and_the_not_known_are_not_compared_and_say_so(journey):
    profile = released(journey).profiles[1]
    reference = profile.groups[-1]
    assert reference.is_reference
    assert reference.gap.state is State.MISSING
    assert reference.gap.reason == "this is the group that the others are compared with"
    assert [group.subgroup.key for group in profile.unknown] == [
        "no_fixed_abode",
        "outside_england",
        "not_known",
    ]
    assert all(group.gap.state is State.MISSING for group in profile.unknown)
    assert len(profile.gap_bounds) == len(profile.groups) == 5


def test_the_latest_period_is_shown_in_full_and_earlier_ones_for_findings(trusts):
    cells = trusts.trust(3, periods=4, size=(800, 1200))
    made = released(cells)
    assert {profile.period for profile in made.profiles} == {"2025-04"}
    assert {profile.period for profile in made.history} == {"2025-01", "2025-02", "2025-03"}
    assert {profile.dimension.key for profile in made.history} == {
        "all",
        "imd_quintile",
        "ethnic_group",
        "age_band",
        "sex",
    }
    assert len({profile.dimension.key for profile in made.profiles}) == 13
    assert {trend.periods for trend in made.trends} == {
        ("2025-01", "2025-02", "2025-03", "2025-04")
    }


def test_the_number_of_withheld_cells_is_that_of_the_tables_shown(trusts):
    made = released(trusts.trust(3, periods=1, size=(200, 300)))
    shown = sum(
        group.numerator.state is State.SUPPRESSED or group.denominator.state is State.SUPPRESSED
        for profile in made.profiles
        for group in (*profile.groups, *profile.unknown)
    )
    assert made.withheld == shown > 0


def test_a_reference_can_be_chosen_for_a_dimension(journey):
    made = released(journey, references={"imd_quintile": "average"})
    profile = made.profiles[1]
    assert profile.reference == "average"
    assert profile.reference_value == profile.overall
    assert not any(group.is_reference for group in profile.groups)


def published_providers(trusts):
    """A published file of a nation and four providers, by fifth."""
    source = replace(trusts.SOURCE, name="published.csv", published_by="NHS England")
    codes = ("ENG", "RX1", "RX2", "RX3", "RX4")
    one = trusts.fifths(trusts.WITHIN_18, [[1] * 5], [[2] * 5], source=source)
    total = trusts.everybody(trusts.WITHIN_18, [1], [2], source=source)
    within = [
        [9000] * 5,
        [400, 0, 0, 0, 600],
        [500, 0, 0, 0, 600],
        [550, 0, 0, 0, 600],
        [520, 0, 0, 0, 610],
    ]
    shape = (5, 1)

    def wide(counts, numerator, denominator):
        numbers = np.array(numerator, dtype=float)[:, None]
        hidden = np.zeros(numbers.shape, dtype=bool)
        return replace(
            counts, organisations=codes, numerator=numbers,
            denominator=np.array(denominator, dtype=float)[:, None],
            numerator_withheld=hidden, denominator_withheld=hidden.copy(),
            source_of=np.zeros(shape, dtype=np.intp),
        )  # fmt: skip

    waiting = [[20_000] * 5] + [[1000] * 5] * 4
    return [
        wide(total, [[sum(row)] for row in within], [[sum(row)] for row in waiting]),
        wide(one, within, waiting),
    ]


def test_other_providers_appear_only_as_points_of_a_funnel(trusts):
    made = released(
        published_providers(trusts), is_provider=lambda code: code.startswith("RX"), names=str.lower
    )
    assert {profile.organisation.code for profile in made.profiles} == {"RX1"}
    everyone, gap = made.funnels
    assert [point.organisation.code for point in gap.points] == ["RX1", "RX2", "RX3", "RX4"]
    assert [point.is_ours for point in gap.points] == [True, False, False, False]
    assert gap.points[0].value == pytest.approx(-0.2)
    # 1 / (1/1000 + 1/1000)
    assert gap.points[0].people == pytest.approx(500)
    assert gap.points[0].organisation.name == "rx1"
    assert everyone.unit == "proportion"
    assert gap.unit == "difference in proportion"


def test_our_list_of_the_same_month_stands_beside_the_public_file(trusts):
    # The public file is of 22 February; ours of the 28th, and of the months on either side.
    others = [
        replace(each, organisations=("RX1", "RX2", "RX3"), periods=("2026-02-22",),
                numerator=each.numerator[1:4], denominator=each.denominator[1:4],
                numerator_withheld=each.numerator_withheld[1:4],
                denominator_withheld=each.denominator_withheld[1:4],
                source_of=each.source_of[1:4])
        for each in published_providers(trusts)
    ]  # fmt: skip
    ours = trusts.fifths(
        trusts.WITHIN_18,
        [[500, 0, 0, 0, 600], [400, 0, 0, 0, 600], [300, 0, 0, 0, 600]],
        [[1000] * 5] * 3,
        periods=["2026-01-31", "2026-02-28", "2026-03-31"],
        codes=("NEW",),
    )
    made = release(
        combine([*others, ours]), policy=policy("hes"), names=str, organisation="NEW",
        is_provider=lambda code: code.startswith("RX"),
    )  # fmt: skip
    (gap,) = (f for f in made.funnels if f.unit == "difference in proportion")
    (point,) = (point for point in gap.points if point.is_ours)
    # 400 / 1000 less 600 / 1000; and a trust that no directory lists yet has its place.
    assert point.value == pytest.approx(-0.2)
    assert point.organisation.code == "NEW"
    assert (gap.period, point.period) == ("2026-02-22", "2026-02-28")
    assert "on 28 February 2026; all providers together" in funnel_sentence(gap)
    # The day of the public file is no gap in our own chart.
    assert made.trends
    for trend in made.trends:
        assert trend.periods == ("2026-01-31", "2026-02-28", "2026-03-31")


def test_published_counts_pass_through_and_the_release_says_so(trusts):
    made = released(published_providers(trusts), is_provider=lambda code: False)
    assert made.profiles[1].groups[0].numerator.value == 400
    assert made.policy == "published"
    assert "publisher protected these counts" in made.policy_described


def test_own_counts_beside_published_ones_are_protected(trusts):
    cells = published_providers(trusts)
    own = trusts.fifths(trusts.OVER_52, [[3, 40, 41, 42, 43]], [[400] * 5])
    total = trusts.everybody(trusts.OVER_52, [169], [2000])
    made = released([*cells, total, own], is_provider=lambda code: code.startswith("RX"))
    assert made.policy == "hes"
    assert made.policy_described.endswith(
        "Counts from published files are shown as their publishers protected them."
    )
    by_fifth = next(p for p in made.profiles if p.measure.id == "over-52" and p.dimension.ordered)
    assert by_fifth.groups[0].numerator.state is State.SUPPRESSED
    assert by_fifth.groups[1].numerator.value == 40


def test_a_release_of_synthetic_data_is_marked_whoever_asks(trusts, journey):
    assert not released(journey).synthetic
    assert released(journey, synthetic=True).synthetic
    made_up = [replace(each, sources=(replace(trusts.SOURCE, synthetic=True),)) for each in journey]
    assert released(made_up).synthetic


def test_the_same_counts_give_the_same_release(trusts):
    cells = trusts.trust(9, periods=2, size=(100, 300))
    assert released(cells) == released(cells)


def test_without_a_name_every_organisation_is_released(trusts):
    other = [replace(each, organisations=("RX2",)) for each in trusts.trust(5, periods=1)]
    one = [
        replace(each, measure=replace(each.measure, id=f"{each.measure.id}-x")) for each in other
    ]
    made = released([*trusts.trust(4, periods=1), *one], organisation=None)
    assert made.organisation is None
    assert {profile.organisation.code for profile in made.profiles} == {"RX1", "RX2"}
