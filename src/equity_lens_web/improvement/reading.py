"""What other rooms read of projects: the verdict in force, as the rule made it.

verdict = verdict_of(project)
"""

from collections.abc import Iterable

from django.db.models import Max

from equity_lens.disclosure.released_verdicts import ReleasedVerdict
from equity_lens_web.evidence.coding import decode
from equity_lens_web.improvement.models import KeptVerdict, Project


def verdict_of(project: Project) -> ReleasedVerdict | None:
    """The latest verdict on a project's split; None where it has no split, or none was made yet."""
    return verdicts_of([project]).get(project.pk)


def verdicts_of(projects: Iterable[Project]) -> dict[int, ReleasedVerdict]:
    """The latest verdict of each project that has one, by the project's id, in two queries."""
    splits = {each.split_id: each.pk for each in projects if each.split_id is not None}
    kept = latest(splits)
    return {
        splits[measure]: decode(each.content, ReleasedVerdict) for measure, each in kept.items()
    }


def latest(measures: Iterable[int]) -> dict[int, KeptVerdict]:
    """The latest kept verdict of each measure, by the measure's id."""
    made = KeptVerdict.objects.filter(measure__in=list(measures))
    newest = (
        made.order_by().values("measure").annotate(last=Max("pk")).values_list("last", flat=True)
    )
    return {each.measure_id: each for each in KeptVerdict.objects.filter(pk__in=list(newest))}
