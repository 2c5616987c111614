"""Reading the current figures: what was kept comes back as it was, one query each."""

import pytest

from equity_lens.reports.figures import published
from equity_lens_web.evidence.reading import figures_of
from equity_lens_web.evidence.services.refreshes import keep_release

FIFTH, WITHIN_18 = "imd_quintile", "waiting-within-18-weeks"


def test_a_kept_release_comes_back_as_it_was(refreshed_trust, sample_release):
    # At the digits at which it is published everywhere.
    assert figures_of(refreshed_trust).release() == published(sample_release)


def test_a_trust_without_figures_reads_as_empty(trust):
    figures = figures_of(trust)
    assert figures.refresh is None
    assert figures.head is None
    assert figures.findings() == figures.profiles() == figures.entries() == []
    assert figures.profile(WITHIN_18, FIFTH) is None


def test_one_profile_is_one_query_and_asking_again_is_none(
    refreshed_trust, django_assert_num_queries
):
    figures = figures_of(refreshed_trust)
    with django_assert_num_queries(1):
        # Journey 1: 5,180 of 9,100 in the most deprived fifth.
        most_deprived = figures.profile(WITHIN_18, FIFTH).groups[0]
        figures.profile(WITHIN_18, FIFTH)
    assert (most_deprived.numerator.value, most_deprived.denominator.value) == (5180, 9100)


@pytest.mark.parametrize(
    "read", ["profiles", "history", "trends", "findings", "funnels", "representations", "ledgers"]
)
def test_each_kind_of_result_is_one_query(refreshed_trust, read, django_assert_num_queries):
    figures = figures_of(refreshed_trust)
    with django_assert_num_queries(1):
        getattr(figures, read)()


def test_findings_come_in_their_rank(refreshed_trust):
    assert [finding.rank for finding in figures_of(refreshed_trust).findings()] == [1, 2, 3, 4, 5]


def test_readings_can_be_narrowed_to_some_measures_and_dimensions(refreshed_trust):
    figures = figures_of(refreshed_trust)
    assert {p.measure.id for p in figures.profiles([WITHIN_18])} == {WITHIN_18}
    assert {p.dimension.key for p in figures.profiles(WITHIN_18, ["sex", "all"])} == {"sex", "all"}
    assert figures.trends("no-such-measure") == []


def test_new_figures_take_the_place_of_the_old(refreshed_trust, sample_release):
    first = refreshed_trust.refreshes.current()
    second = keep_release(sample_release, organisation=refreshed_trust, by=first.made_by)
    assert (first.number, second.number) == (1, 2)
    assert refreshed_trust.refreshes.current() == second
    assert refreshed_trust.refreshes.filter(is_current=True).count() == 1
