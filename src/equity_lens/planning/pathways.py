"""The ways from referral to being seen, declared as data."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal, get_args

from equity_lens.errors import MeasureInvalid
from equity_lens.measures.load import library
from equity_lens.measures.table import Table

Counted = Literal["kept", "lost"]
Who = Literal["trust", "person", "either"]
REMEDY = "Put it right, and run the same command again."


@dataclass(frozen=True, slots=True)
class Step:
    """One step: the measure that counts it, and its words.

    ``counts`` says whether the measure's numerator is those kept or those lost. ``lost_as`` and
    ``at`` say how and where people are lost: "not booked", "at booking". ``needs_slots`` is true
    where keeping more people asks for more appointments than are offered now.
    """

    measure: str
    counts: Counted
    title: str
    lost_as: str
    at: str
    who: Who
    needs_slots: bool = False


@dataclass(frozen=True, slots=True)
class Pathway:
    """Steps in order; the denominator of each is whoever the step before kept."""

    id: str
    title: str
    noun: str
    contract: str
    source: str
    steps: tuple[Step, ...]


@cache
def pathways() -> Mapping[str, Pathway]:
    """The pathways that come with Equity Lens, by id.

    >>> [step.title for step in pathways()["booking-to-attendance"].steps]
    ['Not cancelled by the trust', 'Not cancelled by the patient', 'Attended']
    """
    text = files("equity_lens.planning").joinpath("data/pathways.toml").read_text("utf-8")
    return _read(text, "pathways.toml")


def read_pathways(path: Path) -> Mapping[str, Pathway]:
    """A trust's own pathways from a TOML file, by id.

    Raises
    ------
    MeasureInvalid
        The file says something that cannot be carried out; all its faults together.
    """
    return _read(path.read_text("utf-8"), path.name)


def _read(text: str, name: str) -> dict[str, Pathway]:
    faults: list[str] = []
    try:
        file = Table(tomllib.loads(text), "", faults)
    except tomllib.TOMLDecodeError as error:
        raise MeasureInvalid(f"{name} is not valid TOML: {error}.", remedy=REMEDY) from error
    read = [_pathway(table) for table in file.tables("pathways")]
    file.close()
    if not read:
        faults.append("There is no pathway in it.")
    if len({each.id for each in read}) < len(read):
        faults.append("Two pathways have one id.")
    if faults:
        raise MeasureInvalid(f"{name} cannot be used:", faults=faults, remedy=REMEDY)
    return {each.id: each for each in read}


def _pathway(table: Table) -> Pathway:
    pathway = Pathway(
        id=table.text("id"),
        title=table.text("title"),
        noun=table.text("noun"),
        contract=table.text("contract"),
        source=table.text("source"),
        steps=tuple(_step(each) for each in table.tables("steps")),
    )
    table.close()
    if len(pathway.steps) < 2:
        table.fault("steps", "must be two or more.")
    for step in pathway.steps:
        known = library().get(step.measure)
        if known is not None and (known.value, known.contract) != ("proportion", pathway.contract):
            table.fault("steps", f"`{step.measure}` is not a proportion of this contract.")
    return pathway


def _step(table: Table) -> Step:
    step = Step(
        measure=table.text("measure"),
        counts=table.choice("counts", get_args(Counted)),
        title=table.text("title"),
        lost_as=table.text("lost_as"),
        at=table.text("at"),
        who=table.choice("who", get_args(Who)),
        needs_slots=table.flag("needs_slots"),
    )
    table.close()
    return step
