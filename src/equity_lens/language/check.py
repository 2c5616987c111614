"""A check of a text for wording that labels, blames, overclaims, ranks, shuts out or identifies."""

from collections.abc import Collection, Iterator, Sequence
from functools import cache

from equity_lens.language.acronyms import acronyms_in
from equity_lens.language.personal import personal_details
from equity_lens.language.remark import Remark, without_overlaps
from equity_lens.language.terms import terms
from equity_lens.language.wording import Rule, wording


def check_language(
    text: str, *, known: Collection[str] = (), rules: Sequence[Rule] = ()
) -> list[Remark]:
    """Advice on the wording of a text, in the order of reading; empty where there is none to give.

    It advises and never forbids: a quotation may keep a person's own words, and a study may show
    a cause.

    Parameters
    ----------
    text
        Plain text of any length.
    known
        Abbreviations that these readers know, beside the usual ones.
    rules
        A trust's own rules (``read_wording``), beside those that come with Equity Lens.

    Returns
    -------
    list of Remark
        Each with its place, what is meant, why, and what to write instead. Of remarks that overlap,
        one about a person comes before one about words, and the longer before the shorter.

    Notes
    -----
    It looks for phrases and knows no grammar, so it can miss blame that is put in other words, and
    can remark on a phrase that is right where it stands. Names are found by title, by a list of
    common given names, and by words that give them away.

    Examples
    --------
    >>> for remark in check_language("Hard to reach patients failed to attend."):
    ...     print(remark.kind, "|", remark.what, "|", remark.suggestion)
    label | Hard to reach | seldom heard, or services that are hard to reach
    blame | failed to attend | did not, or could not; then say what got in the way
    """
    found = [*personal_details(text), *_worded(text, (*rules, *_bundled()))]
    found += acronyms_in(text, known)
    return without_overlaps(found)


def _worded(text: str, rules: Sequence[Rule]) -> Iterator[Remark]:
    for rule in rules:
        for phrase in rule.phrases:
            for start, end in phrase.found_in(text):
                yield Remark(start, end, rule.kind, text[start:end], rule.why, rule.instead)


@cache
def _bundled() -> tuple[Rule, ...]:
    return (*wording(), *(rule for term in terms().values() for rule in term.avoid))
