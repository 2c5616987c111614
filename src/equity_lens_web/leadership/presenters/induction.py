"""The path of an induction: its steps, their minutes, how far each is, and where it opens."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse

from equity_lens_web.guidance.reading import Entry
from equity_lens_web.leadership.models import Induction, StepMark

SPANS = ((30, "Days 1 to 30"), (60, "Days 31 to 60"), (90, "Days 61 to 90"))
UNIT = "leadership:unit"
LAST_OF_THE_FIRST = "first-draft"
NOT_BEGUN = "Not begun"


@dataclass(frozen=True, slots=True)
class Step:
    """One step, ready to be read; ``live`` says what waits there in this trust."""

    key: str
    title: str
    what: str
    by_day: int
    minutes: int
    is_optional: bool
    href: str
    state: str
    is_over: bool
    live: str


@dataclass(frozen=True, slots=True)
class Span:
    """Thirty days of the path, with how many steps, how many minutes, how many to choose."""

    title: str
    steps: tuple[Step, ...]

    @property
    def minutes(self) -> int:
        """Of all its steps."""
        return sum(step.minutes for step in self.steps)

    @property
    def minutes_left(self) -> int:
        """Of those that are neither done nor skipped."""
        return sum(step.minutes for step in self.steps if not step.is_over)

    @property
    def optional(self) -> int:
        """How many steps are the person's to choose."""
        return sum(step.is_optional for step in self.steps)

    @property
    def summary(self) -> str:
        """Steps, minutes and choice in a line."""
        return (
            f"{len(self.steps)} steps, {self.minutes} minutes in all; "
            f"{self.optional} of them are optional. {self.minutes_left} minutes are left."
        )


def path(
    entries: Iterable[Entry],
    induction: Induction,
    *,
    outputs: Mapping[str, bool],
    live: Mapping[str, str],
) -> list[Span]:
    """The steps that fit the three answers, thirty days at a time.

    ``outputs`` says which outputs are there; a step whose output is there is done by itself.
    """
    marks = {mark.step: mark.state for mark in induction.marks.all()}
    steps = [
        _step(entry, marks.get(entry.key, ""), outputs, live)
        for entry in entries
        if _fits(entry, induction)
    ]
    spans = []
    earlier = 0
    for last, title in SPANS:
        inside = tuple(step for step in steps if earlier < step.by_day <= last)
        earlier = last
        if inside:
            spans.append(Span(title, inside))
    return spans


def skipped_to_day_30(spans: list[Span]) -> list[str]:
    """The steps that an experienced lead passes over: all that are open before the first draft."""
    first = spans[0].steps if spans else ()
    return [step.key for step in first if not step.is_over and step.key != LAST_OF_THE_FIRST]


def _fits(entry: Entry, induction: Induction) -> bool:
    asked = (
        (entry.fields["experience"], induction.experience),
        (entry.fields["time"], induction.time),
        (entry.fits, induction.kind),
    )
    return all(not offered or not said or said in offered for offered, said in asked)


def _step(entry: Entry, mark: str, outputs: Mapping[str, bool], live: Mapping[str, str]) -> Step:
    fields = entry.fields
    is_there = outputs.get(fields["output"], False)
    state = StepMark.State.DONE if is_there else mark
    return Step(
        key=entry.key,
        title=entry.title,
        what=fields["what"],
        by_day=fields["by_day"],
        minutes=fields["minutes"],
        is_optional=fields["optional"],
        href=reverse(fields["opens"], args=[entry.key] if fields["opens"] == UNIT else []),
        state=StepMark.State(state).label if state else NOT_BEGUN,
        is_over=state in (StepMark.State.DONE, StepMark.State.SKIPPED),
        live=live.get(entry.key, ""),
    )
