"""The standards that a board reads first: declared as data, measured by us or not."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from equity_lens.measures.load import library
from equity_lens.measures.material import material_of


@dataclass(frozen=True, slots=True)
class HeadlineStandard:
    """One line of the performance page.

    ``measure`` is the id of the measure that gives it, or "" where there is none yet; then
    ``not_measured`` says why, and ``material`` what kind it is of; a measure says so itself.
    """

    key: str
    title: str
    source: str
    measure: str = ""
    not_measured: str = ""
    material: str = ""

    def is_for(self, shown: frozenset[str]) -> bool:
        """Whether a trust that sees these kinds of material reads it."""
        of = material_of(library()[self.measure]) if self.measure else self.material
        return not of or of in shown


@cache
def headline_standards() -> tuple[HeadlineStandard, ...]:
    """Every headline standard, in the order in which a board reads them.

    >>> headline_standards()[0].measure
    'waiting-within-18-weeks'
    """
    text = files("equity_lens.measures").joinpath("data/headline_standards.toml").read_text("utf-8")
    return tuple(HeadlineStandard(**entry) for entry in tomllib.loads(text)["standards"])
