"""What evidence needs of a person: new findings, files that ask, figures without care, drafts."""

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse

from equity_lens_web.accounts.models import Membership, Organisation
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.actions.needs import Need
from equity_lens_web.audit.models import Event
from equity_lens_web.design_system import moments
from equity_lens_web.evidence.models import Extract
from equity_lens_web.evidence.reading import figures_of

SOON = dt.timedelta(days=31)
DRAFT_TAKES = 20


def needs_of(membership: Membership) -> list[Need]:
    """One line for each kind of thing, each in one query or two."""
    organisation = membership.organisation
    found: list[Need] = []
    if membership.may(Permission.EVIDENCE_READ):
        found += _new_findings(membership)
    if membership.may(Permission.EVIDENCE_UPLOAD):
        found += _files(organisation, may_include=membership.may(Permission.EVIDENCE_INCLUDE))
    if membership.may(Permission.CARE_ASSIGN):
        found += _care(organisation)
    if membership.may(Permission.PAPER_WRITE):
        found += _drafts(organisation)
    return found


def _new_findings(membership: Membership) -> Iterator[Need]:
    refresh = figures_of(membership.organisation).refresh
    if refresh is None:
        return
    read = Event.objects.filter(
        organisation=membership.organisation_id,
        person=membership.person_id,
        what="findings.seen",
        about=f"Refresh {refresh.number}",
    )
    if not read.exists():
        why = f"New figures were made {moments.age(moments.day_of(refresh.made_at))}, and you have not read them."
        href = reverse("evidence:findings")
        yield Need("Read what the figures found", href, 5, None, why, theirs_alone=True)


def _files(organisation: Organisation, *, may_include: bool) -> Iterator[Need]:
    states = list(
        organisation.extracts.filter(
            state__in=(Extract.State.QUESTIONS, Extract.State.CHECKED)
        ).values_list("state", flat=True)
    )
    asking, checked = (states.count(s) for s in (Extract.State.QUESTIONS, Extract.State.CHECKED))
    href = reverse("evidence:extracts")
    if asking:
        why = "Its columns are not all recognised, and it cannot be checked before."
        yield Need(f"Answer what {_files_in_words(asking)} asks", href, 2, None, why)
    if checked and may_include:
        why = "It has been checked, and is not in the figures yet."
        yield Need(f"Look at {_files_in_words(checked)}, and decide", href, 2 * checked, None, why)


def _care(organisation: Organisation) -> Iterator[Need]:
    """The target whose day comes first, of those that come within a month."""
    until = moments.today() + SOON
    due = organisation.care.filter(target__isnull=False, by_on__lte=until).order_by("by_on")
    days = list(due.values_list("by_on", flat=True))
    if days:
        what = "a target" if len(days) == 1 else f"{len(days)} targets"
        why = "The share complete stands beside the target that was agreed."
        href = reverse("evidence:data-quality")
        yield Need(f"Look at {what} of data quality", href, 3, days[0], why)


def _drafts(organisation: Organisation) -> Iterator[Need]:
    drafts = organisation.papers.drafts().order_by("meeting_on", "pk")
    for pk, title, day in drafts.values_list("pk", "title", "meeting_on")[:5]:
        why = f"It is a draft for the meeting on {moments.day(day)}." if day else "It is a draft."
        href = reverse("evidence:paper", args=[pk])
        yield Need(f"Finish the paper: {title}", href, DRAFT_TAKES, day, why)


def _files_in_words(number: int) -> str:
    return "a file" if number == 1 else f"{number} files"
