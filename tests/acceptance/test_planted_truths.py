"""What is planted in the demonstration trust is what a board would be told, service by service.

Expected values are written out here, from the numbers of people in demonstration/truths.toml, so
that a slip in the planting cannot hide a slip in the finding.
"""

import csv
import itertools
from collections import defaultdict

import pytest

from equity_lens.demonstration.trust import write_trust
from equity_lens.pipeline import Request, run

OCTOBER = {"2026-10", "2026-10-31"}
EXTRACTS = {
    # rows read, and rejected: 14 of an unknown provider and 9 duplicates; 6 and 12; 204, 71 and 37
    "waiting-list-2026-10-31.csv": (41200, 312),
    "outpatients-2026-10.csv": (69868, 0),
    "emergency-2026-10.csv": (20523, 23),
    "referrals-2026-10.csv": (12378, 18),
    "waiting-list-movements-2026-10.csv": (9000, 0),
}


@pytest.fixture(scope="module")
def trust(tmp_path_factory):
    return write_trust(tmp_path_factory.mktemp("trust"))


@pytest.fixture(scope="module")
def release(trust):
    """Everything that the trust's files can show, together."""
    request = Request(
        sources=trust.sources,
        organisation=trust.code,
        known_organisations={trust.code: trust.name},
        synthetic=True,
    )
    return run(request).release


def profile(release, measure, dimension="imd_quintile"):
    (found,) = [
        each for each in release.profiles
        if (each.measure.id, each.dimension.key) == (measure, dimension)
    ]  # fmt: skip
    assert found.period in OCTOBER
    return found


def percents(profile):
    return [round(100 * group.value.value, 1) for group in profile.groups]


def charts(release, measure, dimension, *, is_gap):
    found = [
        each for each in release.trends
        if (each.measure.id, each.dimension.key, each.is_gap) == (measure, dimension, is_gap)
    ]  # fmt: skip
    assert found
    return found


def gap_chart(release, measure, subgroup="1"):
    """The gap of the most deprived fifth; up is worse."""
    (found,) = [
        each for each in charts(release, measure, "imd_quintile", is_gap=True)
        if each.subgroup == subgroup
    ]  # fmt: skip
    return found


def test_every_row_of_each_extract_is_accounted_for(release):
    read = {
        each.source.name: (each.rows_read, each.rejected)
        for each in release.ledgers if each.source.name in EXTRACTS
    }  # fmt: skip
    assert read == EXTRACTS
    assert all(each.accepted + each.rejected == each.rows_read for each in release.ledgers)


def test_the_gap_in_missed_appointments_is_the_planted_one(release):
    # 1,960 of 13,800; 1,460 of 12,700; 1,089 of 12,100; 861 of 11,800; 708 of 11,600
    found = profile(release, "outpatient-did-not-attend")
    assert percents(found) == [14.2, 11.5, 9.0, 7.3, 6.1]
    most = found.groups[0]
    assert round(100 * most.gap.value, 1) == 8.1
    # 8.1% of 13,800 is 1,118
    assert most.people_affected.value == 1120
    # 6,078 of the fifths and 95 of the others, among 62,000 and 950
    assert round(100 * profile(release, "outpatient-did-not-attend", "all").overall.value, 1) == 9.8


def test_the_gap_in_missed_appointments_widened_slowly_over_two_years(release):
    chart = gap_chart(release, "outpatient-did-not-attend")
    gaps = [round(100 * point.value, 1) for point in chart.points]
    assert len(gaps) == 24
    assert gaps[0] == pytest.approx(6.0, abs=0.05)
    assert gaps[-2:] == pytest.approx([7.7, 8.1], abs=0.05)
    # no step: each half year's mean lies a little above that before
    halves = [sum(gaps[i : i + 6]) / 6 for i in range(0, 24, 6)]
    rises = [later - earlier for earlier, later in itertools.pairwise(halves)]
    assert all(0.2 <= rise <= 0.9 for rise in rises)
    assert chart.direction[-1] == "concern"


def test_long_waits_fell_and_their_gap_narrowed(release):
    chart = gap_chart(release, "waiting-over-52-weeks")
    # 3.4 points are planted; rounding of each count to 5 moves it by less than a tenth
    assert 100 * chart.points[0].value == pytest.approx(3.4, abs=0.1)
    # 272 of 9,100 less 65 of 7,600
    assert round(100 * chart.points[-1].value, 1) == 2.1
    assert chart.direction[-1] == "improvement"


def test_the_gap_in_the_emergency_department_is_modest_and_ordinary(release):
    # 4,155 of 5,600; 3,445 of 4,600; 2,945 of 3,900; 2,508 of 3,300, rounded to 2,510; 1,994 of
    # 2,600, rounded to 1,995
    assert percents(profile(release, "emergency-within-4-hours")) == [74.2, 74.9, 75.5, 76.1, 76.7]
    chart = gap_chart(release, "emergency-within-4-hours")
    assert len(chart.points) == 24
    assert set(chart.signals) == {""}


@pytest.mark.parametrize("dimension", ["ethnic_group", "sex", "age_band"])
def test_missed_appointments_of_other_groups_keep_their_places(release, dimension):
    for chart in charts(release, "outpatient-did-not-attend", dimension, is_gap=True):
        assert len(chart.points) == 24
        assert chart.signals[-1] == "", chart.label


def test_cancellations_by_the_trust_have_no_gap(release):
    chart = gap_chart(release, "outpatient-cancelled-by-provider")
    assert set(chart.signals) == {""}
    most = profile(release, "outpatient-cancelled-by-provider").groups[0]
    assert most.gap.lower < 0 < most.gap.upper


@pytest.mark.parametrize(
    ("service", "first", "last"),
    # 36,022 of 40,888; one in nine not stated; 79 in a hundred
    [
        ("waiting-list", 80.4, 88.1),
        ("outpatients", 82.2, 88.9),
        ("emergency-department", 70.4, 79.0),
    ],
)
def test_ethnicity_was_recorded_better_month_by_month(release, service, first, last):
    (chart,) = charts(release, f"ethnicity-recorded-{service}", "all", is_gap=False)
    recorded = [100 * point.value for point in chart.points]
    assert [round(recorded[0], 1), round(recorded[-1], 1)] == [first, last]
    assert chart.direction[-1] == "improvement"


@pytest.mark.parametrize("service", ["waiting-list", "outpatients", "emergency-department"])
def test_deprivation_was_known_as_often_as_before(release, service):
    (chart,) = charts(release, f"deprivation-linked-{service}", "all", is_gap=False)
    assert set(chart.signals) == {""}


def test_three_in_five_of_the_most_deprived_who_are_lost_are_lost_at_booking(release):
    # 2,600 received; 60 returned, 615 not booked, 60 and 60 cancelled, 230 not attended
    def lost(measure):
        most = profile(release, measure).groups[0]
        return most.denominator.value - most.numerator.value

    steps = [
        "referral-accepted", "referral-booked", "first-appointment-kept-by-trust",
        "first-appointment-not-cancelled-by-patient", "first-appointment-attended",
    ]  # fmt: skip
    losses = [lost(step) for step in steps]
    assert losses == pytest.approx([60, 615, 60, 60, 230], abs=5)
    assert losses[1] / sum(losses) == pytest.approx(0.6, abs=0.01)


def test_earlier_months_of_the_same_edition_say_whether_a_gap_lasts(release):
    # Each history states the edition by which the extract is linked, so the two are compared.
    # In long waits in emergency care nothing is planted: there the gap comes and goes by chance.
    said = {
        each.profile.measure.id: each.reasons[-1]
        for each in release.findings if each.profile.dimension.key == "imd_quintile"
    }  # fmt: skip
    lasts = "it lay the same way in most of the earlier periods"
    planted = ("waiting-within-18-weeks", "outpatient-did-not-attend", "referral-booked")
    assert [said[measure] for measure in planted] == [lasts] * 3
    assert said["emergency-over-12-hours"].startswith("it did not lie the same way")


def test_everything_is_marked_synthetic(release):
    assert release.synthetic


def test_kept_counts_add_up_along_every_dimension(trust):
    for path in (each for each in trust.sources if each.name.endswith("history.csv")):
        everyone, sums = {}, defaultdict(lambda: [0, 0])
        with path.open(newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                events, people = int(row["numerator"]), int(row["denominator"])
                assert 0 <= events <= people
                at = row["measure"], row["period"]
                if row["dimension"] == "all":
                    everyone[at] = [events, people]
                else:
                    sums[(*at, row["dimension"])][0] += events
                    sums[(*at, row["dimension"])][1] += people
        assert everyone
        assert all(total == everyone[at[:2]] for at, total in sums.items()), path.name


def test_nobody_in_the_extracts_exists(trust):
    # NHS numbers from 999 on are kept for testing, and belong to no one.
    for name in EXTRACTS:
        with (trust.mapping.parent / name).open(newline="", encoding="utf-8") as file:
            assert all(row["NHS NUMBER"].startswith("999") for row in csv.DictReader(file))


def test_writing_the_trust_again_gives_the_same_bytes(trust, tmp_path):
    again = write_trust(tmp_path)
    for one, other in zip(trust.sources, again.sources, strict=True):
        assert one.read_bytes() == other.read_bytes(), one.name
