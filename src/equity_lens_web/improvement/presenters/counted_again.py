"""Months that were counted again after a verdict had read them: said wherever the verdict stands."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Min

from equity_lens import pipeline
from equity_lens.words.verdicts import periods_in_words
from equity_lens_web.design_system.moments import day, day_of
from equity_lens_web.improvement.models import FigureTable, KeptVerdict, ProjectMeasure

COUNTED_AGAIN = (
    "{months} {were} counted again on {day}{whose}, after a verdict had been made. The verdict now rests "
    "on the later counts; those made before it stay in the list of every verdict."
)


def counted_again(measures: Iterable[ProjectMeasure]) -> dict[int, list[str]]:
    """A sentence for each later table that changed months known before, by the measure's id.

    In two queries, however many measures there are.
    """
    made = KeptVerdict.objects.filter(measure__in=[each.pk for each in measures]).order_by()
    first = dict(made.values_list("measure").annotate(first=Min("made_at")))
    tables: dict[int, list[FigureTable]] = {pk: [] for pk in first}
    for table in FigureTable.objects.filter(measure__in=tables).select_related("came_by"):
        tables[table.measure_id].append(table)
    return {pk: list(_said(tables[pk], first[pk])) for pk in tables}


def _said(tables: Sequence[FigureTable], judged_at: dt.datetime) -> Iterator[str]:
    rows = [[tuple(row) for row in table.rows] for table in tables]
    for place, table in enumerate(tables):
        if table.came_at <= judged_at:
            continue
        before, after = pipeline.months_of(rows[:place]), pipeline.months_of(rows[: place + 1])
        changed = [month for month in before if after.get(month) != before[month]]
        if changed:
            yield COUNTED_AGAIN.format(
                months=_in_words(changed),
                were="was" if len(changed) == 1 else "were",
                day=day(day_of(table.came_at)),
                whose=f" by {table.came_by.name}" if table.came_by else "",
            )


def _in_words(months: Sequence[str]) -> str:
    """Months in order, those that follow one another as a span."""
    runs: list[list[str]] = []
    for month in months:
        if runs and _number(month) == _number(runs[-1][-1]) + 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    spans = [periods_in_words("/".join(dict.fromkeys((run[0], run[-1])))) for run in runs]
    return " and ".join([", ".join(spans[:-1]), spans[-1]] if len(spans) > 1 else spans)


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7])
