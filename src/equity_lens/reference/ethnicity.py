"""Ethnic category, as files record it: national codes, old HES codes and words.

The national code is two characters, of which the second is for local use. "Z" (asked, not stated)
and "99" (not known) are different facts. The codes and words are data (``data/ethnicity.toml``).
"""

import tomllib
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Any

_LOCAL = " ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789*"
_JOINS = ("{} - {}", "{}: {}", "{} {}", "{}-{}", "{} – {}", "{}, {}", "{} ({})")


@cache
def _declared() -> dict[str, Any]:
    text = files("equity_lens.reference").joinpath("data/ethnicity.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def _texts() -> dict[str, str]:
    """Every whole text, with each way of joining a group to its part."""
    spelt: dict[str, str] = {}
    for key, texts in _declared()["texts"].items():
        for text in texts:
            group, joined, part = text.partition(" - ")
            ways = (join.format(group, part) for join in _JOINS) if joined else (text,)
            spelt.update(dict.fromkeys(ways, key))
    return spelt


@cache
def _synonyms() -> dict[str, str]:
    national, legacy = _declared()["national"], _declared()["legacy"]
    codes = {
        (first + second).strip(): key for (first, key), second in product(national.items(), _LOCAL)
    }
    code_of = {key: first for first, key in national.items()} | {"not_known": "99"}
    labelled = {
        join.format(code_of[key], text): key
        for text, key in _texts().items()
        if text and key in code_of
        for join in _JOINS[:3]
    }
    return codes | labelled | legacy | _texts()


def synonyms() -> dict[str, str]:
    """Every recognised text, in upper case and without outer spaces, and its subgroup key.

    Keys are those of ``ETHNIC_CATEGORY``. National codes are listed with each local second
    character. A text that is not here should be counted as a warning and treated as "not_known".

    >>> found = synonyms()
    >>> found["J"], found["J2"], found["5"], found["ASIAN OR ASIAN BRITISH - PAKISTANI"]
    ('J', 'J', 'J', 'J')
    >>> found["Z"], found["99"], found["X"], found[""], found["0"]
    ('not_stated', 'not_known', 'not_known', 'not_known', 'legacy_white')
    """
    return dict(_synonyms())


def national_code(text: str) -> str | None:
    """The national code in a recorded ethnic category: A to S, Z or 99, or None if there is none.

    Case and outer spaces do not matter; the local second character is dropped. Old HES codes and
    words have no national code of their own: use ``synonyms`` for those.

    >>> national_code("a1"), national_code("Z "), national_code("99"), national_code("5")
    ('A', 'Z', '99', None)
    """
    tidy = text.strip().upper()
    if tidy == "99":
        return "99"
    if tidy in _declared()["texts"]["not_known"] or tidy in _declared()["texts"]["not_stated"]:
        return None
    is_code = len(tidy) in (1, 2) and tidy[0] in _declared()["national"]
    return tidy[0] if is_code and set(tidy[1:]) <= set(_LOCAL) else None
