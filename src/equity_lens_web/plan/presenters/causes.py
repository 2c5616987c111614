"""Suspected causes, with evidence for and against; and how far a needs profile is."""

from dataclasses import dataclass

from equity_lens_web.plan.models import Cause, CauseEvidence, Priority

Speaks = CauseEvidence.Speaks


@dataclass(frozen=True, slots=True)
class CauseRead:
    """One cause, and what speaks each way; ``lacks`` says what has not been looked for yet."""

    cause: Cause
    columns: list[tuple[str, list[CauseEvidence]]]
    lacks: str


def for_and_against(priority: Priority) -> list[CauseRead]:
    """Each cause of a priority, as it was written."""
    return [_read(each) for each in priority.causes.all()]


def progress(priority: Priority) -> str:
    """How far the profile of a priority is, in a sentence."""
    causes = for_and_against(priority)
    if not causes:
        return "No cause is named yet."
    whole = sum(not each.lacks for each in causes)
    named = f"{len(causes)} suspected cause{'' if len(causes) == 1 else 's'}"
    return f"{named}; {whole} with evidence looked for on both sides."


def _read(cause: Cause) -> CauseRead:
    evidence = list(cause.evidence.all())
    columns = [
        (title, [each for each in evidence if each.speaks == way]) for way, title in Speaks.choices
    ]
    found = {each.speaks for each in evidence}
    looked = str(Speaks.NOTHING) in found
    missing = [
        words
        for way, words in ((Speaks.FOR, "for it"), (Speaks.AGAINST, "against it"))
        if str(way) not in found and not looked
    ]
    return CauseRead(
        cause,
        columns,
        f"Nothing {' or '.join(missing)} has been looked for yet." if missing else "",
    )
