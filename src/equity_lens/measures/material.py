"""Kinds of material, and which of them fit a kind of trust: declared as data."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from equity_lens.measures.measure import Measure


@dataclass(frozen=True, slots=True)
class Material:
    """One kind of material: what it is, whom it fits, what belongs to it.

    ``fits`` are sectors, and none means all. ``contracts`` are the kinds of file whose measures
    belong here, ``pages`` the pages of evidence that are about it alone, ``first_file`` what a
    trust would bring first.
    """

    key: str
    title: str
    described: str
    source: str
    fits: tuple[str, ...] = ()
    contracts: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    first_file: str = ""

    def is_for(self, sector: str) -> bool:
        """Whether it fits a kind of trust: all do where its sector is not known."""
        return not self.fits or not sector or sector in self.fits


@cache
def material() -> dict[str, Material]:
    """Every kind of material by its key, in the order in which settings offer them.

    >>> material()["emergency-departments"].is_for("ambulance")
    False
    """
    text = files("equity_lens.measures").joinpath("data/material.toml").read_text("utf-8")
    return {entry["key"]: _read(entry) for entry in tomllib.loads(text)["kinds"]}


def _read(entry: dict[str, Any]) -> Material:
    lists = {key: tuple(value) for key, value in entry.items() if isinstance(value, list)}
    return Material(**{**entry, **lists})


def material_that_fits(sector: str, switched: Mapping[str, bool] | None = None) -> frozenset[str]:
    """Kinds that a trust sees: those of its sector, but for what was switched on or off by hand.

    >>> sorted(material_that_fits("ambulance", {"diagnostics": True}))
    ['ambulance-services', 'diagnostics']
    """
    by_hand = switched or {}
    return frozenset(
        key for key, kind in material().items() if by_hand.get(key, kind.is_for(sector))
    )


def material_of(measure: Measure) -> str:
    """The kind that a measure belongs to, or "" where it belongs to none and fits everybody."""
    return measure.material or _of_contract().get(measure.contract, "")


def contract_fits(contract: str, shown: frozenset[str]) -> bool:
    """Whether files of a contract concern a trust that sees these kinds.

    >>> contract_fits("counts_table", frozenset())
    True
    """
    of = _of_contract().get(contract, "")
    return not of or of in shown


def measure_fits(measure: Measure, shown: frozenset[str]) -> bool:
    """Whether a measure concerns a trust that sees these kinds."""
    of = material_of(measure)
    return not of or of in shown


def page_fits(page: str, shown: frozenset[str]) -> bool:
    """Whether a page of evidence is about something that a trust sees.

    >>> page_fits("findings", frozenset()), page_fits("waiting-list", frozenset())
    (True, False)
    """
    about = {key for key, kind in material().items() if page in kind.pages}
    return not about or bool(about & shown)


@cache
def _of_contract() -> dict[str, str]:
    return {contract: key for key, kind in material().items() for contract in kind.contracts}
