"""A paper as it is issued: every file of it, the gate's log, and what the next paper compares with."""

from dataclasses import dataclass

import msgspec

from equity_lens.disclosure.released import Release
from equity_lens.reports.brief import Brief, key_of
from equity_lens.reports.chair import chairs_brief
from equity_lens.reports.chosen import chosen
from equity_lens.reports.compose import TITLE
from equity_lens.reports.figures import published, rows
from equity_lens.reports.help_asked import help_asked
from equity_lens.reports.last import Last
from equity_lens.reports.rendering import FORMATS, render
from equity_lens.reports.results_parquet import results_parquet
from equity_lens.reports.sections.decisions import suggested
from equity_lens.reports.withheld import Withheld, withheld
from equity_lens.reports.word_template import Template
from equity_lens.reports.writing import made

COMPARED = ("overall", "gap", "value")
MOST = 5  # findings that a paper shows where nobody chose


@dataclass(frozen=True, slots=True)
class Issue:
    """Everything that is kept of an issued paper.

    ``files`` are bytes by name: those of ``FILES``, ``results.parquet``, and ``chairs-brief`` and
    ``help-asked`` in each format.
    """

    files: dict[str, bytes]
    withheld: tuple[Withheld, ...]
    record: Last


def issue(
    release: Release, brief: Brief, *, last: Last | None = None, template: Template = None
) -> Issue:
    """Make every file of a paper; the same release and brief make the same bytes.

    Raises BriefRefused where the brief does not fit the figures, and UnreadableFile where the
    template is not a Word file.
    """
    release = published(release)
    files = made(release, template=template, brief=brief, last=last)
    files["results.parquet"] = results_parquet(rows(release))
    for name, document in (
        ("chairs-brief", chairs_brief(release, brief, last)),
        ("help-asked", help_asked(release, brief)),
    ):
        for form in FORMATS:
            files[f"{name}.{form}"] = render(document, form, template=template)
    return Issue(files, withheld(release), record(release, brief))


def record(release: Release, brief: Brief) -> Last:
    """What the next paper needs to know of this one."""
    asks = brief.asks
    if asks is None:
        asks = suggested(chosen(release, brief, MOST))
    kept = (row for row in rows(published(release)) if row.statistic in COMPARED)
    return Last(
        title=brief.title or TITLE,
        meeting_on=brief.meeting_on,
        rows=tuple(kept),
        findings=tuple(key_of(finding) for finding in release.findings),
        asks=asks,
    )


def withheld_to_json(log: tuple[Withheld, ...]) -> bytes:
    """The gate's log as JSON."""
    return msgspec.json.encode(log)


def withheld_from_json(text: bytes | str) -> tuple[Withheld, ...]:
    """The gate's log from JSON."""
    return msgspec.json.decode(text, type=tuple[Withheld, ...])
