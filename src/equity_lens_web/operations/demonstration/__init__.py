"""The demonstration on the platform: trusts in which nobody exists, each room filled as by its people."""

from collections.abc import Iterator

from equity_lens_web.operations.demonstration import (
    actions,
    change,
    frontline,
    guidance,
    improvement,
    leadership,
    plan,
    trust,
)
from equity_lens_web.operations.demonstration.bringing import members
from equity_lens_web.operations.demonstration.smaller_trusts import build as build_smaller_trusts
from equity_lens_web.operations.demonstration.trust import public_file, set_up

__all__ = ["build", "public_file", "set_up"]


def build() -> Iterator[str]:
    """Set up everything; say each step.

    Raises EquityLensError where a file could not be used: the demonstration would mislead.
    """
    yield from trust.build()
    organisation = set_up()
    people = members(organisation)
    yield "Registering improvement projects, and asking the rule for their verdicts"
    improvement.fill(organisation, people)
    yield "Testing changes, and telling what failed and what worked"
    change.fill(organisation, people)
    yield "Taking a huddle card to the clinic, and answering ideas"
    frontline.fill(organisation, people)
    yield "Changing guides, and choosing a shape of the lead's role"
    guidance.fill(organisation, people)
    yield "Writing the lead's plan"
    plan.fill(organisation, people)
    yield "Signing the charter of the lead's role"
    leadership.fill(organisation, people)
    yield "Recording decisions, and reading their gaps again"
    actions.fill(organisation, people)
    yield from build_smaller_trusts()
    yield "The demonstration is ready."
