"""The access pathway: where each group is lost, step by step."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from equity_lens.charts.pathway import pathway_chart
from equity_lens.planning.pathway import GroupOnPathway, Walk, widest_parting
from equity_lens.planning.pathways import Pathway
from equity_lens.words import dates
from equity_lens.words.numbers import in_cell, in_words, interval_in_cell
from equity_lens.words.pathway import (
    end_sentence,
    losses_sentence,
    parting_sentence,
    step_cell,
)
from equity_lens.words.people import lower_first
from equity_lens_web.evidence.presenters.cells import with_range
from equity_lens_web.evidence.presenters.downloads import FORMS
from equity_lens_web.evidence.presenters.measure import Drawn
from equity_lens_web.evidence.presenters.tables import SHORTHAND, Table

WHO = {"trust": "the trust", "person": "the person", "either": "either"}
BLAMELESS = (
    "A step says where people are lost, and whose act ends it there. It is nobody’s fault, and these "
    "figures cannot tell why."
)


def group_of(walk: Walk, key: str) -> GroupOnPathway:
    """The group that was asked for; else the first of those in order, or the one that loses most."""
    asked = next((each for each in walk.groups if each.subgroup.key == key), None)
    if asked is not None:
        return asked
    widest = None if walk.dimension.ordered else widest_parting(walk)
    return widest.group if widest else walk.groups[0]


def pathway_items(found: Iterable[Pathway]) -> list[dict[str, str]]:
    """Pathways for a select."""
    return [{"value": pathway.id, "text": pathway.title} for pathway in found]


def group_items(walk: Walk) -> list[dict[str, str]]:
    """Groups of known identity for a select."""
    return [{"value": each.subgroup.key, "text": each.subgroup.label} for each in walk.groups]


def context(walk: Walk, group: GroupOnPathway, *, synthetic: bool) -> dict[str, Any]:
    """Everything that the template asks for by name."""
    others = [each for each in walk.groups if each is not group and not each.is_reference]
    return {
        "walk": walk,
        "group": group,
        "groups": group_items(walk),
        "sentences": [
            end_sentence(walk, group),
            losses_sentence(walk, group),
            *([] if group.is_reference else [parting_sentence(walk, group)]),
        ],
        "chart": pathway_chart(walk, group, synthetic=synthetic),
        "downloads": _links(walk, group),
        "table": _groups_by_step(walk),
        "steps": _steps_of(walk, group),
        "others": [parting_sentence(walk, each) for each in others],
        "blameless": BLAMELESS,
    }


def drawn(walk: Walk, group: GroupOnPathway, *, synthetic: bool) -> Drawn:
    """The chart of one group, and the table behind it."""
    return Drawn(pathway_chart(walk, group, synthetic=synthetic), _steps_of(walk, group))


def _links(walk: Walk, group: GroupOnPathway) -> tuple[tuple[str, str], ...]:
    chosen = {
        "pathway": walk.pathway.id,
        "by": walk.dimension.key,
        "group": group.subgroup.key,
    }
    return tuple(
        (form.upper(), reverse("evidence:pathway-file", args=[form], query=chosen))
        for form in FORMS
    )


def _groups_by_step(walk: Walk) -> Table:
    return Table(
        caption=f"{walk.pathway.title} by {lower_first(walk.dimension.title)}, "
        f"{dates.period(walk.period)}: lost and kept at each step",
        header=(
            walk.dimension.title,
            *(step.title for step in walk.pathway.steps),
            "Came through every step",
        ),
        rows=tuple(
            (
                _label(each),
                *(step_cell(passage.lost, passage.share_kept) for passage in each.passages),
                in_words(each.passages[-1].cumulative),
            )
            for each in (*walk.groups, *walk.unknown)
        ),
        note=f"Of {walk.pathway.noun}. A step’s percentage is of those who came to it.",
        texts=len(walk.pathway.steps) + 2,
    )


def _steps_of(walk: Walk, group: GroupOnPathway) -> Table:
    """Each step of one group, with what is lost beyond the reference's share."""
    return Table(
        caption=f"{group.subgroup.label}: each step against the reference, {dates.period(walk.period)}",
        header=(
            "Step", "Whose act ends it there", "Came to it", "Lost", "Share kept", "Interval",
            "Share of all its losses", "Gap in the share lost (percentage points)", "Gap: interval",
            "More lost than at the reference’s share, about",
        ),
        rows=tuple(
            (
                step.title,
                WHO[step.who],
                in_cell(passage.entered),
                in_cell(passage.lost),
                in_cell(passage.share_kept),
                interval_in_cell(passage.share_kept),
                in_cell(passage.share_of_losses),
                in_cell(passage.gap),
                interval_in_cell(passage.gap),
                with_range(passage.extra_lost),
            )
            for step, passage in zip(walk.pathway.steps, group.passages, strict=True)
        ),
        note=f"{SHORTHAND} A gap above nought: a larger share of this group is lost.",
        texts=2,
    )  # fmt: skip


def _label(group: GroupOnPathway) -> str:
    label = group.subgroup.label
    if group.is_reference:
        return f"{label} (reference)"
    return label if group.subgroup.known else f"{label} (not compared)"
