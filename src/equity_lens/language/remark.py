"""What a check of language says about one stretch of a text."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class RemarkKind(StrEnum):
    """Why a stretch of text is remarked on."""

    LABEL = "label"
    BLAME = "blame"
    CAUSE = "cause"
    RANKING = "ranking"
    NAMED = "named clinician"
    PERSONAL = "personal detail"
    JARGON = "jargon"
    ACRONYM = "acronym"


@dataclass(frozen=True, slots=True)
class Remark:
    """One piece of advice: ``text[start:end]`` is what it is about. It never forbids.

    ``what`` names the wording, or the kind of detail where it may identify a person: such a detail
    is never repeated in a remark. ``why`` is one or two sentences; ``suggestion`` what to write or
    do instead.
    """

    start: int
    end: int
    kind: RemarkKind
    what: str
    why: str
    suggestion: str

    @property
    def is_of_a_person(self) -> bool:
        """Whether it is about somebody who may be known by it, and not about words."""
        return self.kind in (RemarkKind.NAMED, RemarkKind.PERSONAL)


def without_overlaps(remarks: Iterable[Remark]) -> list[Remark]:
    """Remarks in the order of reading. Of those that overlap, one stays.

    One about a person comes before one about words, and the longer before the shorter.
    """
    in_turn = sorted(remarks, key=lambda each: (not each.is_of_a_person, each.start - each.end))
    taken: list[Remark] = []
    for remark in in_turn:
        if all(remark.end <= other.start or other.end <= remark.start for other in taken):
            taken.append(remark)
    return sorted(taken, key=lambda each: each.start)
