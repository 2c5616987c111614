"""Read the contracts, and stop at anything in them that we do not understand."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, get_args

from equity_lens.contracts.contract import Contract, Field, FieldType, Keep, Kind, Rejection, Rule

_CONTRACT_KEYS = {
    "id", "title", "kind", "source", "shared", "period_from", "period", "key", "fields",
    "rejections", "further_columns",
}  # fmt: skip
_FIELD_KEYS = {
    "name", "title", "type", "required", "expected", "one_of", "synonyms", "codes", "also", "keep",
    "note",
}  # fmt: skip
_REJECTION_KEYS = {"rule", "columns", "reason", "than", "values"}


@cache
def contracts() -> Mapping[str, Contract]:
    """Every contract by its id, in the order of the ids.

    Examples
    --------
    >>> contracts()["rtt_waiting_list"].field("clock_start").required
    True
    """
    folder = files("equity_lens.contracts") / "data"
    texts = {
        entry.name: entry.read_text(encoding="utf-8")
        for entry in folder.iterdir()
        if entry.name.endswith(".toml")
    }
    shared = {
        entry.name.removesuffix(".toml"): tomllib.loads(entry.read_text(encoding="utf-8"))
        for entry in (folder / "shared").iterdir()
        if entry.name.endswith(".toml")
    }
    return {
        name.removesuffix(".toml"): read_contract(tomllib.loads(text), shared=shared, name=name)
        for name, text in sorted(texts.items())
    }


def read_contract(
    declared: Mapping[str, Any], *, shared: Mapping[str, Mapping[str, Any]], name: str
) -> Contract:
    """A contract from its parsed TOML.

    ``shared`` holds the parsed files of fields that several contracts have in common.

    Raises
    ------
    ValueError
        An unknown key, a type or rule that does not exist, a synonym that leads to two fields,
        a rule about a field that is not there. Contracts are ours, so it is our own mistake.
    """
    _only(declared, _CONTRACT_KEYS, name)
    if declared["kind"] not in get_args(Kind):
        raise ValueError(f"{name}: no such kind as {declared['kind']!r}")
    entries = list(declared["fields"])
    for part in declared.get("shared", ()):
        _only(shared[part], {"fields"}, part)
        entries += shared[part]["fields"]
    contract = Contract(
        id=declared["id"],
        title=declared["title"],
        kind=declared["kind"],
        source=declared["source"],
        fields=tuple(_field(entry, name) for entry in entries),
        period_from=declared.get("period_from", ""),
        period=declared.get("period", ""),
        key=tuple(declared.get("key", ())),
        rejections=tuple(_rejection(entry, name) for entry in declared.get("rejections", ())),
        further_columns=declared.get("further_columns", False),
    )
    _check(contract, name)
    return contract


def fold(column: str) -> str:
    """A column's name without case, spaces and punctuation, so that spellings can be compared.

    Examples
    --------
    >>> fold("NHS_Number ") == fold("nhs number")
    True
    >>> fold("ATTENDED OR DID NOT ATTEND (CODE)")
    'attendedordidnotattendcode'
    """
    return "".join(letter for letter in column.casefold() if letter.isalnum())


def _field(entry: Mapping[str, Any], name: str) -> Field:
    where = f"{name}, field {entry.get('name')!r}"
    _only(entry, _FIELD_KEYS, where)
    if entry["type"] not in get_args(FieldType):
        raise ValueError(f"{where}: no such type as {entry['type']!r}")
    if entry.get("keep", "keep") not in get_args(Keep):
        raise ValueError(f"{where}: no such way to keep as {entry['keep']!r}")
    codes = entry.get("codes", {})
    strangers = set(entry.get("also", {}).values()) - set(codes)
    if strangers:
        raise ValueError(f"{where}: other spellings lead to no code: {sorted(strangers)}")
    return Field(**{**entry, "synonyms": tuple(entry.get("synonyms", ()))})


def _rejection(entry: Mapping[str, Any], name: str) -> Rejection:
    _only(entry, _REJECTION_KEYS, f"{name}, a rejection")
    if entry["rule"] not in get_args(Rule):
        raise ValueError(f"{name}: no such rule as {entry['rule']!r}")
    lists = {key: tuple(entry.get(key, ())) for key in ("columns", "values")}
    return Rejection(**{**entry, **lists})


def _check(contract: Contract, name: str) -> None:
    """Names that lead to one field each, and rules about fields that are there."""
    owner: dict[str, str] = {}
    for known in contract.fields:
        for spelling in {fold(text) for text in (known.name, *known.synonyms)}:
            other = owner.setdefault(spelling, known.name)
            if other != known.name:
                raise ValueError(f"{name}: {spelling!r} leads to {other} and {known.name}")
    mentioned = {*contract.key, *(c for rule in contract.rejections for c in rule.columns)}
    mentioned |= {rule.than for rule in contract.rejections if rule.than}
    if contract.period_from:
        mentioned.add(contract.period_from)
    missing = sorted(column for column in mentioned if not contract.has(column))
    if missing:
        raise ValueError(f"{name}: rules speak of fields that are not there: {missing}")


def _only(entry: Mapping[str, Any], allowed: set[str], where: str) -> None:
    unknown = sorted(set(entry) - allowed)
    if unknown:
        raise ValueError(f"{where}: unknown keys {unknown}")
