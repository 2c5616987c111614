"""Which numbers may not be shown: dated rules, as data."""

import datetime as dt
import tomllib
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from equity_lens.errors import MeasureInvalid

DEFAULT = "hes"


@dataclass(frozen=True)
class Policy:
    """A disclosure policy.

    Counts from 1 to ``suppress_to`` are withheld, and nought is shown; all other counts are
    rounded to the nearest ``round_to`` (1 leaves them as they are). With ``complementary``,
    further counts are withheld until no sum that a reader can make leaves fewer than
    ``possible_values`` values for a small count; with ``together``, until all sums taken together
    leave more than one, which takes a tenth of a second or more for each organisation and period.
    With ``complements``, a count is withheld
    too where the people without the event number 1 to ``suppress_to``. ``reason`` stands beside
    every figure that is withheld. ``passes_through`` is for counts that their publisher protected.
    """

    id: str
    title: str
    from_on: dt.date
    source: str
    described: str
    suppress_to: int
    round_to: int
    complementary: bool
    possible_values: int
    together: bool
    complements: bool
    passes_through: bool
    reason: str

    @property
    def rounding_reach(self) -> int:
        """How far a rounded count may lie from the true one: 2 for the nearest 5."""
        return self.round_to // 2


@cache
def policy(name: str | Path = DEFAULT) -> Policy:
    """A policy by its name ("hes", "ohid", "local", "published"), or from a TOML file.

    Raises
    ------
    MeasureInvalid
        There is no such policy, or a file does not say all that a policy must, or says what
        cannot be.

    Examples
    --------
    >>> policy("hes").suppress_to, policy("hes").round_to
    (7, 5)
    """
    named = sorted(each.name.removesuffix(".toml") for each in _folder().iterdir())
    if str(name) in named:
        text = (_folder() / f"{name}.toml").read_text("utf-8")
    elif Path(name).suffix == ".toml" and Path(name).is_file():
        text = Path(name).read_text("utf-8")
    else:
        raise MeasureInvalid(
            f'There is no disclosure policy "{name}".',
            remedy=f"Use one of {', '.join(named)}, or the path of a TOML file of your own.",
        )
    return _read(str(name), text)


def _folder() -> Traversable:
    return files("equity_lens.disclosure").joinpath("data")


def _read(name: str, text: str) -> Policy:
    try:
        given: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise MeasureInvalid(
            f"The disclosure policy {name} is not a TOML file: {fault}.",
            remedy="Copy one of the policies that come with Equity Lens, and change it.",
        ) from fault
    wanted = {field.name: field.type for field in fields(Policy)}
    faults = [f"`{key}` is not part of a policy" for key in given if key not in wanted]
    faults += [f"`{key}` is missing" for key in wanted if key not in given]
    faults += [
        f"`{key}` is not of the right kind ({kind.__name__} is expected)"
        for key, kind in wanted.items()
        if key in given and isinstance(kind, type) and type(given[key]) is not kind
    ]
    if not faults:
        faults = _impossible(Policy(**given))
    if faults:
        raise MeasureInvalid(
            f"The disclosure policy {name} cannot be carried out:",
            faults=faults,
            remedy="Copy one of the policies that come with Equity Lens, and change it.",
        )
    return Policy(**given)


def _impossible(policy: Policy) -> list[str]:
    faults = []
    if policy.suppress_to < 0:
        faults.append("`suppress_to` is negative")
    if policy.round_to < 1 or policy.round_to % 2 == 0:
        faults.append("`round_to` must be odd, 1 or more: an even step has no nearest multiple")
    if not 1 <= policy.possible_values <= max(policy.suppress_to, 1):
        faults.append("`possible_values` must lie between 1 and `suppress_to`")
    return faults
