"""Beginning a case from a project, writing it, publishing it, saying that it holds, crediting it."""

from django.db import transaction

from equity_lens.errors import EquityLensError
from equity_lens_web.accounts.access import require
from equity_lens_web.accounts.models import Membership, Person
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.audit import record as audit
from equity_lens_web.design_system.moments import today
from equity_lens_web.improvement.models import Project
from equity_lens_web.learning import composing
from equity_lens_web.learning.models import CaseStudy, CaseUse, CaseVersion
from equity_lens_web.learning.models.cases import BETWEEN, HALVES

STILL_TO_WRITE = {
    "failed": "Write what failed, or did not go as expected.",
    "worked": "Write what worked, even if it is only what was learnt.",
}


@transaction.atomic
def begin_case(*, project: Project, by: Person) -> CaseStudy:
    """The case of a project: begun from all that the project has recorded, or the one there is.

    Raises PermissionDenied unless ``by`` may write cases at the project's organisation.
    """
    require(by, Permission.CASES_WRITE, organisation=project.organisation)
    Project.objects.select_for_update(of=("self",)).only("pk").get(pk=project.pk)
    found = CaseStudy.objects.filter(project=project).first()
    if found is not None:
        return found
    split = project.split
    case = CaseStudy.objects.create(
        organisation=project.organisation,
        project=project,
        owner=by,
        title=project.title,
        partners=project.partners,
        measure=split.measure if split else "",
        dimension=split.dimension if split else "",
        group=split.target if split else "",
        **composing.words_of(project),
    )
    _bring_figures(case)
    _told("case.begun", case, by)
    return case


@transaction.atomic
def write(*, case: CaseStudy, by: Person, **words: str) -> None:
    """Change the words of a draft; figures are not among them."""
    require(by, Permission.CASES_WRITE, organisation=case.organisation)
    for part, said in words.items():
        setattr(case, part, said)
    case.save(update_fields=list(words))
    _told("case.written", case, by)


@transaction.atomic
def bring_figures(*, case: CaseStudy, by: Person) -> None:
    """Bring the draft's figures up to date; a version that is published keeps its own."""
    require(by, Permission.CASES_WRITE, organisation=case.organisation)
    _bring_figures(case)
    _told("case.figures", case, by)


@transaction.atomic
def publish(*, case: CaseStudy, by: Person) -> CaseVersion:
    """Let members read the draft as the next version.

    Raises EquityLensError while one of the halves is empty: what failed, and what worked.
    """
    require(by, Permission.CASES_WRITE, organisation=case.organisation)
    CaseStudy.objects.select_for_update(of=("self",)).only("pk").get(pk=case.pk)
    empty = [half for half in HALVES if not getattr(case, half).strip()]
    if empty:
        raise EquityLensError(
            "A case study has two halves, and both are told.",
            faults=[STILL_TO_WRITE[half] for half in empty],
        )
    kept = list(case.verdicts.order_by("pk"))
    content = composing.content_of(case, kept)
    version = CaseVersion.objects.create(
        case=case,
        number=case.versions.count() + 1,
        content=content,
        searched=composing.searched(case, content),
        published_by=by,
    )
    version.verdicts.set(kept)
    case.current, case.state, case.checked_on = version, CaseStudy.State.PUBLISHED, today()
    case.outcomes = BETWEEN.join(composing.outcomes_of(kept))
    case.was_stopped = case.project.decision == Project.Decision.STOP
    case.save(update_fields=["current", "state", "checked_on", "outcomes", "was_stopped"])
    _told("case.published", case, by, version=version.number)
    return version


@transaction.atomic
def still_holds(*, case: CaseStudy, by: Person) -> None:
    """Say that a published case has been read again and still holds."""
    require(by, Permission.CASES_WRITE, organisation=case.organisation)
    if case.state != CaseStudy.State.PUBLISHED:
        raise EquityLensError("Only a published case can be said to hold.")
    case.checked_on = today()
    case.save(update_fields=["checked_on"])
    _told("case.holds", case, by)


@transaction.atomic
def withdraw(*, case: CaseStudy, by: Person) -> None:
    """Take a case out of the list; its versions are kept."""
    require(by, Permission.CASES_WRITE, organisation=case.organisation)
    if case.current is None:
        raise EquityLensError("It has not been published, so there is nothing to withdraw.")
    case.state = CaseStudy.State.WITHDRAWN
    case.save(update_fields=["state"])
    _told("case.withdrawn", case, by)


@transaction.atomic
def hand_over(*, case: CaseStudy, to: Membership, by: Person) -> None:
    """Give a case another owner: whoever is asked, twice a year, whether it still holds."""
    require(by, Permission.CASES_WRITE, organisation=case.organisation)
    require(to.person, Permission.CASES_WRITE, organisation=case.organisation)
    case.owner = to.person
    case.save(update_fields=["owner"])
    _told("case.handed-over", case, by)


@transaction.atomic
def credit(*, case: CaseStudy, what_for: str, by: Person) -> CaseUse:
    """Say that one used a case, and for what; said again, it replaces what one said before."""
    require(by, Permission.CASES_READ, organisation=case.organisation)
    use, _ = CaseUse.objects.update_or_create(case=case, by=by, defaults={"what_for": what_for})
    _told("case.used", case, by)
    return use


def _bring_figures(case: CaseStudy) -> None:
    case.verdicts.set(composing.verdicts_of(case.project))


def _told(what: str, case: CaseStudy, by: Person, **detail: int) -> None:
    audit.record(
        what, organisation=case.organisation, by=by, about=f"Case study {case.pk}", **detail
    )
