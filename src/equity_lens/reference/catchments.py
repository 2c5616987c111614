"""The area that a trust is taken to serve, in words."""

from functools import cache

import pyarrow.compute as pc

from equity_lens.reference.areas import area_table, default_edition, local_authorities_of_icb
from equity_lens.reference.names import area_names

NAMED_SINGLY = 8


@cache
def catchment_name(authorities: frozenset[str]) -> str:
    """Local authorities by name, or by the integrated care board that they make up.

    Parameters
    ----------
    authorities
        ONS codes of local authorities of April 2024. A code without a name stands for itself.

    Examples
    --------
    >>> catchment_name(frozenset({"E08000035", "E08000032"}))
    'Bradford and Leeds'
    >>> catchment_name(local_authorities_of_icb("QWO"))
    'the local authorities of NHS West Yorkshire Integrated Care Board'
    """
    names = area_names()
    for board in _boards_of(min(authorities, default="")) if len(authorities) > 1 else ():
        if authorities == local_authorities_of_icb(board):
            return f"the local authorities of {names[board]}"
    listed = sorted(names.get(code, code) for code in authorities)
    if len(listed) > NAMED_SINGLY:
        return f"{len(listed)} local authorities: {_in_words(listed)}"
    return _in_words(listed)


def _boards_of(authority: str) -> list[str]:
    """Integrated care boards, by ODS code, in which some of an authority lies."""
    table = area_table(default_edition())
    here = table.filter(pc.equal(table["local_authority"], authority))
    return sorted(pc.unique(here["icb"]).to_pylist())


def _in_words(names: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1]))) if names else ""
