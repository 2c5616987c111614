"""The area that an organisation is taken to serve."""

from dataclasses import dataclass
from functools import cache

from equity_lens.reference import areas, organisations
from equity_lens.reference.catchments import catchment_name
from equity_lens_web.accounts.models import Organisation


@dataclass(frozen=True, slots=True)
class Area:
    """Local authorities by ONS code, their name in words, and the care board that they make up."""

    authorities: frozenset[str]
    name: str
    board: str | None = None


def area_of(organisation: Organisation) -> Area | None:
    """The authorities named in the settings, else those of the trust's integrated care board.

    None where neither is known.
    """
    trust = organisations.trusts().get(organisation.code)
    board = trust.icb_code if trust else ""
    of_board = _of_board(board) if board else frozenset()
    named = frozenset(organisation.local_authorities) or of_board
    if not named:
        return None
    return Area(named, catchment_name(named), board if named == of_board else None)


@cache
def _of_board(board: str) -> frozenset[str]:
    return areas.local_authorities_of_icb(board)
