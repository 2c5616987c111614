"""A project's measure in the library's words: the measure, the dimension, the gap that is watched."""

import datetime as dt
from functools import cache

from equity_lens import pipeline
from equity_lens.measures.load import library
from equity_lens.measures.measure import Dimension, Measure, Part
from equity_lens.measures.watched_gap import Baseline, WatchedGap
from equity_lens.reference.vocabulary import Subgroup
from equity_lens_web.improvement.models import LocalMeasure, ProjectMeasure

LOCAL_SOURCE = "Defined by the trust for its own projects"


def measure_of(split: ProjectMeasure) -> Measure:
    """The measure as the library defines it, or as the trust does."""
    return library()[split.measure] if split.local is None else local_measure(split.local)


def local_measure(local: LocalMeasure) -> Measure:
    """A local measure with the words of its latest definition."""
    latest = list(local.definitions.all())[-1]
    return Measure(
        id=local.key,
        version=latest.version,
        title=local.title,
        why_it_matters="",
        source=LOCAL_SOURCE,
        owner="the project",
        review_by=dt.date.max,
        contract="counts_table",
        value="proportion",
        better="lower" if local.better == "lower" else "higher",
        kind="outcome",
        numerator=Part(latest.numerator),
        denominator=Part(latest.denominator),
        noun=local.noun,
    )


def dimension_of(split: ProjectMeasure) -> Dimension:
    """What people are compared by."""
    return dimension_named(split.measure, split.dimension)


@cache
def dimension_named(measure: str, key: str) -> Dimension:
    """A dimension by its key, with the title that the measure's own contract gives it."""
    known = library().get(measure)
    offered = pipeline.split_dimensions(known) if known is not None else ()
    return next(
        (each for each in offered if each.key == key),
        None,
    ) or pipeline.split_dimension(key)


def label_of(split: ProjectMeasure, key: str) -> str:
    """What a group is called."""
    return group_label(split.dimension, key)


def group_label(dimension: str, key: str) -> str:
    """What a group of a dimension is called."""
    return next((each.label for each in subgroups_of(dimension) if each.key == key), key)


def subgroups_of(dimension: str) -> tuple[Subgroup, ...]:
    """The groups of a dimension, with those whose identity is not known."""
    return pipeline.split_subgroups(dimension)


def gap_of(split: ProjectMeasure) -> WatchedGap:
    """The gap that is watched, as it was agreed.

    Raises MeasureInvalid where it cannot be.
    """
    return WatchedGap(
        id=f"{split.project.title}, {split.measure}",
        measure=split.measure,
        dimension=split.dimension,
        target=split.target,
        reference=split.reference,
        watched=tuple(split.watched),
        baselines=tuple(
            Baseline(each.before_from, each.change_from, each.reason)
            for each in split.baselines.all()
        ),
        smallest_that_matters=float(split.smallest_that_matters),
        planned_looks=split.planned_looks,
        until=split.until,
        months_together=split.months_together,
    )
