"""A brief carried from earlier figures to newer ones: what still fits stays, the rest is listed.

Nothing that a person wrote is lost: what no longer fits is set aside with the reason.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

from equity_lens.disclosure.released import Finding, Release
from equity_lens.reports.brief import Action, Ask, Brief, FindingKey
from equity_lens.reports.chosen import choice_faults, found
from equity_lens.reports.compose import written
from equity_lens.reports.wording import edit_faults, sentences
from equity_lens.words.people import lower_first

GONE = "It is no longer among the findings. That is no proof that the gap is gone."
GAP_GONE = "The gap that it names is no longer among the findings. Choose another."
NOT_SHOWN = "The paper no longer holds the sentence that this replaced."


@dataclass(frozen=True, slots=True)
class Aside:
    """One thing that no longer fitted: ``id`` is that of a sentence, else nothing."""

    what: str
    text: str
    why: str
    id: str = ""

    def plain(self) -> dict[str, Any]:
        """As the database keeps it."""
        return asdict(self)


def carried(brief: Brief, old: Release, new: Release) -> tuple[Brief, list[Aside]]:
    """The brief that fits the new figures, and what had to be set aside."""
    asides = [
        Aside("Finding", name_of(found(old, key), key), GONE)
        for key in brief.findings or ()
        if found(new, key) is None
    ]
    left = tuple(key for key in brief.findings or () if found(new, key) is not None)
    moved = replace(brief, findings=left or None)
    if moved.asks is not None:
        told = [_fitting(new, ask, place) for place, ask in enumerate(moved.asks, start=1)]
        moved = replace(moved, asks=tuple(ask for ask, _ in told))
        asides += [aside for _, aside in told if aside is not None]
    asides += _gaps_gone(moved.actions, new)
    moved = replace(
        moved, actions=tuple(_without_a_lost_gap(action, new) for action in moved.actions)
    )
    unfit = list(_unfit(moved, old, new))
    kept = {id: text for id, text in moved.sentences.items() if id not in {a.id for a in unfit}}
    return replace(moved, sentences=kept), asides + unfit


def name_of(finding: Finding | None, key: FindingKey) -> str:
    """A finding in words: "Waiting within 18 weeks: most deprived fifth"; its key where unknown."""
    if finding is None:
        return str(key)
    group = lower_first(finding.group.subgroup.label)
    return f"{finding.profile.measure.title}: {group}"


def _fitting(new: Release, ask: Ask, place: int) -> tuple[Ask, Aside | None]:
    what = f"Decision {place}"
    if ask.moves is not None and found(new, ask.moves) is None:
        return replace(ask, moves=None, narrower_by=None), Aside(what, ask.question, GAP_GONE)
    faults = choice_faults(new, Brief(asks=(ask,)))
    if faults:
        _, _, fault = faults[0].partition(": ")
        return replace(ask, narrower_by=None), Aside(
            what, ask.question, f"{fault[:1].upper()}{fault[1:]}"
        )
    return ask, None


def _gaps_gone(actions: tuple[Action, ...], new: Release) -> Iterator[Aside]:
    for place, action in enumerate(actions, start=1):
        if action.moves is not None and found(new, action.moves) is None:
            yield Aside(f"Action {place}", action.what, GAP_GONE)


def _without_a_lost_gap(action: Action, new: Release) -> Action:
    return action if found(new, action.moves) is not None else replace(action, moves=None)


def _unfit(brief: Brief, old: Release, new: Release) -> Iterator[Aside]:
    """Edits that do not hold the new figures, and those whose sentence is no longer there."""
    document = written(new, brief=replace(brief, sentences={}))
    faults = edit_faults(document, brief.sentences)
    held = {sentence.id for sentence in sentences(document)}
    for id, text in brief.sentences.items():
        if id not in held:
            yield Aside("Sentence", text, NOT_SHOWN, id)
        elif id in faults:
            yield Aside("Sentence", text, " ".join(faults[id]), id)
