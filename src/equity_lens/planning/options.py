"""Options for an access pathway, declared as data."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal, get_args

from equity_lens.errors import MeasureInvalid
from equity_lens.measures.table import Table
from equity_lens.planning.assumption import Assumption, read

Kind = Literal["loss", "slots"]


@dataclass(frozen=True, slots=True)
class Option:
    """One other way of doing it.

    ``acts_on`` are measures of the steps at which it avoids losses; empty for a share of slots.
    """

    id: str
    title: str
    what: str
    kind: Kind
    acts_on: tuple[str, ...]
    caution: str
    assumption: Assumption


@cache
def options() -> Mapping[str, Option]:
    """The options that come with Equity Lens, by id.

    >>> options()["transport"].assumption.range
    (0.17, 0.37, 0.52)
    >>> options()["outreach"].assumption.is_known
    False
    """
    text = files("equity_lens.planning").joinpath("data/options.toml").read_text("utf-8")
    return _read(text, "options.toml")


def read_options(path: Path) -> Mapping[str, Option]:
    """A trust's own options from a TOML file, by id.

    Raises
    ------
    MeasureInvalid
        The file says something that cannot be carried out; all its faults together.
    """
    return _read(path.read_text("utf-8"), path.name)


def _read(text: str, name: str) -> dict[str, Option]:
    faults: list[str] = []
    remedy = "Put it right, and load it again."
    try:
        file = Table(tomllib.loads(text), "", faults)
    except tomllib.TOMLDecodeError as error:
        raise MeasureInvalid(f"{name} is not valid TOML: {error}.", remedy=remedy) from error
    found = [_option(table) for table in file.tables("options")]
    file.close()
    if faults:
        raise MeasureInvalid(f"{name} cannot be used:", faults=faults, remedy=remedy)
    return {each.id: each for each in found}


def _option(table: Table) -> Option:
    supposed = table.table("assumption")
    if supposed is None:
        table.fault("assumption", "is missing.")
    option = Option(
        id=table.text("id"),
        title=table.text("title"),
        what=table.text("what"),
        kind=table.choice("kind", get_args(Kind)),
        acts_on=table.texts("acts_on"),
        caution=table.text("caution", default=""),
        assumption=Assumption("") if supposed is None else read(supposed, at_most=1.0),
    )
    table.close()
    if (option.kind == "loss") != bool(option.acts_on):
        table.fault("acts_on", "names the steps of an option of kind loss, and of no other.")
    return option
