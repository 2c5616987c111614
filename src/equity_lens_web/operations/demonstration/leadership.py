"""The lead's role at the demonstration trust: its charter, signed, and an induction half way."""

import datetime as dt
from collections.abc import Collection
from decimal import Decimal

from equity_lens_web.accounts.models import Organisation, Person
from equity_lens_web.design_system import moments
from equity_lens_web.leadership.services import charter, handing, induction

REVIEWED_IN = dt.timedelta(days=300)
AT_FIRST = {
    "portfolio": "Medical director",
    "days_a_month": Decimal("0.5"),
    "budget": 0,
    "deputy": "Deputy medical director",
    "reports_to": "The chief executive; the quality committee every quarter",
    "shared_with": "People director",
    "purpose": "To find the gaps between groups of patients and to close three of them, with those "
    "whom they concern.",
    "scope": "Access, waiting and missed appointments of patients. Not the workforce, which the "
    "people director leads on.",
    "support": "Half an analyst; time of the improvement team; the council’s public health team.",
}
DONE, SKIPPED = ("charter", "your-trust", "role-shape"), ("reading-a-gap",)
WORTH_KNOWING = (
    ("risk", "The contract with the community transport partner ends in March."),
    ("partner", "The council’s public health team meets us on the first Tuesday of each month."),
    ("lesson", "Letters alone did not bring missed appointments down; calls in the evening did."),
)


def fill(organisation: Organisation, people: dict[str, Person]) -> None:
    """Half a day and no budget, asked of the chief executive; then named, signed, countersigned."""
    lead, chief_executive, chair = people["hi_lead"], people["ceo"], people["chair"]
    answers = AT_FIRST | {"review_on": moments.today() + REVIEWED_IN}
    charter.answer(organisation=organisation, answers=answers, by=lead)
    charter.ask_for_time_and_money(organisation=organisation, by=lead)
    named = charter.name_time_and_money(
        organisation=organisation, days_a_month=Decimal(2), budget=40_000, by=chief_executive
    )
    for person in (lead, chair):
        charter.sign(organisation=organisation, seen=named.number, by=person)
    induct(organisation, lead, done=DONE, skipped=SKIPPED)
    for kind, text in WORTH_KNOWING:
        handing.write_down(organisation=organisation, kind=kind, text=text, by=lead)


def induct(
    organisation: Organisation,
    lead: Person,
    *,
    done: Collection[str],
    skipped: Collection[str] = (),
) -> None:
    """The path of somebody new with under a day a month, with the steps that they took."""
    begun = induction.begin(
        organisation=organisation,
        experience="new",
        time="under_one",
        kind=organisation.sector,
        by=lead,
    )
    induction.mark(induction=begun, steps=done, state="done", by=lead)
    induction.mark(induction=begun, steps=skipped, state="skipped", by=lead)
