"""Parts of a Word file that python-docx has no words for: tables that repeat their header, links
within the file, page numbers, alternative texts, and a file that is the same on every run.
"""

import io
import zipfile
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.document import Document as WordFile
from docx.opc.constants import CONTENT_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE as RELATIONSHIP
from docx.opc.packuri import PackURI
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.parts.numbering import NumberingPart
from docx.styles.style import BaseStyle
from docx.text.paragraph import Paragraph

ABSTRACT = 7001  # of our bullets, far from the numbers that Word gives
FIXED = (1980, 1, 1, 0, 0, 0)
LINES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="AEB7BD"/>'
    for side in ("top", "bottom", "insideH")
)


def cell(*paragraphs: str, width: int, shaded: bool = False) -> str:
    """A table's cell as markup."""
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="E8EDEE"/>' if shaded else ""
    inside = "".join(paragraphs)
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>{inside}</w:tc>'


def line(
    text: str,
    style: BaseStyle,
    *,
    bold: bool = False,
    right: bool = False,
    half_points: int | None = None,
) -> str:
    """A paragraph of one run, as markup."""
    side = '<w:jc w:val="right"/>' if right else ""
    weight = "<w:b/>" if bold else ""
    size = f'<w:sz w:val="{half_points}"/>' if half_points else ""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style.style_id}"/>{side}</w:pPr>'
        f'<w:r><w:rPr>{weight}{size}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )


def add_table(
    word: WordFile, rows: Sequence[Sequence[str]], widths: Sequence[int], *, title: str
) -> None:
    """A real table: its first row is a header that repeats on each page, its first column a header.

    ``rows`` hold cells as markup; ``widths`` are in twentieths of a point.
    """
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    header = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
    body = "<w:trPr><w:cantSplit/></w:trPr>"
    drawn = "".join(
        f"<w:tr>{header if position == 0 else body}{''.join(cells)}</w:tr>"
        for position, cells in enumerate(rows)
    )
    table = parse_xml(
        f"<w:tbl {nsdecls('w')}><w:tblPr>"
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{LINES}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar>'
        '<w:tblLook w:val="00A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0"'
        ' w:noHBand="0" w:noVBand="1"/>'
        f"<w:tblCaption w:val={quoteattr(title)}/></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{drawn}</w:tbl>"
    )
    word.element.body.insert_element_before(table, "w:sectPr")


def make_bulleted(word: WordFile, style: BaseStyle) -> None:
    """Give a style real bullets where it has none, so that a list is read out as a list."""
    properties = style.element.get_or_add_pPr()
    if properties.find(qn("w:numPr")) is not None:
        return
    numbering = _numbering(word)
    number = 1 + max(
        (int(e.get(qn("w:numId")) or 0) for e in numbering.findall(qn("w:num"))), default=0
    )
    ours = f'{nsdecls("w")} w:abstractNumId="{ABSTRACT}"'
    bullet = parse_xml(
        f'<w:abstractNum {ours}><w:multiLevelType w:val="hybridMultilevel"/>'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/>'
        '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="360" w:hanging="360"/></w:pPr></w:lvl>'
        "</w:abstractNum>"
    )
    numbering.insert(0, bullet)
    numbering.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{ABSTRACT}"/></w:num>'
        )
    )
    properties.insert_element_before(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="{number}"/></w:numPr>'),
        *("w:pBdr", "w:shd", "w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc"),
    )


def _numbering(word: WordFile) -> Any:
    """The file's definitions of lists, made where it has none."""
    try:
        return word.part.part_related_by(RELATIONSHIP.NUMBERING).element  # type: ignore[attr-defined]
    except KeyError:
        part = NumberingPart(
            PackURI("/word/numbering.xml"),
            CONTENT_TYPE.WML_NUMBERING,
            parse_xml(f"<w:numbering {nsdecls('w')}/>"),
            word.part.package,
        )
        word.part.relate_to(part, RELATIONSHIP.NUMBERING)
        return part.element


def bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """A place that links within the file can point to."""
    start = parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="{number}" w:name={quoteattr(name)}/>')
    paragraph._p.insert_element_before(start, "w:r")
    paragraph._p.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="{number}"/>'))


def add_link(paragraph: Paragraph, text: str, to: str) -> None:
    """Words that lead to a bookmark."""
    paragraph._p.append(
        parse_xml(
            f'<w:hyperlink {nsdecls("w")} w:anchor={quoteattr(to)} w:history="1"><w:r><w:rPr>'
            '<w:color w:val="005EB8"/><w:u w:val="single"/></w:rPr>'
            f"<w:t>{escape(text)}</w:t></w:r></w:hyperlink>"
        )
    )


def add_page_number(paragraph: Paragraph) -> None:
    """ "Page 3", kept up to date by Word."""
    paragraph.add_run("Page ")
    paragraph._p.append(
        parse_xml(
            f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        )
    )


def describe_picture(paragraph: Paragraph, name: str, alternative: str) -> None:
    """Name and alternative text of the picture in a paragraph."""
    for properties in paragraph._p.iter(qn("wp:docPr")):
        properties.set("name", name)
        properties.set("descr", alternative)


def saved(word: WordFile) -> bytes:
    """The file's bytes, with a fixed time on each part, so that the same paper is the same file."""
    first, second = io.BytesIO(), io.BytesIO()
    word.save(first)
    with zipfile.ZipFile(first) as held, zipfile.ZipFile(second, "w") as copy:
        for name in held.namelist():
            entry = zipfile.ZipInfo(name, FIXED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            copy.writestr(entry, held.read(name))
    return second.getvalue()
