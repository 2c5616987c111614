"""The page: it stands alone, and is put together so that anybody can read it."""

import re
from dataclasses import replace
from itertools import pairwise

import lxml.html
import pytest

from equity_lens.reports.document import Heading, Paragraph
from equity_lens.reports.html import html


@pytest.fixture(scope="module")
def text(paper_files):
    return paper_files["paper.html"].read_text("utf-8")


@pytest.fixture(scope="module")
def page(text):
    return lxml.html.fromstring(text)


def test_the_page_asks_nothing_of_any_other_place(text):
    namespaces = text.replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"https?:|//[a-z]|url\(|@import|@font-face", namespaces)
    assert "default-src 'none'" in text  # and the browser is told to refuse


def test_the_page_needs_no_script(page):
    assert not list(page.iter("script"))
    assert not [e for e in page.iter() if any(name.startswith("on") for name in e.attrib)]


def test_headings_begin_at_one_and_skip_no_level(page):
    levels = [int(e.tag[1]) for e in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_page_has_a_language_a_title_landmarks_and_a_way_past_the_header(page):
    assert page.get("lang") == "en-GB"
    assert "Riverside Demonstration NHS Trust" in page.findtext("head/title")
    for landmark in ("header", "main", "nav", "footer"):
        assert len(list(page.iter(landmark))) == 1, landmark
    skip = page.find_class("skip")[0]
    assert skip.get("href") == f"#{next(page.iter('main')).get('id')}"


def test_every_table_has_a_caption_and_headers_with_a_scope(page):
    tables = list(page.iter("table"))
    assert len(tables) > 10
    for table in tables:
        assert table.findtext("caption")
        assert {th.get("scope") for th in table.iterfind("thead/tr/th")} == {"col"}
        for row in table.iterfind("tbody/tr"):
            assert [th.get("scope") for th in row.iterfind("th")] == ["row"]


def test_every_link_within_the_page_leads_somewhere(page):
    ids = [e.get("id") for e in page.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    links = [a.get("href") for a in page.iter("a")]
    assert len(links) > 20
    assert {link.removeprefix("#") for link in links} <= set(ids)


def test_each_chart_is_drawn_wide_and_narrow_with_words_for_both(page):
    figures = list(page.iter("figure"))
    assert len(figures) >= 4
    for figure in figures:
        assert figure.findtext("figcaption").startswith("Chart ")
        for kind in ("wide", "narrow"):
            (drawn,) = figure.find_class(kind)
            assert drawn.find("svg").get("role") == "img"
            assert drawn.find("svg/desc").text


def test_the_headline_and_its_gap_have_one_size(page, text):
    pairs = page.find_class("key-figures")[0].findall("li")
    assert pairs
    for pair in pairs:
        assert [dd.get("class") for dd in pair.iter("dd")] == ["number", "note"] * 2
    assert len(re.findall(r"\.key-figures \.number \{", text)) == 3  # wide, narrow and printed


def test_synthetic_data_are_called_so_on_the_screen_and_on_every_printed_page(page, text):
    banner = page.find_class("synthetic")[0]
    assert banner.text == "Synthetic data: for demonstration only"
    stamp = page.find_class("stamp")[0]
    assert "Synthetic data" in stamp.text_content()
    printed = text[text.index("@media print") :]
    assert re.search(r"\.stamp \{[^}]*display: block;[^}]*position: fixed", printed)


def test_real_data_have_no_watermark(paper_document):
    page = html(replace(paper_document, watermark=""))
    assert 'class="synthetic"' not in page
    assert 'class="stamp"' not in page


def test_text_from_a_file_is_never_markup(paper_document):
    named = (Heading("Purpose"), Paragraph("<script>alert(1)</script> & more"))
    page = html(replace(paper_document, paper=named))
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in page
