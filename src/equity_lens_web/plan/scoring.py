"""The order of candidate priorities, by a published rule: dated data, with visible weights.

A criterion that is not known for a candidate is left out of its score, and never counts as nought.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from equity_lens_web.accounts.models import Organisation
from equity_lens_web.design_system import moments
from equity_lens_web.guidance.reading import Entry, entries
from equity_lens_web.guidance.shipped import Shipped, kinds
from equity_lens_web.plan.models import Candidate

JUDGED = ("ability", "community", "cost")
TOP, ALL = 10.0, 100.0


class WeightsRefused(ValueError):
    """The weights cannot be made to add up to a hundred; the message says what to enter."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion of the rule: how it is scored, and what it weighs at first."""

    key: str
    title: str
    meaning: str
    weight: float
    how: str
    grades: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Placed:
    """A candidate in its place. ``scores`` holds 0 to 10 for what is known, None for what is not."""

    place: int
    candidate: Candidate
    score: float | None
    scores: dict[str, float | None]


def rule_of(organisation: Organisation) -> tuple[list[Criterion], str]:
    """The criteria in order, and which version of the rule they are of.

    A criterion that the trust took out of use weighs nothing.
    """
    kind, there = kinds()["priority_rule"], entries("priority_rule", organisation)
    in_use = {each.key: each for each in there}
    criteria = [
        _criterion(in_use.get(key, shipped), weighs=key in in_use)
        for key, shipped in kind.entries.items()
    ]
    changed = max((each.changed_on for each in there), default=kind.reviewed)
    return criteria, f"Rule of {moments.day(changed)}"


def ranked(
    candidates: Sequence[Candidate], rule: Sequence[Criterion], weights: Mapping[str, float]
) -> list[Placed]:
    """The candidates by weighted mean of their scores, the highest first; ties by name."""
    scored = [(each, {c.key: _score(each, c, candidates) for c in rule}) for each in candidates]
    means = [(each, _mean(scores, weights), scores) for each, scores in scored]
    in_order = sorted(
        means, key=lambda row: (-(row[1] if row[1] is not None else -1), row[0].title)
    )
    return [Placed(i, *row) for i, row in enumerate(in_order, start=1)]


def moved(before: Sequence[Placed], after: Sequence[Placed]) -> list[tuple[Candidate, int, int]]:
    """Who stands elsewhere than before: candidate, place before, place now; by place now."""
    was = {each.candidate.pk: each.place for each in before}
    return [
        (each.candidate, was[each.candidate.pk], each.place)
        for each in after
        if was[each.candidate.pk] != each.place
    ]


def rebalanced(before: Mapping[str, float], given: Mapping[str, float]) -> dict[str, float]:
    """Weights that add up to a hundred: what was moved stays, what was not gives way in proportion.

    >>> rebalanced({"people": 30, "size": 35, "cost": 35}, {"people": 40, "size": 35, "cost": 35})
    {'people': 40.0, 'size': 30.0, 'cost': 30.0}

    Raises WeightsRefused where those that were moved leave nothing to share, or too little.
    """
    shown = {key: float(f"{value:g}") for key, value in before.items()}
    if abs(sum(given.values()) - ALL) < 0.05:
        return {key: float(value) for key, value in given.items()}
    stayed = {key: value for key, value in shown.items() if given[key] == value}
    rest = ALL - sum(value for key, value in given.items() if key not in stayed)
    if not sum(stayed.values()) or rest < 0:
        said = f"{sum(given.values()):g}"
        raise WeightsRefused(f"Enter weights that add up to 100: these add up to {said}")
    share = rest / sum(stayed.values())
    return {
        key: round(stayed[key] * share, 2) if key in stayed else float(value)
        for key, value in given.items()
    }


def to_a_hundred(weights: Mapping[str, float]) -> dict[str, float]:
    """The same weights as shares of a hundred.

    >>> to_a_hundred({"people": 3, "size": 1})
    {'people': 75.0, 'size': 25.0}
    """
    total = sum(weights.values())
    return {key: round(ALL * weight / total, 2) for key, weight in weights.items()}


def _criterion(entry: Entry | Shipped, *, weighs: bool) -> Criterion:
    said = entry.fields
    return Criterion(
        key=entry.key,
        title=entry.title,
        meaning=said["meaning"],
        weight=float(said["weight"]) if weighs else 0.0,
        how=said["how"],
        grades={grade: float(said.get(grade, 0)) for grade in ("act", "test", "watch")},
    )


def _score(
    candidate: Candidate, criterion: Criterion, candidates: Sequence[Candidate]
) -> float | None:
    value: Any = getattr(candidate, criterion.key)
    if criterion.how == "by_grade":
        return criterion.grades.get(value) if value else None
    if value is None or criterion.how == "judged":
        return None if value is None else float(value)
    largest = max(getattr(each, criterion.key) or 0.0 for each in candidates)
    return TOP * value / largest if largest else 0.0


def _mean(scores: Mapping[str, float | None], weights: Mapping[str, float]) -> float | None:
    known = [(weights[key], score) for key, score in scores.items() if score is not None]
    total = sum(weight for weight, _ in known)
    return sum(weight * score for weight, score in known) / total if total else None
