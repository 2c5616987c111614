"""A plain phrase as a pattern that finds it in a text, however it is hyphenated or spaced."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from equity_lens.language.inflection import forms

BETWEEN = r"[\s\-‐‑]+"
APOSTROPHE = "['’]"
SENTENCE_END = re.compile(r"[.!?](?=\s|$)|\n")
LONGEST_BEFORE = 40  # letters before a phrase in which words of ``not_after`` are looked for


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase that can be looked for.

    ``not_after`` are words that, standing before, excuse it; so does it that ``near`` is not found
    in the same sentence.
    """

    words: str
    pattern: re.Pattern[str]
    not_after: tuple[str, ...] = ()
    near: re.Pattern[str] | None = None

    def found_in(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the phrase begins and ends, each time that nothing before it excuses it."""
        for match in self.pattern.finditer(text):
            before = text[max(0, match.start() - LONGEST_BEFORE) : match.start()]
            if not self._is_excused(before) and self._is_near(text, match.start()):
                yield match.span()

    def _is_excused(self, before: str) -> bool:
        said = re.sub(BETWEEN, " ", before.lower()).rstrip()
        return any(
            said == words or said.endswith((f" {words}", f"({words}")) for words in self.not_after
        )

    def _is_near(self, text: str, at: int) -> bool:
        if self.near is None:
            return True
        start = max((end.end() for end in SENTENCE_END.finditer(text, 0, at)), default=0)
        following = SENTENCE_END.search(text, at)
        return bool(self.near.search(text, start, following.start() if following else len(text)))


def phrase(
    words: str,
    *,
    lists: Mapping[str, Collection[str]] | None = None,
    not_before: Collection[str] = (),
    not_after: Collection[str] = (),
    near: Collection[str] = (),
) -> Phrase:
    """A phrase made ready for looking.

    Parameters
    ----------
    words
        Plain words. A space stands for a hyphen too, the last word may be in the plural, and a
        name in braces stands for any word of that list. Capitals matter only in a word that is
        all capitals.
    lists
        The words that each name in braces stands for.
    not_before, not_after
        Words that, coming next or just before, excuse the phrase.
    near
        Words of which the sentence must hold one, in either number; none where it need not.

    Examples
    --------
    >>> found = phrase("hard to reach", not_after=("service is",)).found_in
    >>> list(found("Hard-to-reach groups")), list(found("The service is hard to reach"))
    ([(0, 13)], [])
    >>> people = {"people": ("patients", "families")}
    >>> list(phrase("{people} failed", lists=people).found_in("Two families failed."))
    [(4, 19)]
    """
    parts = words.split(" ")
    last = len(parts) - 1
    joined = BETWEEN.join(_word(part, lists or {}, at == last) for at, part in enumerate(parts))
    # A letter, a digit or a hyphenated word on either side makes it another word.
    pattern = rf"(?<![\w])(?:{joined})(?!\w)"
    if not_before:
        after = "|".join(BETWEEN.join(map(re.escape, each.split(" "))) for each in not_before)
        pattern += rf"(?!{BETWEEN}(?i:{after})(?!\w))"
    close = "|".join(BETWEEN.join(_word(w, {}, True) for w in each.split(" ")) for each in near)
    return Phrase(
        words,
        re.compile(pattern),
        tuple(each.lower() for each in not_after),
        re.compile(rf"(?<!\w)(?:{close})(?!\w)") if near else None,
    )


def _word(word: str, lists: Mapping[str, Collection[str]], is_last: bool) -> str:
    if word.startswith("{"):
        return f"(?:{'|'.join(_listed(each) for each in lists[word.strip('{}')])})"
    if word.isupper() and len(word) > 1:
        return _letters(word)
    # Longest first, so that the plural is taken whole.
    options = sorted(forms(word) if is_last else (word,), key=len, reverse=True)
    return f"(?i:{'|'.join(map(_letters, options))})"


def _listed(words: str) -> str:
    """One entry of a list, which may be of several words and in either number."""
    *before, last = words.split(" ")
    return BETWEEN.join([*(_word(each, {}, False) for each in before), _word(last, {}, True)])


def _letters(word: str) -> str:
    return re.sub(r"['’]", APOSTROPHE, re.escape(word)).replace(r"\-", BETWEEN)
