"""What a gap costs under a stated unit cost: never a saving that could be banked."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path

from equity_lens.disclosure.released import Figure
from equity_lens.errors import MeasureInvalid
from equity_lens.measures.table import Table
from equity_lens.planning.assumption import Assumption, read
from equity_lens.planning.figures import absent, missing, number, value_of
from equity_lens.statistics.rounding import significant

NO_UNIT_COST = "nobody has said what one costs, so enter the trust's own figure and its source"
ONE = Assumption("one for each", central=1.0, source="by definition")
FIGURES = 2
"""Pounds are said to so many significant figures: the unit cost is no better known."""


@dataclass(frozen=True, slots=True)
class UnitCost:
    """What one of a thing costs, in pounds, who says so, and why saving one frees no money.

    ``measures`` are the ids of those whose gap is a number of these things.
    """

    id: str
    title: str
    per: str
    plural: str
    measures: tuple[str, ...]
    why_not_cashable: str
    assumption: Assumption


@dataclass(frozen=True, slots=True)
class Costed:
    """A quantity in pounds.

    ``quantity`` is the number of people or events in the gap; ``each`` how many units each takes;
    ``pounds`` has the range of the quantity, of ``each`` and of the unit cost taken together: all
    lowest and all highest, which is wider than 95%.
    """

    quantity: Figure
    each: Assumption
    unit_cost: UnitCost
    pounds: Figure


@cache
def unit_costs() -> Mapping[str, UnitCost]:
    """The unit costs that come with Equity Lens, by id.

    >>> unit_costs()["cancelled-by-trust"].assumption.is_known
    False
    """
    text = files("equity_lens.planning").joinpath("data/unit_costs.toml").read_text("utf-8")
    return _read(text, "unit_costs.toml")


def read_unit_costs(path: Path) -> Mapping[str, UnitCost]:
    """A trust's own unit costs from a TOML file, by id.

    Raises
    ------
    MeasureInvalid
        The file says something that cannot be carried out; all its faults together.
    """
    return _read(path.read_text("utf-8"), path.name)


def with_own(unit_cost: UnitCost, own: Assumption) -> UnitCost:
    """The same unit with the trust's own price (see ``assumption.entered``)."""
    return replace(unit_cost, assumption=own)


def cost(quantity: Figure, unit_cost: UnitCost, *, each: Assumption = ONE) -> Costed:
    """Price a number of people or events.

    Parameters
    ----------
    quantity
        From a closing, a profile or a step of a pathway: people or events, with a range.
    unit_cost
        The price of one unit.
    each
        How many units each takes: bed days for an admission. One unless given.

    Returns
    -------
    Costed
        ``pounds`` to two significant figures. Missing where nobody has said what a unit costs.

    Examples
    --------
    >>> from equity_lens.disclosure.released import State
    >>> missed = Figure(State.NUMBER, "events", 1120, 1010, 1220)
    >>> cost(missed, unit_costs()["missed-outpatient-appointment"]).pounds.value
    130000.0
    """
    gone = absent("pounds", quantity)
    if gone is None and not (unit_cost.assumption.is_known and each.is_known):
        gone = missing("pounds", NO_UNIT_COST)
    if gone is not None:
        return Costed(quantity, each, unit_cost, gone)
    low, central, high = (
        price * times for price, times in zip(unit_cost.assumption.range, each.range, strict=True)
    )
    many = value_of(quantity)
    fewest = many if quantity.lower is None else quantity.lower
    most = many if quantity.upper is None else quantity.upper
    limits = (_said(min(fewest * low, fewest * high)), _said(max(most * low, most * high)))
    has_range = limits[0] != limits[1]
    pounds = number(_said(many * central), "pounds", *(limits if has_range else (None, None)))
    return Costed(quantity, each, unit_cost, pounds)


def _said(pounds: float) -> float:
    pence = round(pounds, 2)
    return float(significant(pence, FIGURES))


def _read(text: str, name: str) -> dict[str, UnitCost]:
    faults: list[str] = []
    remedy = "Put it right, and load it again."
    try:
        file = Table(tomllib.loads(text), "", faults)
    except tomllib.TOMLDecodeError as error:
        raise MeasureInvalid(f"{name} is not valid TOML: {error}.", remedy=remedy) from error
    found = [_unit_cost(table) for table in file.tables("unit_costs")]
    file.close()
    if faults:
        raise MeasureInvalid(f"{name} cannot be used:", faults=faults, remedy=remedy)
    return {each.id: each for each in found}


def _unit_cost(table: Table) -> UnitCost:
    priced = table.table("assumption")
    if priced is None:
        table.fault("assumption", "is missing.")
    unit = UnitCost(
        id=table.text("id"),
        title=table.text("title"),
        per=table.text("per"),
        plural=table.text("plural"),
        measures=table.texts("measures"),
        why_not_cashable=table.text("why_not_cashable"),
        assumption=Assumption("") if priced is None else read(priced),
    )
    table.close()
    return unit
