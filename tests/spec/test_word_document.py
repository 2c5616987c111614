"""The Word file: what a board secretary opens, in the trust's own template or in ours."""

import io
import zipfile
from dataclasses import replace
from itertools import pairwise

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Pt

from equity_lens.errors import UnreadableFile
from equity_lens.reports.document import Bullets, ChartBlock, Heading, Table
from equity_lens.reports.word import word


def opened(made):
    return docx.Document(io.BytesIO(made))


@pytest.fixture(scope="module")
def paper(paper_files):
    return docx.Document(str(paper_files["paper.docx"]))


@pytest.fixture
def short(paper_document):
    """The first page and one table: enough for a template to show itself."""
    table = next(block for block in paper_document.annex if isinstance(block, Table))
    return replace(paper_document, paper=paper_document.paper[:3], annex=(Heading("Annex"), table))


def test_headings_are_real_and_skip_no_level(paper, paper_document):
    styles = [p.style.name for p in paper.paragraphs if p.style.name.startswith("Heading")]
    levels = [int(name[-1]) for name in styles]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    blocks = paper_document.paper + paper_document.annex
    assert len(levels) == sum(isinstance(block, Heading) for block in blocks)
    assert paper.paragraphs[0].style.name == "Title"


def test_every_picture_has_an_alternative_text(paper, paper_document):
    blocks = paper_document.paper + paper_document.annex
    charts = [block.chart for block in blocks if isinstance(block, ChartBlock)]
    told = [e.get("descr") for e in paper.element.body.iter(qn("wp:docPr"))]
    assert told == [chart.description for chart in charts]


def test_every_table_repeats_its_header_and_names_its_rows_and_itself(paper):
    assert len(paper.tables) > 10
    for table in paper.tables:
        first, *others = table._tbl.tr_lst
        assert first.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        assert all(row.find(f".//{qn('w:tblHeader')}") is None for row in others)
        look = table._tbl.tblPr.find(qn("w:tblLook"))
        assert (look.get(qn("w:firstRow")), look.get(qn("w:firstColumn"))) == ("1", "1")
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))


def test_captions_and_links_to_them_are_part_of_the_file(paper):
    captions = [p for p in paper.paragraphs if p.style.name == "Caption"]
    marks = {e.get(qn("w:name")) for e in paper.element.body.iter(qn("w:bookmarkStart"))}
    links = {e.get(qn("w:anchor")) for e in paper.element.body.iter(qn("w:hyperlink"))}
    assert len(captions) > 10
    assert links
    assert links <= marks


def test_the_file_is_in_british_english_and_says_what_it_is(paper):
    languages = {e.get(qn("w:val")) for e in paper.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}
    properties = paper.core_properties
    assert properties.title == "Health inequalities: report to the board"
    assert properties.author == "Riverside Demonstration NHS Trust"
    assert properties.language == "en-GB"
    assert properties.created.date().isoformat() == "2026-10-31"


def test_synthetic_data_are_called_so_above_every_page(paper):
    for section in paper.sections:
        told = [p.text for p in section.header.paragraphs]
        assert "Synthetic data: for demonstration only" in told


def test_the_annex_lies_on_its_side_where_its_tables_have_room(paper):
    upright, sideways = paper.sections
    assert upright.page_width < upright.page_height
    assert sideways.page_width > sideways.page_height


def template(tmp_path, *, name="trust.docx", content_type=None, first_page=False):
    """A trust's template: its own heading style, its own header, and text that guides authors."""
    made = docx.Document()
    made.styles["Heading 1"].font.size = Pt(33)
    made.styles.add_style("Trust special", WD_STYLE_TYPE.PARAGRAPH)
    made.sections[0].header.paragraphs[0].text = "The trust's own header"
    made.sections[0].different_first_page_header_footer = first_page
    made.add_paragraph("Type your paper here")
    held = io.BytesIO()
    made.save(held)
    path = tmp_path / name
    with zipfile.ZipFile(held) as old, zipfile.ZipFile(path, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if content_type:
                content = content.replace(b"document.main+xml", content_type)
            new.writestr(entry, content)
    return path


def test_a_trusts_template_gives_its_styles_and_headers_and_loses_its_guidance(short, tmp_path):
    made = opened(word(short, template=template(tmp_path)))
    assert made.styles["Heading 1"].font.size == Pt(33)
    assert "Trust special" in [style.name for style in made.styles]
    assert made.sections[0].header.paragraphs[0].text == "The trust's own header"
    assert "Type your paper here" not in [p.text for p in made.paragraphs]
    assert any(p.style.name == "Heading 1" and p.text == "Purpose" for p in made.paragraphs)


def test_a_template_with_a_first_page_of_its_own_is_watermarked_there_too(short, tmp_path):
    made = opened(word(short, template=template(tmp_path, first_page=True)))
    first = made.sections[0].first_page_header.paragraphs
    assert "Synthetic data: for demonstration only" in [p.text for p in first]


def test_a_dotx_is_a_template_as_well(short, tmp_path):
    path = template(tmp_path, name="trust.dotx", content_type=b"template.main+xml")
    assert opened(word(short, template=path)).paragraphs[0].text == short.title


def test_a_template_without_heading_styles_still_gets_real_headings(short, tmp_path):
    bare = docx.Document()
    for name in ("Heading 1", "Heading 2", "Title", "Caption", "List Bullet"):
        style = bare.styles[name]
        style.element.getparent().remove(style.element)
    bare.save(str(tmp_path / "bare.docx"))
    made = opened(word(short, template=tmp_path / "bare.docx"))
    heading = next(p for p in made.paragraphs if p.text == "Purpose")
    assert heading.style.name == "Heading 1"
    assert heading.style.element.find(f".//{qn('w:outlineLvl')}").get(qn("w:val")) == "0"


@pytest.mark.parametrize("without_lists", [False, True])
def test_a_template_without_bullets_still_gets_a_real_list(paper_document, tmp_path, without_lists):
    bare = docx.Document()
    style = bare.styles["List Bullet"]
    style.element.getparent().remove(style.element)
    if without_lists:
        part = bare.part
        del part.rels[next(r for r, rel in part.rels.items() if "numbering" in rel.reltype)]
    bare.save(str(tmp_path / "bare.docx"))
    listed = replace(paper_document, paper=(Heading("Purpose"), Bullets(("one", "two"))), annex=())
    made = opened(word(listed, template=tmp_path / "bare.docx"))
    (point,) = [p for p in made.paragraphs if p.text == "one"]
    number = point.style.element.find(f".//{qn('w:numId')}").get(qn("w:val"))
    numbering = made.part.numbering_part.element
    held = {e.get(qn("w:numId")): e[0].get(qn("w:val")) for e in numbering.findall(qn("w:num"))}
    kinds = {
        e.get(qn("w:abstractNumId")): e.find(f".//{qn('w:numFmt')}").get(qn("w:val"))
        for e in numbering.findall(qn("w:abstractNum"))
    }
    assert kinds[held[number]] == "bullet"


def test_a_template_that_is_no_word_file_is_refused_with_a_remedy(short, tmp_path):
    (tmp_path / "template.docx").write_text("not a Word file", "utf-8")
    with pytest.raises(UnreadableFile, match=r"template\.docx cannot be opened") as refused:
        word(short, template=tmp_path / "template.docx")
    assert ".dotx" in refused.value.remedy


def test_a_template_that_is_another_office_file_is_refused(short, paper_files):
    with pytest.raises(UnreadableFile):
        word(short, template=paper_files["tables.xlsx"])
