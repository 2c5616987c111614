"""The handover pack: what a successor needs on the first day, from live records."""

from collections.abc import Iterable

from equity_lens.reports.document import Block, Document, Heading, Paragraph, Table
from equity_lens_web.accounts.models import Organisation
from equity_lens_web.actions.models import Block as InTheWay
from equity_lens_web.actions.models import Step
from equity_lens_web.design_system import moments
from equity_lens_web.improvement.models import Project
from equity_lens_web.leadership.leading import Led, who_leads
from equity_lens_web.leadership.models import WorthKnowing
from equity_lens_web.leadership.presenters.papers import bullets, charter_blocks, document
from equity_lens_web.plan.models import MeasureReading
from equity_lens_web.plan.reading import activities_of, measures_of, priorities_of

TITLE = "Handover of the health inequalities lead"
NO_HISTORY = "not read again yet"
LESSONS = 10


def handover(organisation: Organisation) -> Document:
    """Charter, plan, open decisions, measures with their history, risks, partners, lessons."""
    charter = organisation.charters.current()
    known = _worth_knowing(organisation)
    leads = who_leads(organisation)
    blocks: list[Block] = [
        Heading("Charter"),
        *(charter_blocks(charter) if charter else (Paragraph("No charter is written yet."),)),
        Heading("Priorities"),
        bullets([each.title for each in priorities_of(organisation)], "None is chosen yet."),
        Heading("Open decisions"),
        _decisions(organisation),
        Heading("Plan"),
        bullets(_activities(organisation), "No activity is planned."),
        Heading("Measures, with their history"),
        _measures(organisation),
        Heading("Risks"),
        bullets([*known["risk"], *_risks(organisation, leads)], "None is written down."),
        Heading("Partners"),
        bullets([*known["partner"], *_partners(organisation, leads)], "None is written down."),
        Heading("Lessons"),
        bullets([*known["lesson"], *_lessons(organisation)], "None is written down."),
    ]
    return document(organisation, TITLE, *blocks)


def _worth_knowing(organisation: Organisation) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {kind: [] for kind in WorthKnowing.Kind.values}
    for each in organisation.worth_knowing.filter(ended_at=None):
        found[each.kind].append(f"{each.text} ({moments.day(moments.day_of(each.written_at))})")
    return found


def _decisions(organisation: Organisation) -> Block:
    under_way = organisation.decisions.under_way().for_a_list().defer("shown")
    rows = tuple(
        (
            each.what,
            each.owner.person.name,
            moments.day(each.due_on),
            each.get_state_display(),
        )
        for each in under_way
    )
    header = ("Decision", "Owner", "Due", "State")
    if not rows:
        return Paragraph("None is open.")
    return Table(2, "Decisions under way", header, rows, texts=4)


def _activities(organisation: Organisation) -> list[str]:
    return [
        f"{each.get_quadrant_display()}: {each.title} ({each.get_state_display().lower()}; "
        f"{each.who or 'nobody leads it'})"
        for each in activities_of(organisation)
    ]


def _measures(organisation: Organisation) -> Block:
    chosen = measures_of(organisation)
    history: dict[int, list[str]] = {}
    readings = MeasureReading.objects.filter(chain_measure__in=[each.pk for each in chosen])
    for reading in readings.order_by("read_on", "pk"):
        told = f"{moments.day(reading.read_on)}: {reading.found}"
        history.setdefault(reading.chain_measure_id, []).append(told)
    rows = tuple(
        (
            each.title,
            f"{each.baseline} {each.no_longer_holds}".strip(),
            "; ".join(history.get(each.pk, [])) or NO_HISTORY,
            each.who,
            moments.day(each.review_on),
        )
        for each in chosen
    )
    header = ("Measure", "At first", "Since", "Owner", "Next review")
    return Table(3, "Measures", header, rows, texts=5) if rows else Paragraph("None is chosen yet.")


def _risks(organisation: Organisation, leads: Iterable[Led]) -> list[str]:
    blocked = InTheWay.objects.filter(decision__organisation=organisation, ended_at=None)
    told = [
        f"Blocked since {moments.day(moments.day_of(each.began_at))}: {each.decision.what}. {each.why}"
        for each in blocked.select_related("decision").defer("decision__shown").order_by("began_at")
    ]
    orphans = sum(each.is_orphan for each in leads)
    if orphans:
        told.append(f"Nobody leads {orphans} of the items on the page Who leads what")
    return told


def _partners(organisation: Organisation, leads: Iterable[Led]) -> list[str]:
    """Bodies that take part in the plan, and partners of commitments, each once."""
    charter = organisation.charters.current()
    shared = [charter.shared_with] if charter and charter.shared_with else []
    named = [
        f"{each.partner}: {each.what}"
        for each in organisation.decisions.under_way().exclude(partner="").defer("shown")
    ]
    bodies = [body for each in leads for body in each.bodies]
    return list(dict.fromkeys([*shared, *named, *bodies]))


def _lessons(organisation: Organisation) -> list[str]:
    concluded = Step.objects.filter(
        decision__organisation=organisation, kind=Step.Kind.CONCLUDED
    ).select_related("decision")
    learnt = Project.objects.filter(organisation=organisation).exclude(learning="")
    return [
        *(f"{each.decision.what}: {each.words}" for each in concluded.order_by("-pk")[:LESSONS]),
        *(f"{each.title}: {each.learning}" for each in learnt.order_by("-pk")[:LESSONS]),
    ]
