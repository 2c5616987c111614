"""Recognition in words, with what has become of the verdict since."""

from collections.abc import Iterable
from dataclasses import dataclass

from equity_lens.words.verdicts import periods_in_words
from equity_lens_web.accounts.permissions import roles
from equity_lens_web.design_system.moments import day
from equity_lens_web.frontline.models import Recognition


@dataclass(frozen=True, slots=True)
class Line:
    """One recognition: for whom, for what, by which role, and whether the verdict has changed."""

    pk: int
    project: str
    project_id: int
    team: str
    partners: list[str]
    thanks: str
    sentence: str
    said: str
    changed: str
    since: str
    to_copy: str


def lines(recognitions: Iterable[Recognition]) -> list[Line]:
    """A line for each, in their order."""
    return [line(each) for each in recognitions]


def line(recognition: Recognition) -> Line:
    """One recognition."""
    partners = [each.name for each in recognition.partners.all()]
    role = roles().get(recognition.role)
    withdrawn = _withdrawn(recognition)
    return Line(
        pk=recognition.pk,
        project=str(recognition.project),
        project_id=recognition.project_id,
        team=recognition.team,
        partners=partners,
        thanks=recognition.thanks,
        sentence=recognition.sentence,
        said=f"{role.title if role else 'A member of the trust'}, {day(recognition.said_on)}",
        changed=withdrawn or _changed(recognition),
        since="Figures withdrawn" if withdrawn else "The verdict has changed",
        to_copy=_to_copy(recognition, partners),
    )


def _withdrawn(recognition: Recognition) -> str:
    refresh = recognition.verdict.refresh
    if refresh is None or not refresh.superseded_because:
        return ""
    return f"The figures that this rests on no longer hold. {refresh.superseded_because}"


def _changed(recognition: Recognition) -> str:
    change = recognition.changed_since
    if change is None:
        return ""
    was = periods_in_words(recognition.verdict.on)
    return (
        f"This thanked people for a gap that was narrowing as of {was}. As of "
        f"{periods_in_words(change.on)}, the verdict is “{change.now}”. Both are shown."
    )


def _to_copy(recognition: Recognition, partners: list[str]) -> str:
    credited = [f"Team: {recognition.team}"]
    if partners:
        credited.append(f"With: {', '.join(partners)}")
    return "\n".join(
        (str(recognition.project), "", recognition.thanks, "", *credited, "", recognition.sentence)
    )
