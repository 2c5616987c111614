"""What people do with a paper: begin it, decide its parts, move it to newer figures, issue it."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils import timezone

from equity_lens.errors import EquityLensError
from equity_lens.reports import issue as library
from equity_lens.reports.compose import compose
from equity_lens.reports.last import last_to_json
from equity_lens_web.accounts.access import require
from equity_lens_web.accounts.models import Organisation, Person
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.audit import record as audit
from equity_lens_web.evidence.coding import pack
from equity_lens_web.evidence.models import Outcome, Paper, PaperFile
from equity_lens_web.evidence.papers.carrying import carried
from equity_lens_web.evidence.papers.making import (
    brief_of,
    brief_to_keep,
    composed,
    last_of,
    release_for,
    release_of,
    shown_to_keep,
)
from equity_lens_web.evidence.reading import figures_at


class PaperRefused(EquityLensError):
    """A paper cannot be changed or issued as asked."""


@transaction.atomic
def begin(
    *,
    organisation: Organisation,
    title: str,
    meeting: str,
    meeting_on: dt.date | None,
    by: Person,
) -> Paper:
    """A draft on the current figures.

    Raises PaperRefused where there are none.
    """
    require(by, Permission.PAPER_WRITE, organisation=organisation)
    refresh = organisation.refreshes.current()
    if refresh is None:
        raise PaperRefused(
            "There are no figures yet.",
            remedy="An analyst uploads an extract and puts it into the figures; then begin.",
        )
    paper = Paper.objects.create(
        organisation=organisation,
        refresh=refresh,
        title=title,
        meeting=meeting,
        meeting_on=meeting_on,
        begun_by=by,
    )
    audit.record("paper.begun", organisation=organisation, by=by, about=title)
    return paper


@transaction.atomic
def rename(
    *,
    paper: Paper,
    title: str,
    meeting: str,
    meeting_on: dt.date | None,
    seen: int,
    by: Person,
) -> Paper:
    """Change what stands on the cover of a draft."""
    held = _held(paper, by, seen)
    held.title, held.meeting, held.meeting_on = title, meeting, meeting_on
    return _saved(held, by, "cover", "title", "meeting", "meeting_on")


@transaction.atomic
def decide(*, paper: Paper, step: str, seen: int, by: Person, **parts: Any) -> Paper:
    """Change parts of a draft's brief: findings, asks, voices, heard, actions.

    ``seen`` is the revision that the person had before them. Raises PaperRefused where somebody
    else has changed the draft since, or the change does not fit the figures.
    """
    held = _held(paper, by, seen)
    held.brief = brief_to_keep(replace(brief_of(held), **parts))
    return _saved(held, by, step, "brief")


@transaction.atomic
def reword(*, paper: Paper, edits: Mapping[str, str | None], seen: int, by: Person) -> Paper:
    """Put sentences in a person's words, or (None) back as they were written.

    The words were checked against the figures of the sentence; the paper checks them again.
    """
    held = _held(paper, by, seen)
    brief = brief_of(held)
    words = {**brief.sentences, **edits}
    kept = {id: text for id, text in words.items() if text is not None}
    held.brief = brief_to_keep(replace(brief, sentences=kept))
    held.set_aside = [each for each in held.set_aside if each["id"] not in kept]
    checked = replace(brief, sentences=kept)
    compose(release_of(held), brief=checked, last=last_of(held))
    return _saved(held, by, "words", "brief", "set_aside")


@transaction.atomic
def move(*, paper: Paper, seen: int, by: Person) -> Paper:
    """Move a draft to the current figures; what no longer fits is set aside, and nothing is lost."""
    held = _held(paper, by, seen)
    current = held.organisation.refreshes.current()
    if current is None or current.pk == held.refresh_id:
        raise PaperRefused(
            "There are no newer figures.", remedy="Go on with the draft, or ask the analyst."
        )
    brief = brief_of(held)
    new, asides = carried(brief, release_of(held), release_for(brief, figures_at(current)))
    held.brief, held.refresh = brief_to_keep(new), current
    held.set_aside = [*held.set_aside, *(aside.plain() for aside in asides)]
    if new.findings is None:
        held.steps_done = [step for step in held.steps_done if step != "findings"]
    return _saved(held, by, "", "brief", "refresh", "set_aside")


@transaction.atomic
def forget_set_aside(*, paper: Paper, seen: int, by: Person) -> Paper:
    """Clear the list of what no longer fitted."""
    held = _held(paper, by, seen)
    held.set_aside = []
    return _saved(held, by, "", "set_aside")


@transaction.atomic
def discard(*, paper: Paper, by: Person) -> None:
    """Remove a draft; an issued paper stays."""
    held = _held(paper, by, None)
    audit.record("paper.discarded", organisation=held.organisation, by=by, about=held.title)
    held.delete()


def issue(*, paper: Paper, seen: int, by: Person) -> Paper:
    """Make every file of a draft and keep it for ever.

    The files are made before the database is locked, since that takes seconds; if the draft has
    changed by then, nothing is issued. Raises EquityLensError where it cannot be.
    """
    organisation = paper.organisation
    require(by, Permission.PAPER_ISSUE, organisation=organisation)
    _may_be_issued(paper, seen)
    earlier = organisation.papers.to_compare_with(paper.meeting)
    document, template = composed(paper), organisation.word_template
    made = library.issue(
        release_of(paper),
        brief_of(paper),
        last=last_of(paper),
        template=bytes(template) if template else None,
    )
    with transaction.atomic():
        held = _held(paper, by, seen, permission=Permission.PAPER_ISSUE)
        _may_be_issued(held, seen)
        PaperFile.objects.bulk_create(
            PaperFile(
                paper=held,
                name=name,
                content=content,
                sha256=hashlib.sha256(content).hexdigest(),
            )
            for name, content in made.files.items()
        )
        held.compared_with = earlier
        held.document = shown_to_keep(document)
        held.record = pack(last_to_json(made.record))
        held.withheld = pack(library.withheld_to_json(made.withheld))
        held.state, held.issued_by, held.issued_at = Paper.State.ISSUED, by, timezone.now()
        held.save()
        audit.record(
            "paper.issued",
            organisation=organisation,
            by=by,
            about=held.title,
            refresh=held.refresh.number,
        )
    return held


@transaction.atomic
def record_outcome(*, paper: Paper, place: int, state: str, by: Person) -> Outcome:
    """Say what became of a decision that an issued paper asked."""
    require(by, Permission.PAPER_WRITE, organisation=paper.organisation)
    outcome = Outcome.objects.create(
        paper=paper, place=place, state=Outcome.State(state), said_by=by
    )
    audit.record(
        "paper.decision-recorded",
        organisation=paper.organisation,
        by=by,
        about=paper.title,
        decision=place + 1,
        state=state,
    )
    return outcome


def _may_be_issued(paper: Paper, seen: int) -> None:
    if paper.refresh.superseded_because:
        raise PaperRefused(
            f"The figures of this draft no longer hold. {paper.refresh.superseded_because}",
            remedy="Move the draft to the newer figures, and read it again.",
        )
    if paper.revision != seen:
        raise PaperRefused(
            "Somebody changed this draft after you read it.", remedy="Read it again, then issue it."
        )


def _held(
    paper: Paper, by: Person, seen: int | None, permission: Permission = Permission.PAPER_WRITE
) -> Paper:
    """The draft, locked, as it stands now."""
    require(by, permission, organisation=paper.organisation)
    held = Paper.objects.select_for_update(of=("self",)).select_related("refresh").get(pk=paper.pk)
    held.organisation = paper.organisation
    if held.is_issued:
        raise PaperRefused(
            "This paper has been issued.", remedy="Begin a new paper: an issued one stays as it is."
        )
    if seen is not None and held.revision != seen:
        raise PaperRefused(
            "Somebody else changed this draft while you had it open.",
            remedy="Your words are still on this page: check them, and save again.",
        )
    return held


def _saved(held: Paper, by: Person, step: str, *fields: str) -> Paper:
    held.revision += 1
    if step and step not in held.steps_done:
        held.steps_done = [*held.steps_done, step]
    held.save(update_fields=[*fields, "revision", "steps_done"])
    audit.record(
        "paper.changed",
        organisation=held.organisation,
        by=by,
        about=held.title,
        changed=list(fields),
    )
    return held
