"""What a copy has made different from the original, part by part."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from equity_lens_web.improvement.designs import (
    Design,
    DesignMeasure,
    DesignTest,
    design_of,
    from_plain,
)
from equity_lens_web.improvement.models import Project, Spread

NOTHING = "nothing"
OF_A_MEASURE = (
    ("version", "version"),
    ("role", "kind of measure"),
    ("dimension", "compared by"),
    ("target", "whom it is for"),
    ("reference", "compared with"),
    ("watched", "also watched"),
    ("smallest_that_matters", "smallest change that matters"),
)
OF_A_TEST = (
    ("prediction", "what is expected"),
    ("plan", "what is done"),
    ("included", "who is included"),
    ("left_out", "who is left out"),
)


@dataclass(frozen=True, slots=True)
class Adapted:
    """One part that is not as it was: its key, its name, as there, as here, and why."""

    part: str
    name: str
    there: str
    here: str
    why: str


def adapted(spread: Spread) -> list[Adapted]:
    """Every part of a copy that differs from the design that was brought."""
    why = dict(spread.adaptations.values_list("part", "why"))
    there, here = from_plain(spread.design), design_of(spread.project)
    return [Adapted(*each, why.get(each[0], "")) for each in _differences(there, here)]


def origin(project: Project) -> Spread | None:
    """Where a project's design came from; None where it is its own."""
    found = Spread.objects.select_related("original", "brought_by", "project__organisation")
    return found.filter(project=project).first()


Difference = tuple[str, str, str, str]


def _differences(there: Design, here: Design) -> Iterator[Difference]:
    for part, name in (("for_whom", "For whom"), ("how_much", "How much")):
        yield from _one(part, name, getattr(there, part), getattr(here, part))
    yield from _measures(there.measures, here.measures)
    yield from _one("diagram_aim", "Aim of the driver diagram", there.diagram_aim, here.diagram_aim)
    before, after = ([words for _, words in each.diagram] for each in (there, here))
    gone = [words for words in before if words not in after]
    new = [words for words in after if words not in before]
    yield from _one("diagram", "Lines of the driver diagram", "; ".join(gone), "; ".join(new))
    yield from _tests(there.tests, here.tests)


def _one(part: str, name: str, there: str, here: str) -> Iterator[Difference]:
    if there != here:
        yield part, name, there or NOTHING, here or NOTHING


def _measures(
    there: Sequence[DesignMeasure], here: Sequence[DesignMeasure]
) -> Iterator[Difference]:
    before, after = ({each.measure: each for each in listed} for listed in (there, here))
    for key in {**before, **after}:
        one, other = before.get(key), after.get(key)
        named = one or other
        assert named is not None
        name = f"Measure: {named.title}"
        if one is None or other is None:
            yield (
                f"measure {key}"[:40],
                name,
                "measured" if one else NOTHING,
                "measured" if other else NOTHING,
            )
            continue
        changed = [(said, getattr(one, f), getattr(other, f)) for f, said in OF_A_MEASURE]
        changed = [(said, a, b) for said, a, b in changed if a != b]
        yield from _one(
            f"measure {key}"[:40],
            name,
            "; ".join(f"{said} {_plain(a)}" for said, a, _ in changed),
            "; ".join(f"{said} {_plain(b)}" for said, _, b in changed),
        )


def _tests(there: Sequence[DesignTest], here: Sequence[DesignTest]) -> Iterator[Difference]:
    before, after = ({each.title: each for each in listed} for listed in (there, here))
    for title in {**before, **after}:
        one, other = before.get(title), after.get(title)
        name = f"Test of change: {title}"
        if one is None or other is None:
            yield (
                f"test {title}"[:40],
                name,
                "planned" if one else NOTHING,
                "planned" if other else NOTHING,
            )
            continue
        changed = [(said, getattr(one, f), getattr(other, f)) for f, said in OF_A_TEST]
        yield from _one(
            f"test {title}"[:40],
            name,
            "; ".join(f"{said}: {a or NOTHING}" for said, a, b in changed if a != b),
            "; ".join(f"{said}: {b or NOTHING}" for said, a, b in changed if a != b),
        )


def _plain(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
