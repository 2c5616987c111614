"""Candidates in order, with every score in sight, and what moves when a weight does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from equity_lens.disclosure.released import Finding
from equity_lens.words.people import lower_first
from equity_lens.words.sentences import finding_sentence
from equity_lens_web.plan.models import ChoiceRound
from equity_lens_web.plan.scoring import Criterion, Placed, moved

NOT_KNOWN = "Not known"


@dataclass(frozen=True, slots=True)
class Trial:
    """Weights that are tried and not kept: what they are, and who would stand elsewhere."""

    weights: dict[str, float]
    sentences: list[str]


@dataclass(frozen=True, slots=True)
class Row:
    """One candidate in its place."""

    place: int
    pk: int
    title: str
    score: str
    scores: list[str]
    is_judged: bool


@dataclass(frozen=True, slots=True)
class Table:
    """Every candidate with its scores; the heading of each criterion says what it weighs."""

    header: list[str]
    rows: list[Row]


def table(
    rule: Sequence[Criterion], weights: Mapping[str, float], order: Sequence[Placed]
) -> Table:
    """The order as a table."""
    return Table(
        [f"{each.title} ({weights[each.key]:.3g}%)" for each in rule],
        [
            Row(
                each.place,
                each.candidate.pk,
                each.candidate.title,
                _shown(each.score),
                [_shown(each.scores[criterion.key]) for criterion in rule],
                each.candidate.ability is not None,
            )
            for each in order
        ],
    )


def trial(before: Sequence[Placed], after: Sequence[Placed], weights: Mapping[str, float]) -> Trial:
    """What other weights would move, in a sentence each."""
    return Trial(
        dict(weights),
        [f"{each.title} moves from {was} to {now}." for each, was, now in moved(before, after)],
    )


def left_out(settled: ChoiceRound | None) -> list[tuple[str, str]]:
    """What a round left out, and why."""
    if settled is None:
        return []
    candidates = settled.candidates.all()
    return [(each.title, each.reason) for each in candidates if each.is_chosen is False]


def named(finding: Finding) -> dict[str, Any]:
    """A finding by its name, and its sentence."""
    return {
        "title": f"{finding.profile.measure.title}: {lower_first(finding.group.subgroup.label)}",
        "sentence": finding_sentence(finding),
    }


def _shown(score: float | None) -> str:
    return NOT_KNOWN if score is None else f"{score:.1f}"
