"""Verdicts of the demonstration's reminders (journey 3), as the rule makes them, kept for a trust."""

from equity_lens.demonstration.projects import counts_of, projects
from equity_lens.disclosure import released
from equity_lens.disclosure.policy import policy
from equity_lens.disclosure.verdicts import release_verdicts
from equity_lens.reports.figures import published
from equity_lens_web.evidence.coding import encode
from equity_lens_web.improvement.models import KeptVerdict, ProjectMeasure, VerdictChange

REMINDERS = projects()[0]
WIDENING, NARROWING = "2026-04", "2026-10"


def released_verdict(until):
    (found,) = release_verdicts(
        [(REMINDERS.gap, counts_of(REMINDERS, until))],
        policy=policy("hes"),
        organisation=released.Organisation("SYN", "Test trust (synthetic)"),
    )
    return published(found)


def project_of(trust, by):
    """The project with its split, live."""
    gap = REMINDERS.gap
    project = trust.projects.create(
        title=REMINDERS.title, team="outpatient clinic manager, nurse", started_by=by
    )
    split = ProjectMeasure.objects.create(
        project=project,
        measure=gap.measure,
        dimension=gap.dimension,
        target=gap.target,
        reference=gap.reference,
        watched=list(gap.watched),
        smallest_that_matters="0.01",
        agreed_by=by,
    )
    project.split, project.state = split, "live"
    project.save()
    return project


def say(project, until, refresh=None):
    """Keep the verdict of a month, and its change; ``refresh`` if it rests on the trust's figures."""
    found = released_verdict(until)
    before = project.split.verdicts.last()
    kept = KeptVerdict.objects.create(
        measure=project.split,
        word=found.verdict.value,
        on=found.on,
        since=found.since,
        content=encode(found),
        refresh=refresh,
    )
    VerdictChange.objects.create(
        project=project,
        verdict=kept,
        was=before.word if before else "too early",
        now=kept.word,
        on=kept.on,
    )
    return kept
