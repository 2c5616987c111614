"""Equity checks in words: what is known, what was said of contact, and what was planned."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from equity_lens_web.design_system import moments
from equity_lens_web.design_system.moments import day
from equity_lens_web.improvement.known import ABSENT, FINDING, MISSING
from equity_lens_web.improvement.models import EquityCheck, Mitigation

HEADINGS = {
    FINDING: "Gaps that the trust’s figures show",
    MISSING: "Who is missing from the record",
    ABSENT: "Who is seen less than residents would suggest",
}
WORTH_A_ROUTE = Decimal(5)
"""From this share on a second route is suggested."""


@dataclass(frozen=True, slots=True)
class Known:
    """Sentences of one kind, and the refresh that they are of."""

    heading: str
    sentences: tuple[str, ...]
    refresh: int


def known(check: EquityCheck) -> list[Known]:
    """What the figures said when the check was begun, kind by kind."""
    found = []
    for kind, heading in HEADINGS.items():
        these = [each for each in check.known if each["kind"] == kind]
        if these:
            told = tuple(each["text"] for each in these)
            found.append(Known(heading, told, these[0]["refresh"]))
    return found


def contact_sentence(check: EquityCheck) -> str:
    """Whom the route does not reach, and what that suggests; nothing where it is not known."""
    everybody, group = check.no_contact_all, check.no_contact_group
    shares = [share for share in (everybody, group) if share is not None]
    if not shares:
        return ""
    parts = []
    if everybody is not None:
        parts.append(f"{everybody.normalize():f}% of the list cannot be reached by this route")
    if group is not None:
        whom = "of the group that it is for"
        parts.append(f"{group.normalize():f}% {whom}" + ("" if parts else " cannot be reached"))
    said = "; ".join(parts) + "."
    if max(shares) >= WORTH_A_ROUTE:
        said += " Offer a second route, and watch who takes it."
    return said


def overdue(check: EquityCheck | None) -> bool:
    """Whether the review of a finished check is due."""
    return bool(check and check.review_on and check.review_on <= moments.today())


@dataclass(frozen=True, slots=True)
class Followed:
    """One thing that was planned, with what became of it."""

    mitigation: Mitigation
    said: str
    is_late: bool


def followed(mitigations: Iterable[Mitigation]) -> list[Followed]:
    """What was planned, late first as it stands in the list."""
    return [_followed(each) for each in mitigations]


def _followed(mitigation: Mitigation) -> Followed:
    if mitigation.state != Mitigation.State.PLANNED:
        said = f"{mitigation.get_state_display()}: {mitigation.came_of_it.rstrip('.')}"
        return Followed(mitigation, said, is_late=False)
    is_late = mitigation.due_on < moments.today()
    when = f"was due on {day(mitigation.due_on)}" if is_late else f"due on {day(mitigation.due_on)}"
    return Followed(mitigation, f"Planned, {when}", is_late)
