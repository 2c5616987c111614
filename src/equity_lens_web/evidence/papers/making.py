"""A paper made again from what is stored: its brief, the figures it is about, and the last paper.

Nothing of a draft is stored but the brief. Everything that a page or a file shows of it is made
from the results of its refresh, so a draft cannot say another number than the figures do.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from equity_lens.disclosure.released import Finding, Release
from equity_lens.reports.brief import Brief, FindingKey, brief_from_json, brief_to_json
from equity_lens.reports.compose import TITLE, written
from equity_lens.reports.document import Document
from equity_lens.reports.figures import published
from equity_lens.reports.html import Section, sections
from equity_lens.reports.last import Last, last_from_json
from equity_lens.reports.length import fitted
from equity_lens.reports.sections.annex import in_annex
from equity_lens.reports.withheld import COMPARISON, withheld
from equity_lens_web.evidence.coding import pack, unpack
from equity_lens_web.evidence.models import Paper
from equity_lens_web.evidence.papers.keeping import Few
from equity_lens_web.evidence.reading import Figures, figures_at

TOP = 5  # findings that are ticked until somebody chooses
KEPT_RELEASES, KEPT_DOCUMENTS = 4, 8

_releases = Few[Release](KEPT_RELEASES)
_documents = Few[Document](KEPT_DOCUMENTS)


@dataclass(frozen=True, slots=True)
class Shown:
    """A document as a page shows it; kept like this when the paper is issued."""

    title: str
    subtitle: str
    watermark: str
    minutes: int
    words: int
    paper: list[Section]
    annex: list[Section]


def brief_of(paper: Paper) -> Brief:
    """What people chose and wrote, with what stands on the cover."""
    kept = brief_from_json(json.dumps(paper.brief))
    return replace(kept, title=paper.title, committee=paper.meeting, meeting_on=paper.meeting_on)


def brief_to_keep(brief: Brief) -> Any:
    """A brief as the database keeps it."""
    return json.loads(brief_to_json(brief))


def figures_of_paper(paper: Paper) -> Figures:
    """The figures of a paper's refresh, read once for each paper object."""
    known: Figures | None = paper.__dict__.get("_figures")
    if known is None or known.refresh != paper.refresh:
        known = paper.__dict__["_figures"] = figures_at(paper.refresh)
    return known


def release_of(paper: Paper) -> Release:
    """What a paper needs of its figures."""
    return release_for(brief_of(paper), figures_of_paper(paper))


def release_for(brief: Brief, figures: Figures) -> Release:
    """The release of the measures that a brief names, and of every headline.

    Every finding is there, so that a paper says how many were not chosen. Finer breakdowns
    (tenths, sites, pairs) are on the pages of the measure, and in a paper only where chosen.
    """
    assert figures.refresh is not None
    named = frozenset(_named(brief))
    # A refresh is never changed; the moment tells apart two databases of one process.
    key = (figures.refresh.pk, figures.refresh.made_at, named)
    return _releases.get(key, lambda: _release(figures, named))


def last_of(paper: Paper) -> Last | None:
    """The paper with which a draft is compared, and what became of its decisions."""
    earlier = paper.organisation.papers.to_compare_with(paper.meeting)
    return record_of(earlier) if earlier is not None else None


def record_of(paper: Paper) -> Last:
    """What was kept of an issued paper, with what was said since of its decisions."""
    record = last_from_json(unpack(paper.record))
    states = {outcome.place: outcome.state for outcome in paper.outcomes.all()}
    asks = tuple(
        replace(ask, state=states.get(place, ask.state)) for place, ask in enumerate(record.asks)
    )
    return replace(record, asks=asks)


def as_written(paper: Paper) -> Document:
    """The paper before anybody's words: the sentences that an editor begins from."""
    return written(release_of(paper), brief=brief_of(paper), last=last_of(paper), most_findings=TOP)


def composed(paper: Paper) -> Document:
    """The paper as it would be issued now.

    Raises BriefRefused where the brief does not fit the figures.
    """
    brief, last, refresh = brief_of(paper), last_of(paper), paper.refresh
    then = (last.title, last.meeting_on, last.asks, hash(last.rows)) if last else None
    key = (refresh.pk, refresh.made_at, brief_to_json(brief), then)
    return _documents.get(key, lambda: fitted(release_of(paper), brief=brief, last=last))


def shown(document: Document) -> Shown:
    """A document in sections, for a page."""
    return Shown(
        document.title,
        document.subtitle,
        document.watermark,
        document.minutes,
        document.words,
        sections(document.paper, "section"),
        sections(document.annex, "annex"),
    )


def shown_to_keep(document: Document) -> bytes:
    """The same as the database keeps it."""
    return pack(msgspec.json.encode(shown(document)))


def shown_as_issued(paper: Paper) -> Any:
    """What ``shown_to_keep`` kept, as plain data with the same names."""
    return msgspec.json.decode(unpack(paper.document))


def marked_as_draft(document: Document) -> Document:
    """A file of a draft says on every page that it is one."""
    return replace(document, title=f"Draft: {document.title}")


def usual_title() -> str:
    """The title of a paper that nobody has named."""
    return TITLE


def _named(brief: Brief) -> Iterable[FindingKey]:
    yield from brief.findings or ()
    moved = (*(ask.moves for ask in brief.asks or ()), *(each.moves for each in brief.actions))
    yield from (key for key in moved if key is not None)


def _release(figures: Figures, named: frozenset[FindingKey]) -> Release:
    findings = figures.findings()
    wanted = {(key.measure, key.dimension) for key in named} | set(map(_about, findings[:TOP]))
    headlines = {
        profile.measure.id
        for profile in figures.profiles(dimensions="all")
        if profile.measure.headline
    }
    whole = figures.release({measure for measure, _ in wanted} | headlines, history=False)
    profiles = tuple(
        profile
        for profile in whole.profiles
        if in_annex(profile) or (profile.measure.id, profile.dimension.key) in wanted
    )
    kept = {profile.dimension.key for profile in profiles}
    release = replace(
        whole,
        profiles=profiles,
        findings=tuple(findings),
        trends=tuple(trend for trend in whole.trends if trend.dimension.key in kept),
    )
    cells = sum(line.cells for line in withheld(release) if line.kind == COMPARISON)
    return published(replace(release, withheld=cells))


def _about(finding: Finding) -> tuple[str, str]:
    return finding.profile.measure.id, finding.profile.dimension.key
