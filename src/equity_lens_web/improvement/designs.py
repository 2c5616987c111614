"""The design of a project as plain data: what it aims at, measures and tests, and never a count.

A design travels to another site of a trust, or as a file to another trust. It names each measure with
its version, so that both measure the same thing or are told that they do not.
"""

import re
from collections.abc import Iterator
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from equity_lens.errors import EquityLensError
from equity_lens.measures.load import dimensions, library
from equity_lens.planning.outline import Line, is_outline
from equity_lens_web.accounts.models import Organisation
from equity_lens_web.improvement.models import LocalDefinition, Project, ProjectMeasure
from equity_lens_web.improvement.splits import subgroups_of

KIND, VERSION = "equity-lens-design", 1
LONGEST_FILE = 200_000
PLUS = "plus_"

NO_NUL = "^[^\\x00]*$"
"""A database for many people at once refuses this one sign."""
LOCAL = r"^local-[0-9]{1,6}$"

Key = Annotated[str, Meta(max_length=60, pattern=NO_NUL)]
Short = Annotated[str, Meta(max_length=120, pattern=NO_NUL)]
Sentence = Annotated[str, Meta(max_length=300, pattern=NO_NUL)]
Counted = Annotated[str, Meta(max_length=200, pattern=NO_NUL)]
Text = Annotated[str, Meta(max_length=2000, pattern=NO_NUL)]


class Definition(msgspec.Struct, forbid_unknown_fields=True):
    """What a trust's own measure counts, where the library does not hold it."""

    better: Annotated[str, Meta(pattern="^(lower|higher)$")]
    numerator: Counted
    denominator: Counted


class DesignMeasure(msgspec.Struct, forbid_unknown_fields=True):
    """One measure with its equity split. ``version`` is that of its definition."""

    measure: Short
    title: Short
    version: Annotated[int, Meta(ge=1)]
    role: Annotated[str, Meta(pattern="^(outcome|process|balancing)$")]
    dimension: Key
    target: Key
    reference: Key
    watched: Annotated[list[Key], Meta(min_length=1, max_length=40)]
    smallest_that_matters: Annotated[float, Meta(ge=0.0001, le=0.9999)]
    is_split: bool = False
    definition: Definition | None = None


class DesignTest(msgspec.Struct, forbid_unknown_fields=True):
    """One test of change as it was planned; its result stays where it was tested."""

    title: Annotated[str, Meta(min_length=1, max_length=150, pattern=NO_NUL)]
    prediction: Text = ""
    plan: Text = ""
    included: Text = ""
    left_out: Text = ""


class Design(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """Everything that another site needs to do the same work, and where it comes from."""

    kind: str
    version: int
    organisation: Annotated[str, Meta(max_length=200, pattern=NO_NUL)]
    title: Annotated[str, Meta(min_length=1, max_length=120, pattern=NO_NUL)]
    setting: Text = ""
    for_whom: Sentence = ""
    how_much: Sentence = ""
    measures: Annotated[list[DesignMeasure], Meta(max_length=20)] = []
    diagram_aim: Sentence = ""
    diagram: Annotated[list[tuple[int, Counted]], Meta(max_length=300)]
    tests: Annotated[list[DesignTest], Meta(max_length=50)] = []

    @property
    def lines(self) -> list[Line]:
        """The outline of the driver diagram."""
        return [Line(words, level) for level, words in self.diagram]

    @property
    def plain(self) -> dict[str, Any]:
        """As plain data: what a file and the database keep."""
        kept: dict[str, Any] = msgspec.to_builtins(self)
        return kept


def design_of(project: Project, *, setting: str = "") -> Design:
    """The design of a project as it stands, without any result."""
    diagram = getattr(project, "driver_diagram", None)
    lines = diagram.lines.values_list("level", "words") if diagram else []
    measures = project.measures.select_related("local")
    return Design(
        kind=KIND,
        version=VERSION,
        organisation=project.organisation.name,
        title=project.title,
        setting=setting,
        for_whom=project.for_whom,
        how_much=project.how_much,
        measures=[_measure(each, is_split=each.pk == project.split_id) for each in measures],
        diagram_aim=diagram.aim if diagram else "",
        diagram=[(level, words) for level, words in lines],
        tests=[
            DesignTest(test.title, test.prediction, test.plan, test.included, test.left_out)
            for test in project.tests_of_change.in_turn()
        ],
    )


def written(design: Design) -> bytes:
    """A design as a file that people can read."""
    return msgspec.json.format(msgspec.json.encode(design), indent=2)


def read(content: bytes) -> Design:
    """A design from a file.

    Raises
    ------
    EquityLensError
        It is no design, or some of it cannot be; with every fault that could be found.
    """
    if len(content) > LONGEST_FILE:
        raise _refused(f"It is larger than {LONGEST_FILE:,} bytes.")
    try:
        design = msgspec.json.decode(content, type=Design)
    except msgspec.ValidationError as fault:
        raise _refused(f"{fault}".replace("`", "").replace("$.", "")) from fault
    except msgspec.DecodeError as fault:
        raise _refused("It is not JSON, or is cut short.") from fault
    faults = list(_faults(design))
    if faults:
        raise _refused(*faults)
    return design


def from_plain(kept: dict[str, Any]) -> Design:
    """A design that was kept."""
    return msgspec.convert(kept, type=Design)


def clashes(design: Design, organisation: Organisation) -> list[str]:
    """Where a measure would not count the same here as there, in sentences."""
    local = {
        each.measure.key: each
        for each in LocalDefinition.objects.filter(measure__organisation=organisation)
        .select_related("measure")
        .order_by("version")
    }
    said = (_clash(each, local.get(each.measure)) for each in design.measures)
    return [each for each in said if each]


def _clash(given: DesignMeasure, local: LocalDefinition | None) -> str:
    if given.definition is not None:
        here_as_there = local is None or _same(given.definition, local)
        return (
            ""
            if here_as_there
            else (
                f"“{given.title}” is defined otherwise here: figures cannot be set side by side until "
                "both use one definition."
            )
        )
    here = library().get(given.measure)
    if here is None:
        return (
            f"“{given.title}” is not in the measure library here: choose or define a measure of "
            "your own. Its figures cannot be set beside the original’s."
        )
    if here.version != given.version:
        return (
            f"“{given.title}” is version {given.version} there and version {here.version} here: "
            "figures cannot be set side by side until both use the same version."
        )
    return ""


def _same(given: Definition, here: LocalDefinition) -> bool:
    return (given.better, given.numerator, given.denominator) == (
        here.measure.better,
        here.numerator,
        here.denominator,
    )


def _measure(measure: ProjectMeasure, *, is_split: bool) -> DesignMeasure:
    title, version, definition = _defined(measure)
    return DesignMeasure(
        measure=measure.measure,
        title=title,
        version=version,
        role=measure.role,
        dimension=measure.dimension,
        target=measure.target,
        reference=measure.reference,
        watched=list(measure.watched),
        smallest_that_matters=float(measure.smallest_that_matters),
        is_split=is_split,
        definition=definition,
    )


def _defined(measure: ProjectMeasure) -> tuple[str, int, Definition | None]:
    if measure.local is None:
        known = library()[measure.measure]
        return known.title, known.version, None
    latest = LocalDefinition.objects.filter(measure=measure.local).latest("version")
    definition = Definition(measure.local.better, latest.numerator, latest.denominator)
    return measure.local.title, latest.version, definition


def _faults(design: Design) -> Iterator[str]:
    if (design.kind, design.version) != (KIND, VERSION):
        yield f"It is not a design of version {VERSION}."
    if not is_outline([level for level, _ in design.diagram]):
        yield "Its driver diagram is no outline: a line lies more than one level below the one before."
    if any(not words.strip() for _, words in design.diagram):
        yield "A line of its driver diagram has no words."
    for each in design.measures:
        if each.dimension not in dimensions() and not each.dimension.startswith(PLUS):
            yield f"“{each.title}” is compared by “{each.dimension}”, which is not known here."
        elif lacking := _groups_unknown(each):
            yield f"“{each.title}” names groups that are not known here: {', '.join(lacking)}."
        if each.target in each.watched:
            yield f"“{each.title}” names the group that it is for among those watched besides."
        if each.definition is not None and each.measure in library():
            yield f"“{each.title}” defines anew what the measure library defines."
        elif each.definition is not None and not re.match(LOCAL, each.measure):
            yield f"“{each.title}” has an id that no trust’s own measure has."
        if each.target == each.reference:
            yield f"“{each.title}” compares a group with itself."
    if sum(each.is_split for each in design.measures) > 1:
        yield "More than one measure is named as the one that decides."


def _groups_unknown(measure: DesignMeasure) -> list[str]:
    known = {each.key for each in subgroups_of(measure.dimension) if each.known}
    named = (measure.target, measure.reference, *measure.watched)
    return [key for key in dict.fromkeys(named) if key not in known]


def _refused(*faults: str) -> EquityLensError:
    return EquityLensError(
        "This file cannot be used as a design.",
        faults=faults,
        remedy="Ask the team that sent it to download the design again, and bring it unchanged.",
    )
