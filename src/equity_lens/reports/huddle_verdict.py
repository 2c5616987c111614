"""A verdict on a change as what a huddle card says of it."""

from dataclasses import replace

from equity_lens.cells import Source
from equity_lens.disclosure.released_verdicts import GroupOverTime, ReleasedVerdict, Role
from equity_lens.reports.huddle_fact import POOL_OR_ASK, SMALL, CardRefused, MovedGap

AND_EARLIER = "and earlier files"


def moved_gap(verdict: ReleasedVerdict) -> MovedGap:
    """The gap of a verdict before and after its change, for ``huddle_card_of_change``.

    Raises
    ------
    CardRefused
        A group's figure rests on a count of 1 to 7, before or after: a card is read by anyone.
    """
    target, reference = verdict.group(Role.TARGET), verdict.group(Role.REFERENCE)
    for group in (target, reference):
        _refuse_small(verdict, group)
    return MovedGap(
        organisation=verdict.organisation,
        period=verdict.on,
        measure=verdict.measure,
        dimension=verdict.dimension,
        subgroup=target.subgroup,
        reference=reference.subgroup,
        before=target.before.value,
        now=target.after.value,
        reference_before=reference.before.value,
        reference_now=reference.after.value,
        change=verdict.change,
        more_people=verdict.more_people,
        verdict=verdict.verdict.value,
        source=_source(verdict),
        confidence=verdict.confidence,
    )


def _refuse_small(verdict: ReleasedVerdict, group: GroupOverTime) -> None:
    for counted in (group.before, group.after):
        for count in (counted.events, counted.people):
            if count.value is not None and 0 < count.value <= SMALL:
                raise CardRefused(
                    f"{verdict.measure.title}: the figure rests on a count of 1 to {SMALL}, and a "
                    "card is read by anyone.",
                    remedy=POOL_OR_ASK,
                )


def _source(verdict: ReleasedVerdict) -> Source:
    """The latest of a project's files by name: there is no room on a card for all of them."""
    *earlier, last = verdict.sources
    name = f"{last.name} {AND_EARLIER}" if earlier else last.name
    return replace(last, name=name, synthetic=verdict.synthetic)
