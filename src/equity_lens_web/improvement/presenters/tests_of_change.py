"""Tests of change on cards, on a timeline and as marks on a chart."""

from collections.abc import Iterable
from dataclasses import dataclass

from equity_lens_web.improvement.models import ChangeStep, ChangeTest, Project

COLOURS = {
    ChangeTest.State.PLANNED: "white",
    ChangeTest.State.RUNNING: "blue",
    ChangeTest.State.DONE: "grey",
    ChangeTest.State.STOPPED: "grey",
}
PARTS = (
    ("prediction", "Expected to see"),
    ("plan", "What is done"),
    ("included", "Includes"),
    ("left_out", "Leaves out"),
)
RESULT = (
    ("happened", "What happened"),
    ("learning", "What was learnt"),
)
NOT_SAID = "Not said yet: the test cannot begin without it."


@dataclass(frozen=True, slots=True)
class Card:
    """One test as every list shows it: a test that worked and one that did not look alike."""

    test: ChangeTest
    letter: str
    state: str
    colour: str
    when: str
    plan: list[tuple[str, str]]
    result: list[tuple[str, str]]


def cards(tests: Iterable[ChangeTest]) -> list[Card]:
    """Every test in turn, each with the letter by which a chart marks it."""
    tests = list(tests)
    letters = {test.pk: letter for letter, test in zip(_letters(), _marked(tests), strict=False)}
    return [card(test, letters.get(test.pk, "")) for test in tests]


def card(test: ChangeTest, letter: str = "") -> Card:
    """One test of change."""
    return Card(
        test,
        letter,
        ChangeTest.State(test.state).label,
        COLOURS[ChangeTest.State(test.state)],
        _when(test),
        [(name, getattr(test, field) or NOT_SAID) for field, name in PARTS],
        _result(test),
    )


def marks(project: Project) -> list[tuple[str, str]]:
    """The tests that ran, oldest first, by the month in which each began: what a chart marks."""
    tests = _marked(project.tests_of_change.begun())
    return [(f"{test.began_on:%Y-%m}", test.title) for test in tests]


def history(test: ChangeTest) -> list[tuple[ChangeStep, list[tuple[str, str, str]]]]:
    """Each step of a test, with what was changed in the plan: part, as it was, as it became."""
    told: list[tuple[ChangeStep, list[tuple[str, str, str]]]] = []
    before: dict[str, str] = {}
    names = {"title": "What is tested", **dict(PARTS)}
    for step in test.steps.select_related("by"):
        changed = [
            (names[part], before[part] or "nothing", said)
            for part, said in step.plan_then.items()
            if before and before.get(part) != said
        ]
        told.append((step, changed))
        before = step.plan_then
    return told


def _marked(tests: Iterable[ChangeTest]) -> list[ChangeTest]:
    began = [test for test in tests if test.began_on is not None]
    return sorted(began, key=lambda test: (test.began_on, test.pk))


def _letters() -> list[str]:
    """A to Z, then A2 and so on, as the chart has them."""
    once = [chr(ord("A") + place) for place in range(26)]
    return [f"{letter}{again or ''}" for again in ("", 2, 3, 4) for letter in once]


def _when(test: ChangeTest) -> str:
    begins, ends = test.began_on or test.begins_on, test.ended_on or test.ends_on
    said = f"{begins.day} {begins:%B %Y}"
    return f"{said} to {ends.day} {ends:%B %Y}" if ends else f"from {said}"


def _result(test: ChangeTest) -> list[tuple[str, str]]:
    said = [(name, getattr(test, field)) for field, name in RESULT]
    if test.against_prediction:
        said.insert(1, ("Beside what was expected", test.get_against_prediction_display()))
    if test.next_step:
        said.append(("What next", test.get_next_step_display()))
    return [(name, words) for name, words in said if words]
