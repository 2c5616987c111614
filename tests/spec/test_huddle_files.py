"""The print is one tagged page of A5; the page stands alone and fits a phone."""

import re
from dataclasses import replace

import pytest
from lxml import html as parsed_html

from equity_lens.reports.huddle_card import huddle_card
from equity_lens.reports.huddle_files import huddle_html, huddle_pdf, huddle_pictures

CODE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10">'
    '<rect width="10" height="10" fill="#000"/></svg>'
)


@pytest.fixture(scope="module")
def card(sample_release):
    profile = next(
        each
        for each in sample_release.profiles
        if (each.measure.id, each.dimension.key) == ("outpatient-did-not-attend", "imd_quintile")
    )
    return huddle_card(profile)


def test_the_print_is_tagged_titled_and_one_page_of_a5(card):
    made = huddle_pdf(card, link="https://trust.example/card", code=CODE)
    assert made.startswith(b"%PDF-1.")
    assert b"/StructTreeRoot" in made
    assert b"Huddle card: Outpatient appointments not attended" in made
    # A5 is 148 by 210 mm: 419.53 by 595.28 points.
    assert re.search(rb"/MediaBox ?\[0 0 419\.52\d* 595\.27\d*\]", made)
    assert len(huddle_pictures(card, link="https://trust.example/card", code=CODE)) == 1


def test_the_longest_card_is_one_page_with_its_code(card):
    longest = replace(
        card,
        title="Children aged 10 and under admitted to have decayed teeth out",
        question="What must people do to be seen, and who finds that hard in this place?",
        to_try="Walk from letter to visit as a patient would, and note each place where people get stuck.",
    )
    assert len(huddle_pictures(longest, code=CODE)) == 1


def test_the_same_card_makes_the_same_bytes_with_the_date_of_its_figures(card):
    made = huddle_pdf(card)
    assert made == huddle_pdf(card)
    assert set(re.findall(rb"D:(\d{8})", made)) == {b"20261031"}


def test_the_page_says_all_that_the_print_says_in_order(card):
    page = parsed_html.fromstring(huddle_html(card))
    assert page.get("lang") == "en-GB"
    assert [each.text_content() for each in page.iter("h1", "h2")] == [
        card.title,
        "Fact",
        "Question",
        "Try this",
    ]
    said = [each.text_content() for each in page.xpath("//section/p")]
    assert said == [" ".join(card.fact), card.question, card.to_try]
    assert card.watermark in page.text_content()


def test_the_page_asks_nothing_of_anywhere_and_is_light(card):
    made = huddle_html(card)
    assert not re.search(r"https?://|<script|<img|@import|url\(", made)
    assert "noindex" in made
    assert len(made.encode()) < 5000


def test_markup_in_a_name_is_shown_and_not_obeyed(card):
    made = huddle_html(replace(card, organisation="<b>Trust</b>"))
    assert "&lt;b&gt;Trust&lt;/b&gt;" in made


def test_a_real_card_carries_no_mark_of_synthetic_data(card):
    real = replace(card, watermark="")
    assert "Synthetic" not in huddle_html(real)
    assert len(huddle_pictures(real)) == 1
