"""What a cell of a postcode column says, before any file is looked in.

The rules are data (``data/postcodes.toml``) and the patterns below, which read alike in Python and
in DuckDB. States are the keys of ``AREA_STATE``.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

SPACING = (
    "[\t\n\x0b\x0c\r\x1c-\x1f \x85\u00a0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff]+"
)
WHOLE = r"^[A-Z]{1,2}[0-9][0-9A-Z]?[0-9][A-Z]{2}$"
PART = r"^[A-Z]{1,2}[0-9][0-9A-Z]?([0-9][A-Z]?)?$"


@cache
def _declared() -> dict[str, Any]:
    text = files("equity_lens.reference").joinpath("data/postcodes.toml").read_text("utf-8")
    return tomllib.loads(text)


def tidy(text: str | None) -> str:
    """The key by which postcodes are compared: upper case, with every kind of space taken out.

    >>> tidy(" ls1\\u00a03eX "), tidy(None)
    ('LS13EX', '')
    """
    return re.sub(SPACING, "", text or "").upper()


def pseudo_postcodes() -> dict[str, str]:
    """The postcodes that stand for a state and not for a place, and that state.

    >>> pseudo_postcodes()["ZZ993VZ"]
    'no_fixed_abode'
    """
    return dict(_declared()["pseudo"])


def texts() -> dict[str, str]:
    """Words found where a postcode should be, tidied, and the state that is meant.

    >>> texts()[tidy("No fixed abode")], texts()[""]
    ('no_fixed_abode', 'not_known')
    """
    return {text: state for state, found in _declared()["texts"].items() for text in found}


def nations() -> dict[str, str]:
    """Postcode areas (first letters) that lie wholly outside England, and the state of each.

    >>> nations()["BT"], "LS" in nations()
    ('northern_ireland', False)
    """
    return {area: state for state, areas in _declared()["nations"].items() for area in areas}


def state_without_area(text: str | None) -> str:
    """The state of a cell whose postcode is not in the postcode file.

    In this order: a pseudo postcode or a word for one; a whole postcode of another nation; a whole
    postcode that no area matches; part of a postcode; not a postcode.

    >>> [state_without_area(cell) for cell in ("zz99 3vz", "BT7 1NN", "LS1 9ZZ", "LS1", "unclear")]
    ['no_fixed_abode', 'northern_ireland', 'unmatched', 'partial', 'not_a_postcode']
    """
    postcode = tidy(text)
    said = pseudo_postcodes() | texts()
    if postcode in said:
        return said[postcode]
    if re.match(WHOLE, postcode):
        letters = re.match(r"[A-Z]+", postcode)
        return nations().get(letters[0] if letters else "", "unmatched")
    return "partial" if re.match(PART, postcode) else "not_a_postcode"
