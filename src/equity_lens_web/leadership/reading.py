"""What is there of a trust for its lead: outputs, and what waits where, in a few queries."""

from dataclasses import dataclass

from equity_lens_web.accounts.models import Membership, Organisation
from equity_lens_web.evidence.reading import figures_of
from equity_lens_web.plan.models import Programme
from equity_lens_web.plan.reading import programmes_of

BOARD = ("hi_lead", "ceo", "chair", "ned", "secretary", "analyst", "qi_team")


@dataclass(frozen=True, slots=True)
class Programmes:
    """The programmes that were found, and those that nobody owns."""

    found: tuple[Programme, ...]

    @property
    def without_owner(self) -> tuple[Programme, ...]:
        """Those that nobody owns."""
        return tuple(each for each in self.found if not each.who)

    def __str__(self) -> str:
        if not self.found:
            return "No programme is written down yet"
        number, orphans = len(self.found), len(self.without_owner)
        unowned = f", {orphans} with no owner" if orphans else ""
        return f"{number} programme{'' if number == 1 else 's'}{unowned}"


def programmes(organisation: Organisation) -> Programmes:
    """Its programmes."""
    return Programmes(tuple(programmes_of(organisation)))


def outputs(organisation: Organisation) -> dict[str, bool]:
    """Which outputs of the first thirty days are there."""
    charter = organisation.charters.current()
    return {
        "charter": charter is not None and charter.is_signed,
        "plan": organisation.plan_activities.current().exists(),
        "measures": organisation.plan_measures.current().exclude(chosen_on=None).exists(),
        "priorities": organisation.plan_priorities.current().exists(),
        "draft": organisation.first_drafts.exclude(sent_at=None).exists(),
    }


def waiting(organisation: Organisation) -> dict[str, str]:
    """What waits behind steps of the induction, in words."""
    findings = len(figures_of(organisation).findings())
    found = f"Your {findings} findings" if findings > 1 else "Your finding" if findings else ""
    return {
        "your-trust": "; ".join(each for each in (found, str(programmes(organisation))) if each),
        "priorities": found,
    }


def who_is_who(organisation: Organisation) -> list[Membership]:
    """The people whom a lead works with, in the order of their roles."""
    members = organisation.memberships.current().filter(role__in=BOARD).select_related("person")
    return sorted(members, key=lambda each: (BOARD.index(each.role), each.person.name))
