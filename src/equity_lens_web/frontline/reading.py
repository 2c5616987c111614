"""What other rooms read of the front line."""

from equity_lens.disclosure.released_verdicts import Verdict
from equity_lens_web.accounts.models import Organisation
from equity_lens_web.design_system import moments
from equity_lens_web.frontline.models import Recognition
from equity_lens_web.frontline.presenters.ideas import a_year_before
from equity_lens_web.improvement.models import Project
from equity_lens_web.improvement.reading import latest


def ideas_counted(organisation: Organisation) -> dict[str, int]:
    """What the board is told of the last twelve months of ideas, in one query.

    Keys: received, in_time, late, waiting, overdue, became_projects.
    """
    today = moments.today()
    counts: dict[str, int] = organisation.ideas.since(a_year_before(today)).counted(on=today)
    return counts


def with_a_verdict(organisation: Organisation) -> list[Project]:
    """Projects of which a card can be made, by title."""
    begun = organisation.projects.begun().filter(split__verdicts__isnull=False)
    return list(begun.distinct().order_by("title", "pk"))


def to_be_recognised(organisation: Organisation) -> list[Project]:
    """Projects whose verdict in force is narrowing, and of which nobody has said so yet."""
    begun = list(organisation.projects.begun().exclude(split=None).order_by("title", "pk"))
    kept = latest([each.split_id for each in begun if each.split_id])
    said = set(
        Recognition.objects.filter(organisation=organisation).values_list("verdict_id", flat=True)
    )
    withdrawn = set(
        organisation.refreshes.exclude(superseded_because="").values_list("pk", flat=True)
    )
    return [
        each
        for each in begun
        if (verdict := kept.get(each.split_id or 0)) is not None
        and verdict.word == Verdict.NARROWING
        and verdict.pk not in said
        and verdict.refresh_id not in withdrawn
    ]
