"""The charter in words: ten answers, what is lacking, who has signed, and what changed when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from equity_lens_web.design_system import moments
from equity_lens_web.leadership.models import Capacity, Charter

QUESTIONS = {
    "portfolio": "Portfolio held besides",
    "days_a_month": "Days a month",
    "budget": "Budget",
    "deputy": "Deputy",
    "reports_to": "Reporting line",
    "shared_with": "Shared with",
    "purpose": "Purpose",
    "scope": "Scope",
    "support": "Support",
    "review_on": "Review date",
}
UNANSWERED = "Not answered yet"
WHO_HAS_NOT = {
    Capacity.LEAD: "the lead",
    Capacity.CHIEF_EXECUTIVE: "the chief executive",
    Capacity.CHAIR: "the chair",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """One line of the charter. ``gap`` says what is lacking, where time or money is."""

    name: str
    question: str
    words: str
    gap: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """One version in the history: when, by whom, what changed, who signed it."""

    number: int
    when: str
    by: str
    changes: tuple[str, ...]
    signatures: tuple[str, ...]


def answers(charter: Charter) -> list[Answer]:
    """The ten answers in the order of asking."""
    gaps = dict(gaps_of(charter))
    return [
        Answer(name, question, words_of(name, getattr(charter, name)), gaps.get(name, ""))
        for name, question in QUESTIONS.items()
    ]


def gaps_of(charter: Charter) -> list[tuple[str, str]]:
    """What the role lacks of time and money, each with the answer it belongs to."""
    found = []
    if charter.lacks_time:
        found.append(("days_a_month", _no_time(charter.days_a_month)))
    if charter.lacks_money:
        found.append(("budget", "No budget" if charter.budget == 0 else "No budget named"))
    return found


def words_of(name: str, value: Any) -> str:
    """One answer as it reads.

    >>> words_of("budget", 40000), words_of("budget", 0), words_of("days_a_month", Decimal("0.5"))
    ('£40,000 a year', 'None', '0.5')
    """
    if value is None or value == "":
        return UNANSWERED
    match name:
        case "days_a_month":
            return f"{value.normalize():f}" if value else "None"
        case "budget":
            return f"£{value:,} a year" if value else "None"
        case "review_on":
            return moments.day(value)
    return str(value)


def signed_by(charter: Charter) -> list[str]:
    """Who signed this version, as what, and when."""
    return [
        f"{_as(signature.capacity)}: {signature.person.name}, {moments.moment(signature.signed_at)}"
        for signature in charter.signatures.all()
    ]


def waits_for(charter: Charter) -> str:
    """Whose signature comes next, in a sentence; nothing where all have signed."""
    signed = charter.signed_as
    first = [each for each in WHO_HAS_NOT if each not in signed]
    if not first:
        return ""
    if len(first) > 1:
        first = [each for each in first if each != Capacity.CHAIR]
    who = " and ".join(WHO_HAS_NOT[each] for each in first)
    return f"Waits for {who} to {'countersign' if first == ['chair'] else 'sign'}."


def history(charters: Sequence[Charter]) -> list[Version]:
    """Each version against the one before it; the newest first, as they are given."""
    before: Iterable[Charter | None] = [*charters[1:], None]
    return [
        Version(
            number=charter.number,
            when=moments.moment(charter.changed_at),
            by=charter.changed_by.name,
            changes=tuple(_changes(earlier, charter)),
            signatures=tuple(signed_by(charter)),
        )
        for charter, earlier in zip(charters, before, strict=False)
    ]


def _changes(before: Charter | None, after: Charter) -> list[str]:
    told = []
    for name, question in QUESTIONS.items():
        new = words_of(name, getattr(after, name))
        old = words_of(name, getattr(before, name)) if before else UNANSWERED
        if new != old:
            told.append(f"{question}: {new}" if before is None else f"{question}: {old} → {new}")
    return told


def _no_time(days: Decimal | None) -> str:
    if days is None:
        return "No time named"
    return "Less than one day a month" if days else "No time"


def _as(capacity: str) -> str:
    label = Capacity(capacity).label
    return f"{label} (countersigned)" if capacity == Capacity.CHAIR else label
