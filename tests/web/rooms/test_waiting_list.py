"""The waiting list by group: each headline beside its gap, and what closing each gap would take."""

import re

import pytest
from django.urls import reverse

PAGE = "evidence:waiting-list"


def test_no_headline_stands_without_its_gap(lead):
    page = lead.get(reverse(PAGE)).content.decode()
    pairs = page.split('class="app-pair"')[1:]
    assert len(pairs) == 12
    assert all(pair.split("</h3>")[0].count("app-pair__figure") == 2 for pair in pairs)


def test_the_18_week_figure_and_the_people_who_would_close_its_gap_are_those_of_the_paper(
    lead, words
):
    said = words(lead.get(reverse(PAGE)))
    assert "61.4%" in said
    assert "7.9 percentage points" in said
    table = said.split("How many people it would take to close each gap")[1].split("[c]")[0]
    assert re.search(r"Most deprived fifth 720\b", table)
    assert re.search(r"Least deprived fifth reference\b", table)


def test_what_nobody_has_measured_says_so(lead, words):
    said = words(lead.get(reverse(PAGE)))
    additions = said.split("Additions to the waiting list")[1]
    assert additions.strip().startswith("Everyone Not measured")


def test_cancellations_by_the_trust_say_how_many_fewer_would_close_the_gap(lead, words):
    # 300 of 3,000 against 150 of 3,000: 150 fewer, between 110 and 190.
    table = words(lead.get(reverse(PAGE))).split("How many people it would take")[1].split("[c]")[0]
    assert "cancelled by the trust: fewer appointments" in table
    assert "150 (110 to 190)" in table


@pytest.mark.parametrize("asked", ["specialty", "ethnic_group", "no-such-breakdown"])
def test_any_recorded_breakdown_is_shown_and_another_falls_back(lead, asked):
    assert lead.get(reverse(PAGE), {"by": asked}).status_code == 200


def test_the_control_offers_the_breakdowns_that_are_there_and_no_pairs(lead):
    page = lead.get(reverse(PAGE)).content.decode()
    offered = re.findall(r'<option value="(\w+)"', page)
    assert {"imd_quintile", "ethnic_group", "age_band", "sex", "specialty"} <= set(offered)
    assert "all" not in offered
