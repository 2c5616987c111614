"""What the figures say of an arrow: that the gap narrowed since, or that it did not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from equity_lens.disclosure.released_readings import GapAsShown, Outcome
from equity_lens.disclosure.rereading import reread
from equity_lens.words.readings import gap_title, outcome_name, reading_sentence
from equity_lens_web.design_system import moments
from equity_lens_web.evidence.coding import decode
from equity_lens_web.evidence.reading import Figures
from equity_lens_web.plan.models import Arrow, Theory

HOW_JUDGED = (
    "The gap as it was shown when work on the arrow began is set beside the gap in the latest "
    "figures. It has moved only if the 95% interval of the change leaves out no change; the two "
    "periods are taken as independent, so a change is called too seldom rather than too often. An "
    "arrow is flagged if the gap is wider, if it closed by levelling down or turned round, or if it "
    "has not moved by the day that was set. One before and one after cannot tell what moved a gap."
)
AGAINST = {Outcome.WIDER, Outcome.LEVELLED_DOWN, Outcome.TURNED_ROUND}
NOT_READ = "Not read: the figures that it began from no longer hold"
WAITING = "It need not have moved before {}."


@dataclass(frozen=True, slots=True)
class ArrowRead:
    """An arrow, the gap that it should narrow, and what the figures say; empty where it names none."""

    arrow: Arrow
    gap: str = ""
    outcome: str = ""
    sentence: str = ""
    is_disproved: bool = False


def read(arrows: Iterable[Arrow], figures: Figures) -> list[ArrowRead]:
    """Each arrow with what became of its gap: all that are named are fetched at once."""
    arrows = list(arrows)
    named = [each for each in arrows if each.shown is not None]
    if not named:
        return [ArrowRead(each) for each in arrows]
    figures.profiles({each.measure for each in named}, {each.dimension for each in named})
    return [_read(each, figures, named) for each in arrows]


def listed(theories: Sequence[Theory], figures: Figures) -> list[tuple[Theory, int, int]]:
    """Each theory with how many arrows it has, and how many of them the figures speak against."""
    current = {
        theory.pk: [each for each in theory.arrows.all() if each.ended_on is None]
        for theory in theories
    }
    every = read([each for arrows in current.values() for each in arrows], figures)
    against = {each.arrow.pk for each in every if each.is_disproved}
    return [
        (theory, len(current[theory.pk]), sum(each.pk in against for each in current[theory.pk]))
        for theory in theories
    ]


def _read(arrow: Arrow, figures: Figures, named: Sequence[Arrow]) -> ArrowRead:
    if arrow.shown is None:
        return ArrowRead(arrow)
    before = decode(arrow.shown, GapAsShown)
    if arrow.refresh is not None and arrow.refresh.superseded_because:
        # A gap that was shown by mistake would seem to have moved, whatever came after it.
        return ArrowRead(arrow, gap_title(before), NOT_READ, arrow.refresh.superseded_because)
    profiles = figures.profiles(
        {each.measure for each in named}, {each.dimension for each in named}
    )
    wanted = (arrow.measure, arrow.dimension)
    profile = next((p for p in profiles if (p.measure.id, p.dimension.key) == wanted), None)
    policy = figures.head.policy if figures.head else ""
    reading = reread(before, profile, policy)
    is_early = arrow.moves_by is not None and moments.today() <= arrow.moves_by
    waits = reading.outcome is Outcome.UNCHANGED and is_early
    sentence = reading_sentence(before, reading)
    return ArrowRead(
        arrow,
        gap_title(before),
        outcome_name(reading.outcome),
        f"{sentence} {WAITING.format(moments.day(arrow.moves_by))}" if waits else sentence,
        reading.outcome in AGAINST or (reading.outcome is Outcome.UNCHANGED and not waits),
    )
