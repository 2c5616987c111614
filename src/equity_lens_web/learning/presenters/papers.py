"""A case study as a paper: for Word, print and a page that stands alone."""

from equity_lens.reports.covers import SYNTHETIC
from equity_lens.reports.document import Block, ChartBlock, Document, Heading, Paragraph, Table
from equity_lens_web.design_system.moments import day, day_of
from equity_lens_web.learning.models import CaseStudy, CaseVersion
from equity_lens_web.learning.presenters.cases import Told, outcome, whom

PDF_NUMBER = "1"


def paper(case: CaseStudy, version: CaseVersion, told: Told) -> Document:
    """The version with its halves, its chart and its table, as every paper of ours is made."""
    organisation = case.organisation
    published = day_of(version.published_at)
    return Document(
        title=told.title,
        subtitle=f"Case study, version {version.number}. {organisation.name}, {day(published)}.",
        description=f"What failed and what worked, for whom: {told.title}.",
        author=organisation.name,
        made_on=published.isoformat(),
        paper=tuple(_blocks(case, told)),
        annex=(),
        watermark=SYNTHETIC if organisation.synthetic else "",
    )


def _blocks(case: CaseStudy, told: Told) -> list[Block]:
    blocks: list[Block] = [Heading("In short"), Paragraph(f"{outcome(case)}.", lead="Outcome:")]
    if told.no_longer_holds:
        blocks.append(Paragraph(told.no_longer_holds, lead="Figures:"))
    if whom(case):
        blocks.append(Paragraph(f"{whom(case)}.", lead="Whose gap:"))
    for half in told.halves:
        blocks.append(Heading(half.heading))
        blocks += [Paragraph(said) for said in (*half.figures, *half.words.splitlines()) if said]
    for heading, words in told.rest:
        blocks.append(Heading(heading))
        blocks += [Paragraph(said) for said in words.splitlines() if said]
    if told.partners:
        blocks += [Heading("Partners"), Paragraph(told.partners)]
    blocks.append(Heading("Figures"))
    blocks += [Paragraph(said) for said in told.other_figures]
    if told.chart is not None and told.table is not None:
        blocks.append(ChartBlock(PDF_NUMBER, told.chart, told.chart.title, table=1))
        blocks.append(Table(1, told.table.caption, told.table.header, told.table.rows))
    blocks += [Paragraph(said) for said in told.provenance]
    return blocks
