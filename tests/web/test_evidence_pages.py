"""Performance, findings, measures: what a reader sees, and what can never be seen alone."""

import re

import pytest
from django.urls import reverse

from equity_lens.disclosure.released import ReleasedProfile
from equity_lens.measures.headline_standards import headline_standards
from equity_lens_web.evidence.presenters.footing import NOT_MEASURED, footing

WAITING = "waiting-within-18-weeks"


@pytest.fixture
def lead(refreshed_trust, signed_in):
    """A browser of the health inequalities lead of a trust with figures."""
    return signed_in(refreshed_trust, "hi_lead")


def text_of(response) -> str:
    """The words of a page, with the spaces of its layout folded."""
    page = re.sub(r"<svg.*?</svg>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_the_headline_and_its_gap_stand_together_on_the_performance_page(lead):
    words = text_of(lead.get(reverse("evidence:performance")))
    assert "61.4%" in words
    assert "7.9 percentage points" in words
    assert "lower, which is worse; 95% interval 6.4 to 9.4" in words


def test_both_figures_have_the_same_class_and_so_the_same_size(lead):
    page = lead.get(reverse("evidence:performance")).content.decode()
    card = page.split('class="app-pair"')[1].split("</section>")[0]
    assert card.count('class="app-pair__figure"') == 2


@pytest.mark.parametrize("standard", headline_standards(), ids=lambda standard: standard.key)
def test_a_standard_that_nobody_measures_says_so_on_both_sides(standard):
    row = footing(standard, [], [], synthetic=False)
    assert row.headline.figure == row.gap.figure == NOT_MEASURED


def test_a_headline_without_groups_stands_beside_the_words_not_measured(sample_release):
    everyone: ReleasedProfile = next(
        p for p in sample_release.profiles if (p.measure.id, p.dimension.key) == (WAITING, "all")
    )
    row = footing(headline_standards()[0], [everyone], [], synthetic=True)
    assert row.headline.figure == "61.4%"
    assert row.gap.figure == NOT_MEASURED


def test_the_measure_page_says_what_the_paper_says(lead):
    words = text_of(lead.get(reverse("evidence:measure", args=[WAITING])))
    assert "About 720 more people" in words
    assert "95% interval 6.4 to 9.4" in words


def test_another_reference_changes_the_gap_and_is_named(lead):
    address = reverse("evidence:measure", args=[WAITING])
    words = text_of(lead.get(address, {"by": "imd_quintile", "against": "average"}))
    # 56.9% against 61.4% of everyone: 4.5 points.
    assert "4.5 percentage points" in words
    assert "against everyone" in words


def test_an_unknown_breakdown_falls_back_and_an_unknown_measure_does_not_exist(lead):
    address = reverse("evidence:measure", args=[WAITING])
    assert lead.get(address, {"by": "shoe-size"}).status_code == 200
    assert lead.get(reverse("evidence:measure", args=["no-such-measure"])).status_code == 404


def test_definition_source_and_age_are_on_the_measure_page(lead):
    words = text_of(lead.get(reverse("evidence:measure", args=[WAITING])))
    for fact in ("waiting-within-18-weeks, version 1", "Age of the figures", "IMD 2025", "SHA-256"):
        assert fact in words
    assert "Voices heard on this measure: none yet" in words


def test_findings_are_in_order_with_their_grade_and_reasons(lead):
    words = text_of(lead.get(reverse("evidence:findings")))
    assert "Strong enough to act." in words
    assert words.index("1. ") < words.index("2. ")
    assert "comparisons were made" in words


def test_without_figures_each_page_teaches_instead_of_being_empty(trust, signed_in):
    browser = signed_in(trust, "hi_lead")
    for name in ("performance", "findings", "measures"):
        assert "No figures yet" in text_of(browser.get(reverse(f"evidence:{name}")))


def test_an_ambulance_trust_does_not_see_acute_standards(trust, signed_in):
    trust.sector = "ambulance"
    trust.save()
    words = text_of(signed_in(trust, "chair").get(reverse("evidence:performance")))
    assert "category 2" in words
    assert "18 weeks" not in words


@pytest.mark.parametrize(
    ("address", "most"),
    [
        # One of them reads the trust's own words for the terms that a page explains.
        (("evidence:performance",), 10),
        (("evidence:findings",), 10),
        (("evidence:measures",), 8),
        (("evidence:measure", WAITING), 12),
        (("evidence:methods",), 8),
    ],
)
def test_the_queries_of_a_page_are_bounded(lead, django_assert_max_num_queries, address, most):
    name, *args = address
    with django_assert_max_num_queries(most):
        assert lead.get(reverse(name, args=args)).status_code == 200


def test_another_trusts_figures_are_not_on_our_pages(refreshed_trust, other_trust, signed_in):
    browser = signed_in(other_trust, "hi_lead")
    assert "61.4%" not in text_of(browser.get(reverse("evidence:performance")))
    assert browser.get(reverse("evidence:measure", args=[WAITING])).status_code == 404


def test_a_chart_can_be_had_as_a_picture_and_as_its_table(lead):
    def file(form: str, kind: str = "groups", **query: str):
        return lead.get(reverse("evidence:chart-file", args=[WAITING, kind, form]), query)

    assert file("svg").content.startswith(b"<svg")
    assert file("png").content.startswith(b"\x89PNG")
    lines = file("csv").content.decode("utf-8-sig").splitlines()
    # Journey 1: 5,180 of 9,100 in the most deprived fifth.
    assert lines[1].startswith("Most deprived fifth,5180,9100,56.9")
    assert file("csv", kind="trend", by="all", subgroup="all").status_code in (200, 404)
    assert file("pdf").status_code == 404
    assert file("svg", kind="nothing").status_code == 404


def test_a_chart_of_another_reference_holds_the_gap_of_the_page(lead):
    address = reverse("evidence:chart-file", args=[WAITING, "groups", "csv"])
    table = lead.get(address, {"by": "imd_quintile", "against": "average"}).content.decode()
    assert "-4.5" in table.splitlines()[1]


def test_the_first_figures_are_compared_with_nothing(lead):
    assert "there is nothing to compare them with" in text_of(
        lead.get(reverse("evidence:findings"))
    )


def test_an_ordinary_month_is_quiet_and_says_how_often_chance_would_speak(
    refreshed_trust, sample_release, signed_in
):
    from equity_lens.disclosure.changes import changes
    from equity_lens_web.evidence.services.refreshes import keep_release

    analyst = refreshed_trust.refreshes.current().made_by
    keep_release(
        sample_release,
        organisation=refreshed_trust,
        by=analyst,
        changes=changes(sample_release, sample_release),
    )
    words = text_of(signed_in(refreshed_trust, "chair").get(reverse("evidence:findings")))
    assert "No gap has newly widened or narrowed" in words
