"""Recognition: only where the rule says that the gap is narrowing."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from equity_lens.disclosure.released_verdicts import ReleasedVerdict, Verdict
from equity_lens.errors import EquityLensError
from equity_lens.words.verdicts import dated_sentence, verdict_sentence
from equity_lens_web.accounts.access import require
from equity_lens_web.accounts.models import Person
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.audit.record import record
from equity_lens_web.design_system import moments
from equity_lens_web.evidence.coding import decode
from equity_lens_web.frontline.models import CreditedPartner, Recognition
from equity_lens_web.improvement.models import KeptVerdict, Project
from equity_lens_web.improvement.reading import latest


class RecognitionRefused(EquityLensError):
    """The verdict does not bear it, or it was said already."""


@dataclass(frozen=True, slots=True)
class Partner:
    """A partner to be named, and the day on which they agreed to it."""

    name: str
    agreed_on: dt.date


def narrowing(project: Project) -> KeptVerdict:
    """The verdict in force on a project, where it is narrowing.

    Raises RecognitionRefused where it is another, there is none, or its figures no longer hold.
    """
    kept = latest([project.split_id]) if project.split_id else {}
    verdict = next(iter(kept.values()), None)
    if verdict is None or verdict.word != Verdict.NARROWING:
        said = f"is “{verdict.word}”" if verdict else "has not been given yet"
        raise RecognitionRefused(
            f"The verdict on this project {said}, and recognition rests on “narrowing”.",
            remedy="Thank people for their work in person, and come back when the gap has narrowed.",
        )
    if verdict.refresh is not None and verdict.refresh.superseded_because:
        raise RecognitionRefused(
            "The figures of this verdict no longer hold: a file of theirs was withdrawn.",
            remedy="Come back when the verdict has been made again.",
        )
    return verdict


def what_narrowed(verdict: KeptVerdict) -> str:
    """What happened to the gap, in the words of the verdict itself."""
    said = decode(verdict.content, ReleasedVerdict)
    return f"{dated_sentence(said)} {verdict_sentence(said)}"


@transaction.atomic
def recognise(
    *, project: Project, team: str, partners: list[Partner], thanks: str, by: Person
) -> Recognition:
    """Thank the team and the partners of a project whose gap has narrowed.

    Raises PermissionDenied unless ``by`` looks after recognition at the organisation, and
    RecognitionRefused unless the verdict in force is narrowing and was not recognised yet.
    """
    membership = require(by, Permission.IDEAS_ANSWER, organisation=project.organisation)
    Project.objects.select_for_update(of=("self",)).only("pk").get(pk=project.pk)
    verdict = narrowing(project)
    if Recognition.objects.filter(project=project, verdict=verdict).exists():
        raise RecognitionRefused(
            "This verdict has been recognised already.", remedy="Read it on the page Recognition."
        )
    given = Recognition.objects.create(
        organisation=project.organisation,
        project=project,
        verdict=verdict,
        sentence=what_narrowed(verdict),
        team=team,
        thanks=thanks,
        said_by=by,
        role=membership.role,
        said_on=moments.today(),
    )
    CreditedPartner.objects.bulk_create(
        CreditedPartner(recognition=given, name=each.name, agreed_on=each.agreed_on)
        for each in partners
    )
    record(
        "recognition.given",
        organisation=project.organisation,
        by=by,
        about=f"Project {project.pk}",
        verdict=verdict.pk,
        partners=len(partners),
    )
    return given
