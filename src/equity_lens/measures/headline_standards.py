"""The standards that a board reads first: declared as data, measured by us or not."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class HeadlineStandard:
    """One line of the performance page.

    ``measure`` is the id of the measure that gives it, or "" where there is none yet; then
    ``not_measured`` says why. ``sectors`` are the kinds of trust it is for; none means all.
    """

    key: str
    title: str
    source: str
    measure: str = ""
    not_measured: str = ""
    sectors: tuple[str, ...] = ()

    def is_for(self, sector: str) -> bool:
        """Whether a kind of trust reads it: all do where no sector is named, or it is not known."""
        return not self.sectors or not sector or sector in self.sectors


@cache
def headline_standards() -> tuple[HeadlineStandard, ...]:
    """Every headline standard, in the order in which a board reads them.

    >>> headline_standards()[0].measure
    'waiting-within-18-weeks'
    """
    text = files("equity_lens.measures").joinpath("data/headline_standards.toml").read_text("utf-8")
    return tuple(
        HeadlineStandard(**{**entry, "sectors": tuple(entry["sectors"])})
        for entry in tomllib.loads(text)["standards"]
    )
