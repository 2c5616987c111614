"""Findings as cards: the sentence, the grade with its reasons, what to do, where to look further."""

from collections.abc import Sequence
from dataclasses import dataclass

from equity_lens.disclosure.released import Finding, Grade
from equity_lens.disclosure.released_changes import Changes
from equity_lens.words import dates
from equity_lens.words.changes import change_sentence, changes_sentence, not_compared_sentence
from equity_lens.words.people import lower_first
from equity_lens.words.sentences import finding_sentence, grade_sentence, missing_sentence

GRADE_NAMES = {Grade.ACT: "Act", Grade.TEST: "Test", Grade.WATCH: "Watch"}
WHAT_GRADES_MEAN = (
    ("Act", "strong enough to ask for a change"),
    ("Test", "strong enough to try a change on a small scale, with the gap watched"),
    ("Watch", "not yet strong enough; wait for more data, and ask the people concerned"),
)


@dataclass(frozen=True, slots=True)
class Card:
    """One finding, ready to be read."""

    rank: int
    key: str
    title: str
    grade: str
    grade_key: str
    grade_words: str
    sentence: str
    missing: str
    reasons: tuple[str, ...]
    advice: str
    period: str
    measure: str
    dimension: str
    subgroup: str


NO_EARLIER = "These are the first figures, so there is nothing to compare them with."


@dataclass(frozen=True, slots=True)
class SinceLast:
    """What is new since the last figures, how sure that is, and what could not be compared."""

    sentences: tuple[str, ...]
    summary: str
    not_compared: tuple[str, ...] = ()


def since_last(changes: Changes | None) -> SinceLast:
    """Each change in a sentence, with the published rate of false alarms; quiet if nothing is new."""
    if changes is None:
        return SinceLast((), NO_EARLIER)
    return SinceLast(
        tuple(change_sentence(change) for change in changes.changes),
        changes_sentence(changes),
        tuple(not_compared_sentence(refused) for refused in changes.not_compared),
    )


def key_of(finding: Finding) -> str:
    """What names a finding from one refresh to the next: measure, dimension and subgroup."""
    return ":".join(
        (finding.profile.measure.id, finding.profile.dimension.key, finding.group.subgroup.key)
    )


def cards(findings: Sequence[Finding]) -> list[Card]:
    """A card for each finding, in the order of the findings."""
    return [_card(finding) for finding in findings]


def _card(finding: Finding) -> Card:
    profile = finding.profile
    return Card(
        rank=finding.rank,
        key=key_of(finding),
        title=f"{profile.measure.title}: {lower_first(finding.group.subgroup.label)}",
        grade=GRADE_NAMES[finding.grade],
        grade_key=finding.grade.value,
        grade_words=grade_sentence(finding.grade),
        sentence=finding_sentence(finding),
        missing=missing_sentence(profile),
        reasons=finding.reasons,
        advice=finding.advice,
        period=dates.period(profile.period),
        measure=profile.measure.id,
        dimension=profile.dimension.key,
        subgroup=finding.group.subgroup.key,
    )
