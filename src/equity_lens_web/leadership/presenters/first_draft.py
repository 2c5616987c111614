"""The first draft to the chair: five parts from live records, each opened in the lead's words."""

from collections.abc import Mapping

from equity_lens.reports.document import Block, Document, Heading, Paragraph
from equity_lens_web.accounts.models import Organisation
from equity_lens_web.actions.models import Block as InTheWay
from equity_lens_web.design_system import moments
from equity_lens_web.leadership.presenters.papers import bullets, charter_blocks, document
from equity_lens_web.plan.models import ChainMeasure
from equity_lens_web.plan.reading import activities_of, measures_of, priorities_of

TITLE = "Health inequalities: the first 30 days"
PARTS = {
    "charter": ("Charter", "This is what the role is for, and what it can count on."),
    "priorities": (
        "Priorities",
        "These are the gaps that we put first. Others wait, for reasons that are kept.",
    ),
    "measures": ("Measures", "We shall know by these whether anything changes."),
    "plan": ("Plan", "This is what we do about them."),
    "help": ("Help needed", "This is what we need from the board."),
}
NONE_YET = {
    "charter": "No charter has been written yet.",
    "priorities": "No priority has been chosen yet.",
    "measures": "No measure has been chosen yet.",
    "plan": "No activity is planned yet.",
    "help": "Nothing waits for the board’s help.",
}


def first_draft(organisation: Organisation, words: Mapping[str, str]) -> Document:
    """The document as the records stand now."""
    blocks: list[Block] = []
    for key, (heading, opening) in PARTS.items():
        blocks += [Heading(heading), Paragraph(words.get(key) or opening)]
        blocks += _part(key, organisation)
    return document(organisation, TITLE, *blocks)


def _part(key: str, organisation: Organisation) -> tuple[Block, ...]:
    if key == "charter":
        charter = organisation.charters.current()
        return charter_blocks(charter) if charter else (Paragraph(NONE_YET[key]),)
    items = {
        "priorities": _priorities,
        "measures": _measures,
        "plan": _activities,
        "help": _help,
    }[key](organisation)
    return (bullets(items, NONE_YET[key]),)


def _priorities(organisation: Organisation) -> list[str]:
    return [each.title for each in priorities_of(organisation)]


def _measures(organisation: Organisation) -> list[str]:
    return [
        f"{each.title}. {each.get_stage_display()}; now: {_now(each)}; "
        f"{each.get_direction_display().lower()}; {each.who}, reviewed {moments.day(each.review_on)}"
        for each in measures_of(organisation)
    ]


def _now(measure: ChainMeasure) -> str:
    """Its baseline, and whether that was withdrawn."""
    return " ".join((measure.baseline, measure.no_longer_holds)).strip().rstrip(".")


def _activities(organisation: Organisation) -> list[str]:
    return [
        f"{each.get_quadrant_display()}: {each.title} ({each.get_state_display().lower()})"
        for each in activities_of(organisation)
    ]


def _help(organisation: Organisation) -> list[str]:
    asked = InTheWay.objects.filter(decision__organisation=organisation).help_asked().waiting()
    told = []
    for block in asked:
        pounds = f" (£{block.pounds:,})" if block.pounds else ""
        told.append(f"{block.needed}{pounds}. For: {block.decision.what}")
    return told
