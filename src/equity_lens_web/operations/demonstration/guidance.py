"""Guides of the demonstration trust: a change, a proposal with its votes, and the shape of the role."""

from equity_lens_web.accounts.models import Organisation, Person
from equity_lens_web.guidance.services.changes import change
from equity_lens_web.guidance.services.proposals import propose, vote
from equity_lens_web.guidance.services.shapes import adapt_shape


def fill(organisation: Organisation, people: dict[str, Person]) -> None:
    """As the lead, the analyst and the improvement team would have done it."""
    lead, analyst, team = (people[role] for role in ("hi_lead", "analyst", "qi_team"))
    adapt_shape(
        organisation=organisation,
        begun_from="shared-people-director",
        title="Medical director, shared with the people director",
        fields={
            "what": "The medical director leads on patients' gaps and the people director on staff. "
            "They report to the board together.",
            "easy": "Staff and patients are seen as one community, and there is cover when one of "
            "the two is away.",
            "hard": "Saying who answers for which gap, and finding an hour in which both are free.",
            "risks": "Work on equality among staff takes the place of work on patients' gaps, or "
            "the other way round.",
            "fix_first": "Write into the charter which of the two answers for each priority.",
            "partners": "Chair of the quality committee, chair of the people committee",
        },
        why="The people director already meets the staff networks, and the medical director the "
        "clinical leads.",
        by=lead,
    )
    change(
        organisation=organisation,
        kind="activity",
        key="FA2",
        title="Speak up and set an example, here and across the system",
        fields={
            "first_step": "Ask of one paper at each quality committee: for whom is this not true?"
        },
        why="Our board meets every two months, and the quality committee every month.",
        by=lead,
    )
    proposal = propose(
        organisation=organisation,
        kind="chain_measure",
        key="ME2",
        title="Data are of better quality, and numbers and stories are joined up",
        fields={
            "definition": "Share of patients whose ethnic group, postcode and need for an "
            "interpreter are known, in the data that the board sees."
        },
        why="Appointments without an interpreter are moved or missed, and nobody counts them yet.",
        by=analyst,
    )
    vote(proposal=proposal, is_for=True, by=team)
    vote(proposal=proposal, is_for=True, by=lead)
