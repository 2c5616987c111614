"""One decision: the gap then, what was hoped, the gap as it was read again, and its history."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from equity_lens.disclosure.released_readings import GapAsShown, Outcome
from equity_lens.words.readings import (
    gap_title,
    hoped_in_words,
    outcome_name,
    reading_sentence,
    shown_sentence,
)
from equity_lens_web.actions.models import Answer, Block, Decision, Reading, Step
from equity_lens_web.actions.presenters.standing import COLOURS, Tag, days, owner
from equity_lens_web.design_system import moments

NOT_DUE = "The gap is read again by itself on {day}, and at each refresh after it."
NOT_SOUND = (
    "It is not read again: the figures that it was decided on no longer hold. Stop it, and record a "
    "new decision on the gap as it is now."
)
NOT_YET = "Its day has come; the gap is read as soon as there are figures that hold."
NEXT_OF = {
    "": "Waiting for the executive team",
    Answer.Kind.REPLIED: "Waiting for the executive team",
    Answer.Kind.ASKED_BACK: "The executive team asks something back",
    Answer.Kind.APPROVED: "Approved by the executive team",
    Answer.Kind.DECLINED: "Declined by the executive team",
}


@dataclass(frozen=True, slots=True)
class ReadAgain:
    """One reading: what became of the gap, in a tag and a sentence, and from which figures."""

    tag: Tag
    sentence: str
    made: str
    no_longer_holds: str


def facts(decision: Decision) -> list[tuple[str, str]]:
    """Who, by when, with whom, and what it comes from."""
    made_of = decision.get_source_display()
    if decision.source_words:
        made_of = f"{made_of}: {decision.source_words}"
    told = {
        "Owner": owner(decision),
        "By": moments.day(decision.due_on),
        "First step": decision.first_step,
        "Who helps": decision.helpers,
        "Partner": decision.partner,
        "Comes from": made_of,
        "Recorded": f"{moments.day(moments.day_of(decision.made_at))}, by {decision.made_by}",
    }
    return [(name, words) for name, words in told.items() if words]


def gap_then(gap: GapAsShown, decision: Decision) -> dict[str, str]:
    """The gap as it was shown, what was hoped for, and the refresh it came from."""
    if decision.hoped is not None:
        hoped = f"Hoped for: {hoped_in_words(gap, decision.hoped)}."
    else:
        hoped = f"No number yet: {decision.no_number_because}"
    assert decision.refresh is not None
    held = decision.refresh.superseded_because
    return {
        "title": gap_title(gap),
        "sentence": shown_sentence(gap),
        "hoped": hoped,
        "refresh": f"As shown when this was decided, from refresh {decision.refresh.number}.",
        "no_longer_holds": f"Those figures no longer hold. {held}" if held else "",
    }


def readings(gap: GapAsShown, made: Iterable[Reading], decision: Decision) -> list[ReadAgain]:
    """Each time that the gap was read, the newest first."""
    assert decision.refresh is not None
    before = decision.refresh.superseded_because
    return [_read_again(gap, each, before) for each in made]


def waits_to_be_read(decision: Decision) -> str:
    """When the gap will be read, where it has not been."""
    if decision.refresh is not None and decision.refresh.superseded_because:
        return NOT_SOUND
    if decision.due_on > moments.today():
        return NOT_DUE.format(day=moments.day(decision.due_on))
    return NOT_YET


def history(steps: Iterable[Step]) -> list[tuple[str, str, str, str]]:
    """When, what, by whom, and the words."""
    return [
        (moments.moment(each.at), each.get_kind_display(), str(each.by), each.words)
        for each in steps
    ]


def standing_in_the_way(block: Any) -> dict[str, Any]:
    """The block that is open, its age, and what was said of the help asked."""
    answers = list(block.answers.all())
    last = answers[-1].kind if answers else ""
    return {
        "why": block.why,
        "age": days(block.began_at),
        "asks": block.asks_executive_team,
        "needed": needed(block),
        "stands": NEXT_OF[last] if block.asks_executive_team else "",
        "answers": said(answers),
        "is_asked_back": last == Answer.Kind.ASKED_BACK,
    }


def said(answers: Iterable[Answer]) -> list[str]:
    """Each answer with its day and words."""
    return [
        f"{each.get_kind_display()} on {moments.day(moments.day_of(each.at))} by {each.by}"
        + (f": {each.words}" if each.words else "")
        for each in answers
    ]


def needed(block: Block) -> str:
    """The one decision needed, with its amount."""
    return block.needed + (f" (£{block.pounds:,})" if block.pounds else "")


def _read_again(gap: GapAsShown, reading: Reading, before: str) -> ReadAgain:
    outcome = Outcome(reading.outcome)
    held = reading.refresh.superseded_because or before
    return ReadAgain(
        Tag(outcome_name(outcome), "grey" if held else COLOURS[outcome]),
        reading_sentence(gap, reading.released),
        f"Read on {moments.day(moments.day_of(reading.at))}, from refresh {reading.refresh.number}.",
        f"This reading no longer holds. {held}" if held else "",
    )
