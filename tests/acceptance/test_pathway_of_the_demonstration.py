"""From the synthetic referrals and movements to what is planted in them (truths.toml)."""

import pytest

from equity_lens.demonstration import movements, referrals
from equity_lens.demonstration.trust import truths
from equity_lens.pipeline import Request, run
from equity_lens.planning.pathway import walk, widest_parting
from equity_lens.planning.pathways import pathways
from equity_lens.words.pathway import losses_sentence


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pathway")
    planted = truths()
    releases = {}
    for name, writer in (("referrals", referrals), ("movements", movements)):
        files = (folder / f"{name}-2026-10.csv", folder / f"{name}-history.csv")
        writer.write(files[0], planted)
        writer.write_history(files[1], planted)
        request = Request(
            sources=files,
            organisation=planted["code"],
            known_organisations={planted["code"]: planted["title"]},
            synthetic=True,
        )
        releases[name] = run(request).release
    return releases


@pytest.fixture(scope="module")
def walked(released):
    return walk(pathways()["referral-to-attendance"], released["referrals"].profiles)


def fifths(release, measure):
    (profile,) = [
        p for p in release.profiles
        if p.measure.id == measure and p.dimension.key == "imd_quintile"
    ]  # fmt: skip
    return profile.groups


def test_3_of_5_losses_among_the_most_deprived_are_at_booking(walked):
    # Journey 6, step 5. 2,600 referred, 1,575 seen: 1,025 lost, of whom 615 were not booked.
    most = walked.groups[0]
    assert most.passages[1].share_of_losses.value == pytest.approx(0.6)
    assert losses_sentence(walked, most) == (
        "Of 1,025 lost on the way in the most deprived fifth, 615 were lost at booking: 3 in 5."
    )


def test_losses_at_every_step_are_the_planted_ones(walked):
    lost = [[p.lost.value for p in group.passages] for group in walked.groups]
    assert lost == [
        [60, 615, 60, 60, 230],
        [60, 490, 60, 60, 185],
        [55, 375, 60, 60, 155],
        [55, 290, 60, 60, 130],
        [55, 215, 60, 60, 110],
    ]


def test_booking_is_where_the_most_deprived_part_from_the_least(walked):
    # 615/2,540 less 215/2,145 is 14.19 points, and of 2,540 that is 360.4.
    found = widest_parting(walked)
    assert (found.group.subgroup.key, found.step.measure) == ("1", "referral-booked")
    assert found.group.passages[1].extra_lost.value == 360


def test_every_row_of_the_referrals_is_accounted_for(released):
    # 11,900 finished, 250 still to come, 60 awaiting, 90 withdrawn, 60 with no fixed abode: 12,360.
    ledger = next(each for each in released["referrals"].ledgers if each.rows_read > 10_000)
    assert (ledger.rows_read, ledger.accepted, ledger.rejected) == (12_378, 12_360, 18)


def test_additions_and_removals_are_the_planted_ones(released):
    added = [g.denominator.value for g in fifths(released["movements"], "waiting-list-additions")]
    removed = [g.denominator.value for g in fifths(released["movements"], "waiting-list-removals")]
    assert added == [1020, 960, 900, 860, 860]
    assert removed == [930, 905, 870, 840, 855]  # treated, not treated, moved and taken off


def test_those_treated_within_18_weeks_are_the_planted_ones(released):
    groups = fifths(released["movements"], "treated-within-18-weeks")
    assert [g.numerator.value for g in groups] == [360, 395, 415, 430, 455]
    assert [g.denominator.value for g in groups] == [640, 660, 660, 660, 680]


def test_earlier_months_are_there_as_counts(released):
    months = {p.period for p in released["referrals"].history}
    assert len(months) == 11
    assert {p.period for p in released["movements"].history} == months
