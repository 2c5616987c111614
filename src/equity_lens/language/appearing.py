"""Where terms appear in a text, so that a page can say what each means at that place."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from equity_lens.language.phrases import Phrase, phrase
from equity_lens.language.terms import Term, terms


@dataclass(frozen=True, slots=True)
class Appearance:
    """One term at one place: ``text[start:end]`` is how it is written there."""

    start: int
    end: int
    term: Term


def terms_in(
    text: str, *, first_only: bool = False, among: Mapping[str, Term] | None = None
) -> tuple[Appearance, ...]:
    """Every term that a text uses, in the order of reading; a longer name hides a shorter in it.

    ``first_only`` leaves out the second and later places of each term: one explanation is enough.
    Wording that is advised against is no term: ``check_language`` finds that.

    >>> [found.term.id for found in terms_in("The slope index is a gap; the gaps differ.")]
    ['slope-index', 'gap', 'gap']
    >>> len(terms_in("A gap is a gap.", first_only=True))
    1
    """
    looked_for = _bundled() if among is None else _phrases(among)
    # Longest first: whoever comes later may only take what is still free.
    found = sorted(
        (
            Appearance(start, end, term)
            for term, each in looked_for
            for start, end in each.found_in(text)
        ),
        key=lambda one: (one.start - one.end, one.start),
    )
    taken: list[Appearance] = []
    for one in found:
        if all(one.end <= other.start or other.end <= one.start for other in taken):
            taken.append(one)
    in_order = sorted(taken, key=lambda one: one.start)
    if not first_only:
        return tuple(in_order)
    first: dict[str, Appearance] = {}
    for one in in_order:
        first.setdefault(one.term.id, one)
    return tuple(first.values())


@cache
def _bundled() -> tuple[tuple[Term, Phrase], ...]:
    return _phrases(terms())


def _phrases(among: Mapping[str, Term]) -> tuple[tuple[Term, Phrase], ...]:
    return tuple((term, phrase(name)) for term in among.values() for name in term.names)
