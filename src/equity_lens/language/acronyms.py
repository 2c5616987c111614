"""Abbreviations in capitals that a text never spells out."""

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from importlib.resources import files

from equity_lens.language.remark import Remark, RemarkKind
from equity_lens.language.terms import terms
from equity_lens.language.wording import finished, opened

# An edition ("IMD 2025") and a part of a longer name ("SHA-256") are names, and not abbreviations.
CAPITALS = re.compile(r"(?<![\w&/.-])[A-Z](?:[A-Z]|&(?=[A-Z])){1,6}s?(?![\w&]| \d{4}\b|-[A-Z\d])")
MOSTLY = 0.6  # a line with more capitals than this is a heading, and not abbreviations
WHY = "Readers who do not know these letters are left out."


def acronyms_in(text: str, known: Collection[str] = ()) -> Iterator[Remark]:
    """The first place of each abbreviation that is neither well known nor spelt out in the text.

    ``known`` are further ones that the readers of this text know.

    >>> [each.what for each in acronyms_in("The ICB met. The NHS and the ICB agreed.")]
    ['ICB']
    >>> list(acronyms_in("The integrated care board (ICB) met, and the ICB agreed."))
    []
    """
    allowed, short_for = _bundled()
    seen = {*allowed, *known}
    for match in CAPITALS.finditer(text):
        letters = match[0].removesuffix("s")
        if letters in seen or _is_shouted(text, match.start()):
            continue
        seen.add(letters)
        full = short_for.get(letters, "")
        if _is_spelt_out(text, letters, full):
            continue
        suggestion = f"Write “{full} ({letters})” the first time." if full else (
            f"Write out what {letters} stands for the first time."
        )  # fmt: skip
        yield Remark(*match.span(), RemarkKind.ACRONYM, letters, WHY, suggestion)


def _is_spelt_out(text: str, letters: str, full: str) -> bool:
    if full and full.lower() in text.lower():
        return True
    either = re.escape(letters)
    return bool(re.search(rf"\w\s+\({either}s?\)|\b{either}s?\s+\((?:[Tt]he\s+)?\w+[\s-]\w", text))


def _is_shouted(text: str, at: int) -> bool:
    line = text[text.rfind("\n", 0, at) + 1 : (text + "\n").find("\n", at)]
    letters = [each for each in line if each.isalpha()]
    capitals = sum(each.isupper() for each in letters)
    return len(line.split()) > 2 and capitals > MOSTLY * len(letters)


@cache
def _bundled() -> tuple[frozenset[str], Mapping[str, str]]:
    text = files("equity_lens.language").joinpath("data/acronyms.toml").read_text("utf-8")
    file = opened(text, "acronyms.toml", [])
    file.day("reviewed_on")
    known, table = frozenset(file.texts("known")), file.table("short_for")
    short_for = {} if table is None else {key: table.text(key) for key in table.values}
    finished(file, "acronyms.toml")
    return known, short_for | {term.short: term.term for term in terms().values() if term.short}
