"""The PDF: tagged, titled, in English, the same on every run."""

import re
import zlib
from dataclasses import replace

import pytest
import typst

from equity_lens.charts import interval_chart
from equity_lens.reports.document import ChartBlock, Heading, Paragraph
from equity_lens.reports.pdf import pages, pages_before_annex, pdf, pictures


@pytest.fixture(scope="module")
def made(paper_files):
    """The PDF with its compressed parts laid open after it."""
    held = paper_files["paper.pdf"].read_bytes()
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", held, re.S)
    return held + b"".join(laid_open(stream) for stream in streams)


def laid_open(stream):
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""


def test_the_pdf_is_tagged_and_says_that_it_follows_pdf_ua(made):
    assert b"/StructTreeRoot" in made
    assert re.search(rb"/Marked true", made)
    assert re.search(rb"pdfuaid:part.{0,3}1", made)


def test_the_pdf_has_a_language_and_a_title_that_a_reader_shows(made):
    assert re.search(rb"/Lang ?\(en-GB\)", made)
    assert b"/DisplayDocTitle true" in made
    assert b"Health inequalities: report to the board" in made


def test_headings_tables_and_pictures_are_marked_as_what_they_are(made):
    for kind in (b"/H1", b"/H2", b"/H3", b"/Table", b"/TH", b"/TD", b"/Figure", b"/Caption"):
        assert re.search(rb"/S ?" + kind + rb"\b", made), kind


def test_every_picture_has_an_alternative_text(made, paper_document):
    blocks = paper_document.paper + paper_document.annex
    charts = [block for block in blocks if isinstance(block, ChartBlock)]
    assert len(re.findall(rb"/Alt ?[(<]", made)) >= len(charts)


def test_the_pdf_carries_its_own_font_and_no_other(made):
    names = set(re.findall(rb"/BaseFont ?/[A-Z]{6}\+([A-Za-z-]+)", made))
    assert names
    assert {name.split(b"-")[0] for name in names} == {b"LiberationSans"}


def test_the_date_in_the_pdf_is_that_of_the_figures_and_not_of_the_clock(made):
    assert set(re.findall(rb"D:(\d{8})", made)) == {b"20261031"}


def test_synthetic_data_are_called_so_on_every_page(paper_document):
    # The words are drawn as glyphs, so pages are compared as pictures: with, and without.
    warned = pages(paper_document)
    plain = pages(replace(paper_document, watermark=""))
    assert len(warned) > 4
    assert all(page not in plain for page in warned)


def test_a_heading_that_skips_a_level_is_refused(paper_document):
    skipping = (Heading("Purpose"), Heading("Too deep", 3))
    with pytest.raises(typst.TypstError):
        pdf(replace(paper_document, paper=skipping, annex=()))


def test_text_from_a_file_is_never_typst_code(paper_document):
    sly = (Heading("Purpose"), Paragraph('#panic("no") *bold* $x$ @nobody [x] \\ "'))
    assert pdf(replace(paper_document, paper=sly, annex=()))


def test_pages_are_counted_up_to_the_annex(paper_document):
    short, long = Paragraph("A word or two."), Paragraph("word " * 4000)  # more than two pages
    about = replace(paper_document, annex=())
    assert pages_before_annex(replace(about, paper=(Heading("Purpose"), short))) == 1
    assert pages_before_annex(replace(about, paper=(Heading("Purpose"), long))) > 2
    assert pages_before_annex(replace(about, paper=(Heading("Purpose"), short), annex=(long,))) == 1


def test_a_chart_becomes_a_picture_of_its_own(sample_release):
    chart = interval_chart(sample_release.profiles[1])
    first, second = pictures((chart, chart))
    assert first == second
    assert first.startswith(b"\x89PNG")
    assert pictures(()) == []
