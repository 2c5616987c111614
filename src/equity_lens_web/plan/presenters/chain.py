"""The chain of measures stage by stage, and what a plan should be warned of."""

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from equity_lens_web.accounts.models import Organisation
from equity_lens_web.design_system import moments
from equity_lens_web.guidance.reading import Entry, entries
from equity_lens_web.guidance.shipped import kinds
from equity_lens_web.plan.models import ChainMeasure
from equity_lens_web.plan.models.measures import Stage

DAYS_A_MONTH = 30.4
ONLY_PROCESS = (
    "Every measure of this plan is of process. It would be met if nothing changed for anybody. "
    "Add one of what people meet in a service, or of how they fare."
)
NONE_CAN_MOVE = (
    "None of the measures of change can move before it is reviewed. Add one that can move sooner, "
    "or set a later review."
)


@dataclass(frozen=True, slots=True)
class StageOfChain:
    """A stage: what it means, whether it is of process, and how soon a measure of it can move."""

    key: str
    title: str
    meaning: str
    is_process: bool
    months_to_move: int


def stages_of(organisation: Organisation) -> dict[str, StageOfChain]:
    """The stages in order, as the trust's data have them; one that it took out of use as shipped."""
    fields = {key: each.fields for key, each in kinds()["chain_stage"].entries.items()}
    fields |= {each.key: each.fields for each in entries("chain_stage", organisation)}
    return {
        key: StageOfChain(
            key,
            title,
            fields[key]["meaning"],
            fields[key]["is_process"],
            fields[key]["months_to_move"],
        )
        for key, title in Stage.choices
    }


def by_stage(
    stages: Mapping[str, StageOfChain], measures: Sequence[ChainMeasure]
) -> list[tuple[StageOfChain, list[ChainMeasure]]]:
    """Each stage with its measures."""
    return [
        (stage, [each for each in measures if each.stage == key]) for key, stage in stages.items()
    ]


def warnings(stages: Mapping[str, StageOfChain], measures: Sequence[ChainMeasure]) -> list[str]:
    """What a plan of these measures should be warned of; nothing of a plan without measures."""
    change = [each for each in measures if not stages[each.stage].is_process]
    if measures and not change:
        return [ONLY_PROCESS]
    dated = [each for each in change if each.review_on]
    if dated and len(dated) == len(change) and all(cannot_move(stages, each) for each in dated):
        return [NONE_CAN_MOVE]
    return []


def cannot_move(stages: Mapping[str, StageOfChain], measure: ChainMeasure) -> str:
    """Why a measure cannot be expected to have moved by its review; nothing where it can."""
    months = stages[measure.stage].months_to_move
    since: dt.date = measure.chosen_on or moments.today()
    if measure.review_on is None or (measure.review_on - since).days >= months * DAYS_A_MONTH:
        return ""
    stage = stages[measure.stage].title.lower()
    return f"A {stage} measure is seldom seen to move within {months} months: its review is sooner."


def first_review(stages: Mapping[str, StageOfChain], measure: ChainMeasure) -> dt.date:
    """The first day on which a measure that is chosen today can be expected to have moved."""
    months = stages[measure.stage].months_to_move
    return moments.today() + dt.timedelta(days=math.ceil(max(months, 1) * DAYS_A_MONTH))


def starters(
    stages: Mapping[str, StageOfChain], found: Sequence[Entry], taken: set[str]
) -> list[tuple[str, str, list[Entry], set[str]]]:
    """Starters by stage: title, meaning, the starters, and which of them are taken."""
    return [
        (
            stage.title,
            stage.meaning,
            [each for each in found if each.fields["stage"] == key],
            taken,
        )
        for key, stage in stages.items()
    ]
