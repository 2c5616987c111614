"""The glossary by letter, and what a search found."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from equity_lens.language.terms import Term


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter with its terms."""

    letter: str
    terms: list[Term]


def by_letter(terms: Iterable[Term]) -> list[Letter]:
    """Terms in the order of the alphabet; what begins with a figure comes first."""
    in_order = sorted(terms, key=lambda each: (_letter(each) != "0 to 9", each.term.lower()))
    return [Letter(letter, list(found)) for letter, found in groupby(in_order, key=_letter)]


def _letter(term: Term) -> str:
    first = term.term[0].upper()
    return first if first.isalpha() else "0 to 9"
