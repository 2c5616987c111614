"""Guides that come with Equity Lens: one dated file a kind, read once and strictly.

    kind = "activity"                  # the file's own name
    title = "Activities to begin from"
    reviewed = 2026-11-25
    source = "..."
    caution = "..."                    # or left out
    editable = ["what", "first_step"]  # beside the title, what an editor may change
    free = true                        # an entry may be written from nothing; else from another
    fixed = true                       # parts of one rule: none may be added or taken out of use
    labels = { what = "What it is" }   # names of fields, where the key is not plain enough
    choices = { form = { tool = "Tool" } }  # the values of a field, where they are keys with names

    [[entries]]
    key = "..."
    title = "..."
    fits = ["acute"]                   # sectors; empty or left out: all
    about = ["outpatients"]            # kinds of material, of which one must concern the trust
    what = "..."                       # and any further fields

What stands in the wrong place stops the platform: a guide that quietly disappears helps nobody.
"""

import datetime as dt
import hashlib
import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from equity_lens.errors import EquityLensError
from equity_lens.language.terms import Term, terms
from equity_lens.measures.material import material
from equity_lens_web.accounts.models import Organisation

NEEDED = ("kind", "title", "reviewed", "source")
KNOWN = {*NEEDED, "caution", "editable", "labels", "choices", "free", "fixed", "entries"}
OF_AN_ENTRY = {"key", "title", "fits", "about", "source", "caution", "version", "changed_on"}
SECTORS = {value for value in Organisation.Sector.values if value}
OWN = "own-"  # how the key of an organisation's own entry begins


class GuideRefused(EquityLensError):
    """A guide cannot be used, or changed as asked."""


@dataclass(frozen=True, slots=True)
class Shipped:
    """One entry as it comes with Equity Lens."""

    key: str
    title: str
    fields: dict[str, Any]
    source: str
    caution: str
    fits: tuple[str, ...]
    version: int
    changed_on: dt.date
    about: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """What tells one text of this entry from another."""
        text = json.dumps([self.title, self.fields], default=str, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of guide: what it is, where it comes from, what may be changed, its entries."""

    kind: str
    title: str
    reviewed: dt.date
    source: str
    caution: str
    editable: tuple[str, ...]
    labels: dict[str, str]
    choices: dict[str, dict[str, str]]
    is_free: bool
    is_fixed: bool
    entries: dict[str, Shipped]

    def label(self, field: str) -> str:
        """A field's name in words."""
        return self.labels.get(field) or field.replace("_", " ").capitalize()

    def type_of(self, field: str) -> type:
        """What a field holds: text, a list of texts, a whole number or a date."""
        values = (entry.fields.get(field) for entry in self.entries.values())
        return type(next((value for value in values if value is not None), ""))


@cache
def kinds() -> dict[str, Kind]:
    """Every kind of guide, by its key; the glossary is that of the library.

    >>> kinds()["glossary"].entries["vcse"].fields["short"]
    'VCSE'
    """
    folder = files("equity_lens_web.guidance").joinpath("data")
    names = sorted(each.name for each in folder.iterdir() if each.name.endswith(".toml"))
    found = [read(folder.joinpath(name).read_text("utf-8"), name) for name in names]
    return {kind.kind: kind for kind in (*found, _glossary())}


def read(text: str, name: str) -> Kind:
    """A file of guides.

    Raises GuideRefused with every fault that it has.
    """
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise GuideRefused(f"{name} is not valid TOML: {error}.", remedy="Put it right.") from error
    if faults := list(_faults(said, name.removesuffix(".toml"))):
        remedy = "Put it right, and start again."
        raise GuideRefused(f"{name} cannot be used:", faults=faults, remedy=remedy)
    return Kind(
        kind=said["kind"],
        title=said["title"],
        reviewed=said["reviewed"],
        source=said["source"],
        caution=said.get("caution", ""),
        editable=tuple(said.get("editable", ())),
        labels=said.get("labels", {}),
        choices=said.get("choices", {}),
        is_free=said.get("free", False),
        is_fixed=said.get("fixed", False),
        entries={each["key"]: _entry(each, said) for each in said.get("entries", ())},
    )


def _entry(each: dict[str, Any], said: dict[str, Any]) -> Shipped:
    return Shipped(
        key=each["key"],
        title=each["title"],
        fields={key: value for key, value in each.items() if key not in OF_AN_ENTRY},
        source=each.get("source", said["source"]),
        caution=each.get("caution", said.get("caution", "")),
        fits=tuple(each.get("fits", ())),
        version=each.get("version", 1),
        changed_on=each.get("changed_on", said["reviewed"]),
        about=tuple(each.get("about", ())),
    )


def _faults(said: dict[str, Any], name: str) -> Iterator[str]:
    for key in sorted(set(said) - KNOWN):
        yield f"“{key}” is not expected at the top."
    for key in NEEDED:
        if not said.get(key):
            yield f"“{key}” is missing at the top."
    if said.get("kind") != name:
        yield "“kind” must be the file's own name."
    seen: set[str] = set()
    there: set[str] = set()
    for number, entry in enumerate(said.get("entries", ()), start=1):
        key = entry.get("key", "")
        if not key or not entry.get("title"):
            yield f"Entry {number} needs a key and a title."
        if key in seen:
            yield f"Two entries have the key “{key}”."
        if key.startswith(OWN):
            yield f"“{key}”: keys that begin with “{OWN}” belong to organisations."
        for sector in sorted(set(entry.get("fits", ())) - SECTORS):
            yield f"“{key}” fits a sector that there is not: “{sector}”."
        for about in sorted(set(entry.get("about", ())) - set(material())):
            yield f"“{key}” is about a kind of material that there is not: “{about}”."
        for field, names in said.get("choices", {}).items():
            chosen = entry.get(field, [])
            for value in [chosen] if isinstance(chosen, str) else chosen:
                if value not in names:
                    yield f"“{key}” has a value of “{field}” that there is not: “{value}”."
        seen.add(key)
        there |= set(entry)
    for field in sorted(set(said.get("editable", ())) - there):
        yield f"“{field}” may be changed, but no entry has it."


def _glossary() -> Kind:
    """The terms of the library, as a kind of guide."""
    known = terms()
    return Kind(
        kind="glossary",
        title="Words in plain English",
        reviewed=max(term.reviewed_on for term in known.values()),
        source="Terms of Equity Lens, in our own words",
        caution="",
        editable=("short", "also", "meaning", "say"),
        labels={
            "short": "Abbreviation",
            "also": "Other names of it",
            "meaning": "What it means",
            "say": "What to say",
        },
        choices={},
        is_free=True,
        is_fixed=False,
        entries={term.id: _term(term) for term in known.values()},
    )


def _term(term: Term) -> Shipped:
    return Shipped(
        key=term.id,
        title=term.term,
        fields={
            "short": term.short,
            "also": list(term.also),
            "meaning": term.meaning,
            "say": term.say,
            "avoid": [
                {"words": list(rule.words), "why": rule.why, "instead": rule.instead}
                for rule in term.avoid
            ],
            "to_be_checked": term.to_be_checked,
        },
        source=term.source or "Terms of Equity Lens, in our own words",
        caution="",
        fits=(),
        version=1,
        changed_on=term.reviewed_on,
        about=term.about,
    )
