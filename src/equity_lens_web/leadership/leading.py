"""Who leads what, from every room: one shape for an item of the plan, a decision, a project, the role.

    for item in who_leads(organisation):
        item.kind, item.title, item.lead, item.is_left_behind

A bounded number of queries, however much there is.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.urls import reverse

from equity_lens_web.accounts.models import Membership, Organisation
from equity_lens_web.actions.models import Decision
from equity_lens_web.improvement.models import Project
from equity_lens_web.plan.reading import led_by

NOBODY = "Nobody"


@dataclass(frozen=True, slots=True)
class Led:
    """One item with its lead, helpers, and bodies that take part; ``href`` is its page."""

    kind: str
    title: str
    href: str
    lead: str
    helpers: tuple[str, ...]
    bodies: tuple[str, ...]
    is_left_behind: bool

    @property
    def is_orphan(self) -> bool:
        """Whether nobody leads it, or whoever does has left."""
        return self.is_left_behind or not self.lead


def who_leads(organisation: Organisation) -> list[Led]:
    """Every current item, room by room; the role itself first."""
    return [
        *_role(organisation),
        *_plan(organisation),
        *_decisions(organisation),
        *_projects(organisation),
    ]


def decisions_of(membership: Membership) -> list[Decision]:
    """Decisions under way that a member owns."""
    return list(Decision.objects.under_way().filter(owner=membership).order_by("due_on", "pk"))


def projects_of(membership: Membership) -> list[Project]:
    """Projects under way, or being set up, that a member leads."""
    theirs = Project.objects.exclude(state=Project.State.ENDED).filter(lead=membership.person_id)
    return list(theirs.filter(organisation=membership.organisation_id).order_by("title", "pk"))


def _role(organisation: Organisation) -> Iterator[Led]:
    charter = organisation.charters.current()
    leads = organisation.memberships.current().filter(role="hi_lead").select_related("person")
    lead = ", ".join(each.person.name for each in leads.order_by("began_at"))
    helping = (charter.deputy, charter.shared_with) if charter else ()
    yield Led(
        "Role",
        "Health inequalities lead",
        reverse("leadership:charter"),
        lead,
        tuple(filter(None, helping)),
        (),
        False,
    )


def _plan(organisation: Organisation) -> Iterator[Led]:
    for each in led_by(organisation):
        yield Led(
            each.kind_title,
            each.title,
            each.href,
            each.lead,
            each.helpers,
            each.bodies,
            each.is_left_behind,
        )


def _decisions(organisation: Organisation) -> Iterator[Led]:
    under_way = Decision.objects.under_way().filter(organisation=organisation)
    for each in under_way.select_related("owner__person").defer("shown").order_by("due_on", "pk"):
        yield Led(
            each.get_kind_display(),
            each.what,
            reverse("actions:decision", args=[each.pk]),
            each.owner.person.name,
            tuple(filter(None, (each.helpers,))),
            tuple(filter(None, (each.partner,))),
            each.needs_a_new_owner,
        )


def _projects(organisation: Organisation) -> Iterator[Led]:
    here = Membership.objects.current().filter(
        person=OuterRef("lead"), organisation=OuterRef("organisation")
    )
    going_on = Project.objects.filter(organisation=organisation).exclude(state=Project.State.ENDED)
    going_on = going_on.annotate(lead_is_here=Exists(here)).select_related("lead")
    for each in going_on.order_by("title", "pk"):
        yield Led(
            "Project",
            each.title,
            reverse("improvement:project", args=[each.pk]),
            each.lead.name if each.lead else "",
            tuple(filter(None, (each.team,))),
            tuple(filter(None, (each.partners,))),
            each.lead is not None and not each.lead_is_here,
        )
