"""The Word file that a paper is written into: a trust's own template, or a plain one of ours.

Of a trust's template we keep page size, margins, headers, footers and every style; its body text
is cleared. A style that it lacks is added, so that a heading is always a real heading.
"""

import io
import zipfile
from pathlib import Path

import docx
from docx.document import Document as WordFile
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from equity_lens.errors import UnreadableFile
from equity_lens.reports.word_parts import make_bulleted

DARK, INK, QUIET, WARNING = "003087", "212B32", "4C6272", "B30F0F"
TABLE_STYLE, NOTE_STYLE, DECISION_STYLE = "Equity table", "Equity note", "Equity decision"
TEMPLATE_TYPE = b"wordprocessingml.template.main+xml"
DOCUMENT_TYPE = b"wordprocessingml.document.main+xml"

# name: point size, bold, colour, space before, space after
LOOK = {
    "Normal": (10, False, INK, 0, 5),
    "Title": (20, True, DARK, 0, 3),
    "Subtitle": (12, False, QUIET, 0, 8),
    "Heading 1": (14, True, DARK, 12, 4),
    "Heading 2": (11.5, True, DARK, 9, 3),
    "Caption": (9, True, INK, 8, 3),
    "List Bullet": (10, False, INK, 0, 2),
    TABLE_STYLE: (8, False, INK, 1, 1),
    NOTE_STYLE: (8.5, False, QUIET, 2, 8),
    DECISION_STYLE: (10, False, INK, 0, 2),
}
OURS = (TABLE_STYLE, NOTE_STYLE, DECISION_STYLE)


Template = Path | bytes | None


def opened(template: Template) -> WordFile:
    """An empty Word file with every style that a paper needs.

    Raises UnreadableFile where the template is not a Word document or template.
    """
    word = docx.Document() if template is None else _trusts(template)
    for name, (size, bold, colour, before, after) in LOOK.items():
        ours = template is None or name in OURS
        if name not in [style.name for style in word.styles]:
            added = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name not in OURS)
            added.base_style = None if name == "Normal" else word.styles["Normal"]
            ours = True
        if ours:
            style = word.styles[name]
            assert isinstance(style, ParagraphStyle)
            _look(style, size, bold, colour, before, after, plain_font=template is None)
    _inset(word.styles[DECISION_STYLE])
    make_bulleted(word, word.styles["List Bullet"])
    if template is None:
        section = word.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(1.9)
        section.top_margin, section.bottom_margin = Cm(1.8), Cm(1.6)
        section.header_distance = section.footer_distance = Cm(0.8)
    _in_english(word)
    return word


def _trusts(template: Path | bytes) -> WordFile:
    try:
        word = docx.Document(_as_document(template))
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as fault:
        name = "The template" if isinstance(template, bytes) else template.name
        raise UnreadableFile(
            f"{name} cannot be opened as a Word template.",
            remedy="Give a .docx or .dotx file saved by Word, or leave the template out.",
        ) from fault
    body = word.element.body
    for child in list(body):
        if child.tag != qn("w:sectPr"):
            body.remove(child)
    return word


def _as_document(template: Path | bytes) -> io.BytesIO:
    """A .dotx differs from a .docx by one word, which says what kind of file it is."""
    written = io.BytesIO()
    given = io.BytesIO(template) if isinstance(template, bytes) else template
    with zipfile.ZipFile(given) as held, zipfile.ZipFile(written, "w") as copy:
        for entry in held.infolist():
            content = held.read(entry)
            if entry.filename == "[Content_Types].xml":
                content = content.replace(TEMPLATE_TYPE, DOCUMENT_TYPE)
            copy.writestr(entry, content)
    written.seek(0)
    return written


def _look(
    style: ParagraphStyle,
    size: float,
    bold: bool,
    colour: str,
    before: float,
    after: float,
    *,
    plain_font: bool,
) -> None:
    style.font.size, style.font.bold = Pt(size), bold
    style.font.italic = False
    style.font.color.rgb = RGBColor.from_string(colour)
    style.paragraph_format.space_before = Pt(before)
    style.paragraph_format.space_after = Pt(after)
    if style.name in ("Heading 1", "Heading 2", "Caption"):
        style.paragraph_format.keep_with_next = True
    if style.name in ("Heading 1", "Heading 2"):
        _outline(style, int(style.name[-1]) - 1)
    if plain_font:
        run = style.element.get_or_add_rPr()
        for stretched in run.findall(qn("w:spacing")):
            run.remove(stretched)
        fonts = run.get_or_add_rFonts()
        for name in list(fonts.attrib):
            del fonts.attrib[name]
        for script in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{script}"), "Arial")
        _without_border(style)


def _outline(style: ParagraphStyle, level: int) -> None:
    """The level by which Word's navigation, and a screen reader, knows a heading."""
    properties = style.element.get_or_add_pPr()
    if properties.find(qn("w:outlineLvl")) is None:
        outline = OxmlElement("w:outlineLvl")
        outline.set(qn("w:val"), str(level))
        properties.append(outline)


def _without_border(style: ParagraphStyle) -> None:
    properties = style.element.pPr
    border = properties.find(qn("w:pBdr")) if properties is not None else None
    if border is not None:
        properties.remove(border)


def _inset(style: ParagraphStyle) -> None:
    """A blue bar on the left, as the NHS sets text apart."""
    properties = style.element.get_or_add_pPr()
    if properties.find(qn("w:pBdr")) is not None:
        return
    border = OxmlElement("w:pBdr")
    left = OxmlElement("w:left")
    for name, value in (("val", "single"), ("sz", "36"), ("space", "8"), ("color", "005EB8")):
        left.set(qn(f"w:{name}"), value)
    border.append(left)
    style.paragraph_format.left_indent = Cm(0.4)
    properties.insert_element_before(
        border, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl"
    )


def _in_english(word: WordFile) -> None:
    """British English, so that a screen reader and a spelling checker know what they read."""
    for language in word.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
