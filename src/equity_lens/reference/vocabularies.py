"""The subgroups that people are compared by, and how fine ones add to coarse ones.

The words and the sums are data (``data/vocabularies.toml``). Deprivation is listed most deprived
first. Whoever is "not stated" was asked and did not say; whoever is "not known" was not asked, or
the answer was not recorded: two facts, two subgroups.
"""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from equity_lens.reference.vocabulary import Subgroup, Vocabulary


@cache
def _declared() -> dict[str, Any]:
    text = files("equity_lens.reference").joinpath("data/vocabularies.toml").read_text("utf-8")
    return tomllib.loads(text)


def _vocabulary(dimension: str) -> Vocabulary:
    lines = _declared()[dimension]["subgroups"]
    subgroups = (Subgroup(line["key"], line["label"], line.get("known", True)) for line in lines)
    return Vocabulary(dimension, tuple(subgroups))


IMD_DECILE = _vocabulary("imd_decile")
IMD_QUINTILE = _vocabulary("imd_quintile")
IMD_QUINTILE_LOCAL = _vocabulary("imd_quintile_local")
AREA_STATE = _vocabulary("area_state")
ETHNIC_CATEGORY = _vocabulary("ethnic_category")
ETHNIC_GROUP = _vocabulary("ethnic_group")
ETHNIC_GROUP_BROAD = _vocabulary("ethnic_group_broad")
SEX = _vocabulary("sex")
AGE_BAND5 = _vocabulary("age_band5")
AGE_BAND = _vocabulary("age_band")
YES_NO = _vocabulary("yes_no")


def vocabulary(dimension: str) -> Vocabulary:
    """The vocabulary of one dimension, by its key.

    Raises ``KeyError`` for a dimension whose subgroups come from the extract (specialty, site).

    >>> [subgroup.key for subgroup in vocabulary("imd_quintile").subgroups][:5]
    ['1', '2', '3', '4', '5']
    """
    return _vocabulary(dimension)


def roll_up(from_dimension: str, to_dimension: str) -> dict[str, str]:
    """Which coarse subgroup each fine subgroup adds to.

    Declared for ``imd_decile`` to ``imd_quintile``, ``ethnic_category`` to ``ethnic_group`` and to
    ``ethnic_group_broad``, ``age_band5`` to ``age_band``, and ``area_state`` to ``imd_decile``
    (every state but "linked", whose decile is its area's). A state in which identity is missing
    adds to the like state of the coarse dimension.

    Raises
    ------
    KeyError
        The one dimension does not add to the other.

    Examples
    --------
    >>> roll_up("imd_decile", "imd_quintile")["3"]
    '2'
    >>> roll_up("ethnic_category", "ethnic_group")["R"]
    'other'
    """
    lines = _declared()[from_dimension]["subgroups"]
    sums = {line["key"]: line[to_dimension] for line in lines if to_dimension in line}
    if not sums:
        raise KeyError(f"{from_dimension} does not add to {to_dimension}")
    return sums
