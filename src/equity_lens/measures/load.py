"""Read measures and dimensions, strictly: a slip stops the run, and all slips are told at once.

A measure that quietly disappears, or quietly reads nought, is the worst thing we could ship.
"""

import datetime as dt
import re
import tomllib
from dataclasses import fields, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import get_args

from equity_lens.contracts.load import contracts
from equity_lens.errors import MeasureInvalid
from equity_lens.measures.check import check, check_counted_elsewhere
from equity_lens.measures.columns import columns_of
from equity_lens.measures.measure import (
    Better,
    Condition,
    Dimension,
    Kind,
    Measure,
    Part,
    Standard,
    Value,
)
from equity_lens.measures.table import Table

REMEDY = "Correct the file and run again. docs/methods/measures.md shows every key in use."
TESTS = tuple(each.name for each in fields(Condition) if each.name != "column")
COUNTED_ELSEWHERE = "counts_table"
"""The contract of a measure that we cannot count from records: a trust brings its counts."""

IDENTIFIER = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@cache
def library() -> dict[str, Measure]:
    """The measures that come with the program, by id.

    >>> library()["outpatient-did-not-attend"].better
    'lower'
    """
    folder = files("equity_lens.measures").joinpath("data/library")
    texts = {each.name: each.read_text("utf-8") for each in folder.iterdir() if each.is_file()}
    read = [_measure(texts[name], name) for name in sorted(texts) if name.endswith(".toml")]
    return {measure.id: measure for measure in read}


def read_measure(path: Path) -> Measure:
    """One measure from a file of the analyst's own.

    Raises
    ------
    MeasureInvalid
        The file is not TOML, has keys that are unknown or lacks keys that are needed, names a
        contract, column, code or dimension that does not exist, or counts in the numerator what
        the denominator leaves out. All faults are in one message.
    """
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise MeasureInvalid(f"{path.name} cannot be read as text.", remedy=REMEDY) from error
    return _measure(text, path.name)


@cache
def dimensions() -> dict[str, Dimension]:
    """What people may be compared by, by key, in the order in which papers show them.

    The entry ``plus_*`` is the pattern for columns whose name begins so.

    >>> dimensions()["imd_quintile"].rolls_up
    'imd_decile'
    """
    name = "data/dimensions.toml"
    text = files("equity_lens.measures").joinpath(name).read_text("utf-8")
    return _dimensions(text, name)


def _dimensions(text: str, name: str) -> dict[str, Dimension]:
    faults: list[str] = []
    file = _parsed(text, name, faults)
    read: dict[str, Dimension] = {}
    for table in file.tables("dimensions"):
        key = table.text("key")
        if key in read:
            table.fault("key", f"{key!r} is there twice.")
        read[key] = Dimension(
            key=key,
            title=table.text("title"),
            ordered=table.flag("ordered"),
            reference=table.text("reference", default="average"),
            in_findings=table.flag("in_findings"),
            of=table.texts("of"),
            rolls_up=table.text("rolls_up", default="") or None,
            made_from=table.texts("made_from"),
        )
        table.close()
    file.close()
    for dimension in read.values():
        for other in (*dimension.of, dimension.rolls_up):
            if other is not None and other not in read:
                faults.append(f"`{dimension.key}` refers to `{other}`, which is not there.")
    _refuse(faults, name)
    return read


def _measure(text: str, name: str) -> Measure:
    faults: list[str] = []
    file = _parsed(text, name, faults)
    measure = _read(file)
    file.close()
    if not faults:
        contract = contracts().get(measure.contract)
        if measure.contract == COUNTED_ELSEWHERE:
            faults += check_counted_elsewhere(measure, dimensions())
        elif contract is None or contract.kind == "aggregate":
            known = ", ".join(key for key, each in contracts().items() if each.kind != "aggregate")
            faults.append(f"`contract` {measure.contract!r} is not one of: {known}.")
        else:
            faults += check(measure, columns_of(contract), dimensions())
    _refuse(faults, name)
    return measure


def _parsed(text: str, name: str, faults: list[str]) -> Table:
    try:
        return Table(tomllib.loads(text), "", faults)
    except tomllib.TOMLDecodeError as error:
        raise MeasureInvalid(f"{name} is not valid TOML: {error}.", remedy=REMEDY) from error


def _refuse(faults: list[str], name: str) -> None:
    if faults:
        raise MeasureInvalid(f"{name} cannot be used:", faults=faults, remedy=REMEDY)


def _read(file: Table) -> Measure:
    value = file.choice("value", get_args(Value))
    denominator = _part(file, "denominator")
    # A count and a percentile are of one set of people: numerator and denominator are the same.
    numerator = denominator if value in ("count", "percentile") else _part(file, "numerator")
    identifier = file.text("id")
    if identifier and not IDENTIFIER.fullmatch(identifier):
        file.fault("id", "must be lower-case words joined by hyphens.")
    return Measure(
        id=identifier,
        version=file.whole("version"),
        version_on=file.day("version_on"),
        title=file.text("title"),
        why_it_matters=file.text("why_it_matters"),
        source=file.text("source"),
        owner=file.text("owner"),
        review_by=file.day("review_by") or dt.date.max,
        contract=file.text("contract"),
        value=value,
        better=file.choice("better", get_args(Better)),
        kind=file.choice("kind", get_args(Kind)),
        numerator=numerator,
        denominator=denominator,
        percentile=file.number("percentile"),
        headline=file.flag("headline"),
        noun=file.text("noun", default="people"),
        done=file.text("done", default=None if value == "proportion" else ""),
        standards=tuple(_standard(table) for table in file.tables("standards")),
        dimensions=tuple(_dimension(table) for table in file.tables("dimensions")),
        caution=file.text("caution", default=""),
        material=file.text("material", default=""),
    )


def _part(file: Table, key: str) -> Part:
    table = file.table(key)
    if table is None:
        file.fault(key, "is missing.")
        return Part("")
    part = Part(table.text("label"), tuple(_condition(each) for each in table.tables("where")))
    table.close()
    return part


def _condition(table: Table) -> Condition:
    given = [test for test in TESTS if table.has(test)]
    if len(given) != 1:
        said = " and ".join(f"`{test}`" for test in given) or "none"
        table.faults.append(f"`{table.place}` must have exactly one test; it has {said}.")
    condition = Condition(
        column=table.text("column"),
        is_in=table.texts("is_in"),
        not_in=table.texts("not_in"),
        at_least=table.number("at_least"),
        at_most=table.number("at_most"),
        more_than=table.number("more_than"),
        less_than=table.number("less_than"),
        is_known=table.flag("is_known", default=None),
        starts_with=table.texts("starts_with"),
    )
    table.close()
    return condition


def _standard(table: Table) -> Standard:
    standard = Standard(
        value=table.number("value", required=True) or 0.0,
        from_on=table.day("from_on") or dt.date.max,
        until_on=table.day("until_on", required=False),
        source=table.text("source"),
    )
    table.close()
    return standard


def _dimension(table: Table) -> Dimension:
    """A measure's own choice of reference for a dimension; the rest stays as declared for all."""
    key = table.text("column")
    declared = dimensions().get(key)
    if key and declared is None:
        table.fault("column", f"{key!r} is not a dimension. Known: {', '.join(dimensions())}.")
    declared = declared or Dimension(key, key)
    own = replace(
        declared,
        ordered=table.flag("ordered", default=declared.ordered),
        reference=table.text("reference", default=declared.reference),
    )
    table.close()
    return own
