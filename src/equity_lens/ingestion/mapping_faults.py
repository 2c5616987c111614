"""What may be wrong with one section of a mapping file, all of it told at once."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from equity_lens.contracts.contract import Contract
from equity_lens.contracts.load import contracts

IGNORE = "ignore"
DATE_ORDERS = ("day/month/year", "month/day/year", "year-month-day")

_TABLES_OF_TEXT = ("columns", "constants", "dates")
_PARTS = {*_TABLES_OF_TEXT, "codes", "without"}


def faults_of(key: str, section: Any) -> list[str]:
    """Everything in the section ``[key]`` that we do not understand."""
    if key not in contracts():
        return [f"[{key}] is no contract: the contracts are {', '.join(contracts())}."]
    if not isinstance(section, dict):
        return [f"`{key}` must be a table: [{key}.columns]."]
    misshapen = list(_misshapen(key, section))
    return misshapen or list(_without_meaning(contracts()[key], section))


def _misshapen(key: str, section: dict[str, Any]) -> Iterator[str]:
    for part in section:
        if part not in _PARTS:
            yield f"[{key}] has no place for `{part}`."
    for part in _TABLES_OF_TEXT:
        yield from _no_table_of_text(f"{key}.{part}", section.get(part, {}))
    codes = section.get("codes", {})
    if not isinstance(codes, dict):
        yield f"`codes` must be a table for each field: [{key}.codes.priority]."
    else:
        for name, book in codes.items():
            yield from _no_table_of_text(f"{key}.codes.{name}", book)
    without = section.get("without", [])
    if not isinstance(without, list) or not all(isinstance(name, str) for name in without):
        yield f'[{key}] `without` must be a list: without = ["specialty"].'


def _no_table_of_text(where: str, table: Any) -> Iterator[str]:
    if not isinstance(table, dict):
        yield f"`{where}` must be a table: [{where}]."
        return
    for name, value in table.items():
        if not isinstance(value, str):
            yield f"[{where}] `{name}` must be text in quotation marks."


def _without_meaning(contract: Contract, section: dict[str, Any]) -> Iterator[str]:
    key = contract.id
    for column, meaning in section.get("columns", {}).items():
        if meaning not in ("", IGNORE) and not contract.has(meaning):
            yield f"`{column}` = `{meaning}`: there is no such field."
    for part in ("constants", "dates", "codes"):
        for name in section.get(part, {}):
            if not contract.has(name):
                yield f"[{key}.{part}]: there is no field `{name}`."
    for name, order in section.get("dates", {}).items():
        if order not in DATE_ORDERS:
            yield f"[{key}.dates]: `{name}` must be one of {', '.join(DATE_ORDERS)}."
    for name, book in section.get("codes", {}).items():
        codes = contract.field(name).codes if contract.has(name) else {}
        for code in sorted(set(book.values()) - set(codes)) if codes else ():
            yield f"[{key}.codes.{name}]: {code} is no national code."
    names = {*contract.one_of_groups, *(known.name for known in contract.fields)}
    for name in section.get("without", ()):
        if name not in names:
            yield f"[{key}] without: there is no field or group `{name}`."
    for meaning, times in Counter(section.get("columns", {}).values()).items():
        known = meaning not in ("", IGNORE) and contract.has(meaning)
        if times > 1 and known and contract.field(meaning).keep != "refuse":
            yield f"Two columns are said to be `{meaning}`: keep one and ignore the other."
