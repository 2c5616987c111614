"""What people decide about a paper: which findings, in what order and words, and what is asked.

A brief holds no figure of the evidence. It can be kept as JSON while the figures are refreshed
under it.
"""

import datetime as dt
import re
from dataclasses import dataclass, field
from enum import StrEnum

import msgspec

from equity_lens.disclosure.released import Finding
from equity_lens.errors import EquityLensError

# Ten digits may be an NHS number; a postcode says where somebody lives.
IDENTIFYING = re.compile(r"(?:\d[ -]?){10}|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b", re.IGNORECASE)


class BriefRefused(EquityLensError):
    """A paper cannot be made as asked: a figure was changed, or a finding is there no longer."""


@dataclass(frozen=True, slots=True)
class FindingKey:
    """Which comparison a finding is of; it stays the same from one paper to the next."""

    measure: str
    dimension: str
    subgroup: str

    def __str__(self) -> str:
        return f"{self.measure}:{self.dimension}:{self.subgroup}"


def key_of(finding: Finding) -> FindingKey:
    """The key of a finding."""
    profile = finding.profile
    return FindingKey(profile.measure.id, profile.dimension.key, finding.group.subgroup.key)


@dataclass(frozen=True, slots=True)
class Ask:
    """A decision asked of the board.

    ``moves`` is the gap it should move; ``narrower_by`` by how much, in the unit of that gap (0.02
    is 2 percentage points), expected by ``report_back``. ``state`` is what became of it, once it
    has been decided: "agreed", "not agreed", "deferred".
    """

    question: str
    owner: str = ""
    report_back: dt.date | None = None
    moves: FindingKey | None = None
    narrower_by: float | None = None
    state: str = ""


@dataclass(frozen=True, slots=True)
class Voice:
    """What a person said, printed with their consent. ``whose`` says who speaks, never by name."""

    text: str
    whose: str = ""


class ActionState(StrEnum):
    """Where an action stands; finishing one says nothing of whether a gap has moved."""

    NOT_BEGUN = "not begun"
    UNDER_WAY = "under way"
    BLOCKED = "blocked"
    STOPPED = "stopped"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Action:
    """Something under way, and the help it waits for.

    ``help_needed`` is the one decision that somebody higher has to take, ``asked_of`` whom, and
    ``asked_on`` the day since when it has waited.
    """

    what: str
    owner: str = ""
    due: dt.date | None = None
    state: ActionState = ActionState.UNDER_WAY
    moves: FindingKey | None = None
    help_needed: str = ""
    asked_of: str = ""
    asked_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Brief:
    """What a paper is to say, apart from its figures.

    ``findings`` are shown in this order; None shows those ranked first. ``sentences`` holds a
    person's words by the id of the sentence (see ``wording``). ``asks`` of None leaves the
    questions that the findings suggest. ``heard`` counts the comments and stories that were heard,
    with or without consent to print them.
    """

    title: str = ""
    committee: str = ""
    meeting_on: dt.date | None = None
    findings: tuple[FindingKey, ...] | None = None
    sentences: dict[str, str] = field(default_factory=dict)
    asks: tuple[Ask, ...] | None = None
    voices: tuple[Voice, ...] = ()
    heard: int = 0
    actions: tuple[Action, ...] = ()


def brief_to_json(brief: Brief) -> bytes:
    """A brief as JSON; the same brief makes the same bytes."""
    return msgspec.json.encode(brief)


def brief_from_json(text: bytes | str) -> Brief:
    """A brief from JSON.

    Raises BriefRefused where the text is not that of a brief.

    >>> brief_from_json(brief_to_json(Brief(title="Fair access"))).title
    'Fair access'
    """
    try:
        return msgspec.json.decode(text, type=Brief)
    except msgspec.MsgspecError as fault:
        raise BriefRefused(
            f"This is not a brief for a paper: {fault}.",
            remedy="Begin the paper again from its findings.",
        ) from fault


def written_faults(brief: Brief) -> list[str]:
    """What is wrong with what people wrote, whatever the figures are."""
    faults = [
        f"Decision {place}: ask a question that the board can answer; end it with a question mark."
        for place, ask in enumerate(brief.asks or (), start=1)
        if not ask.question.strip().endswith("?")
    ]
    faults += [
        f"Voice {place}: take out what looks like an NHS number, a telephone number or a postcode."
        for place, voice in enumerate(brief.voices, start=1)
        if IDENTIFYING.search(f"{voice.text} {voice.whose}")
    ]
    faults += [
        f"Voice {place}: write what was said, or take it out."
        for place, voice in enumerate(brief.voices, start=1)
        if not voice.text.strip()
    ]
    faults += [
        f"Action {place}: say what is done."
        for place, action in enumerate(brief.actions, start=1)
        if not action.what.strip()
    ]
    if brief.findings is not None and len(set(brief.findings)) < len(brief.findings):
        faults.append("A finding is chosen twice: take one out.")
    return faults
