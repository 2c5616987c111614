"""Choosing measures, and looking at them again."""

import datetime as dt
from collections.abc import Iterable, Mapping

from django.db import transaction

from equity_lens.words.readings import shown_sentence
from equity_lens_web.accounts.access import require
from equity_lens_web.accounts.models import Organisation, Person
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.design_system import moments
from equity_lens_web.evidence.reading import figures_of
from equity_lens_web.guidance.reading import entries
from equity_lens_web.plan.gaps import gap_now
from equity_lens_web.plan.models import ChainMeasure, MeasureReading
from equity_lens_web.plan.services.keeping import Given, keep, may_write, noted

BASELINE_MOST = 300


class NotWhole(ValueError):
    """A measure lacks something that a chosen one needs; ``lacks`` names it in plain words."""

    def __init__(self, lacks: list[str]) -> None:
        super().__init__(f"Enter what it still needs: {', '.join(lacks)}")
        self.lacks = lacks


@transaction.atomic
def draft_starters(
    *, organisation: Organisation, keys: Iterable[str], by: Person
) -> list[ChainMeasure]:
    """Take starters into the chain as drafts, with their suggested definition and direction."""
    lead = require(by, Permission.PLAN_WRITE, organisation=organisation)
    chosen = set(keys) - set(organisation.plan_measures.current().values_list("starter", flat=True))
    return [
        _draft(
            organisation,
            {
                "title": each.title,
                "stage": each.fields["stage"],
                "definition": each.fields["definition"],
                "direction": each.fields["direction"],
                "starter": each.key,
                "lead": lead,
            },
            by,
        )
        for each in entries("chain_measure", organisation)
        if each.key in chosen
    ]


@transaction.atomic
def draft_measure(*, organisation: Organisation, given: Given, by: Person) -> ChainMeasure:
    """Begin a measure of one's own; with a gap, its released figure becomes the baseline."""
    may_write(by, organisation)
    return _draft(organisation, _with_baseline(organisation, given), by)


@transaction.atomic
def change_measure(*, measure: ChainMeasure, given: Given, by: Person) -> ChainMeasure:
    """Change a measure. One that is chosen has to stay whole.

    Raises NotWhole where a chosen measure would lack something.
    """
    may_write(by, measure.organisation)
    given = _with_baseline(measure.organisation, given, measure.baseline)
    for name, value in given.items():
        if name != "helpers":
            setattr(measure, name, value)
    if measure.chosen_on and measure.lacks:
        raise NotWhole(measure.lacks)
    helpers = {"helpers": given["helpers"]} if "helpers" in given else {}
    return keep(measure, helpers, "measure.changed", organisation=measure.organisation, by=by)


@transaction.atomic
def choose_measure(*, measure: ChainMeasure, by: Person) -> ChainMeasure:
    """Choose a measure for the plan.

    Raises NotWhole unless it has a definition, a baseline, an owner, a direction and a review date.
    """
    may_write(by, measure.organisation)
    if measure.lacks:
        raise NotWhole(measure.lacks)
    given = {"chosen_on": moments.today()}
    return keep(measure, given, "measure.chosen", organisation=measure.organisation, by=by)


@transaction.atomic
def choose_measures(
    *, organisation: Organisation, given: Mapping[int, Given], by: Person
) -> list[ChainMeasure]:
    """Fill in what drafts lack and choose them, all or none; ``given`` is by the measure's key.

    Raises NotWhole where one of them still lacks something.
    """
    drafts = organisation.plan_measures.current().filter(chosen_on=None, pk__in=given)
    whole = [
        change_measure(measure=each, given=given[each.pk], by=by) for each in drafts.order_by("pk")
    ]
    return [choose_measure(measure=each, by=by) for each in whole]


@transaction.atomic
def review_measure(
    *, measure: ChainMeasure, found: str, read_on: dt.date, review_on: dt.date, by: Person
) -> MeasureReading:
    """Write down what a measure was found to be, and when it is looked at next."""
    may_write(by, measure.organisation)
    reading = MeasureReading.objects.create(
        chain_measure=measure, found=found, read_on=read_on, written_by=by
    )
    measure.review_on = review_on
    measure.save()
    noted(measure, "measure.reviewed", organisation=measure.organisation, by=by)
    return reading


@transaction.atomic
def end_measure(*, measure: ChainMeasure, by: Person) -> ChainMeasure:
    """Take a measure out of the chain; what was read of it stays."""
    may_write(by, measure.organisation)
    given = {"ended_on": moments.today()}
    return keep(measure, given, "measure.ended", organisation=measure.organisation, by=by)


def _draft(organisation: Organisation, given: Given, by: Person) -> ChainMeasure:
    measure = ChainMeasure(organisation=organisation, added_by=by)
    return keep(measure, given, "measure.drafted", organisation=organisation, by=by)


def _with_baseline(organisation: Organisation, given: Given, before: str = "") -> Given:
    """With the released figure of the gap as its baseline, and its refresh; unless one was written."""
    if not given.get("measure") or given.get("baseline"):
        is_kept = given.get("baseline", before) == before
        return given if is_kept else {**given, "refresh": None}
    shown = gap_now(organisation, given["measure"], given["dimension"], given["subgroup"])
    baseline = shown_sentence(shown)[:BASELINE_MOST] if shown else ""
    refresh = figures_of(organisation).refresh if shown else None
    return {**given, "baseline": baseline, "refresh": refresh}
