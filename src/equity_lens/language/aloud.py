"""How many words a text has when it is spoken, its figures too."""

import re

FIGURE = re.compile(r"([£−-]?)(\d[\d,]*)(?:\.(\d+))?(%?)")


def spoken_words(text: str) -> int:
    """Words as they are said aloud.

    >>> spoken_words("about 1,130 fewer"), spoken_words("13.6%"), spoken_words("a gap of 9 points")
    (8, 5, 5)
    """
    return sum(_spoken(word) for word in text.split() if re.search(r"\w", word))


def _spoken(word: str) -> int:
    figures = list(FIGURE.finditer(word))
    if not figures:
        return 1
    said = 0
    for figure in figures:
        sign, whole, decimals, percent = figure.groups()
        said += words_of_a_number(int(whole.replace(",", "")))
        said += bool(sign) + (1 + len(decimals) if decimals else 0) + 2 * bool(percent)
    return said


def words_of_a_number(number: int) -> int:
    """How many words a whole number below a thousand million has, said in British English.

    >>> [words_of_a_number(number) for number in (7, 95, 120, 1_130, 9_100, 100_001)]
    [1, 2, 4, 6, 4, 5]
    """
    if number < 20:
        return 1
    if number < 100:
        return 1 + bool(number % 10)
    if number < 1_000:
        rest = number % 100
        return 2 + (1 + words_of_a_number(rest) if rest else 0)
    for size in (1_000_000, 1_000):
        if number >= size:
            rest = number % size
            linked = int(0 < rest < 100)
            return (
                words_of_a_number(number // size)
                + 1
                + (linked + words_of_a_number(rest) if rest else 0)
            )
    raise AssertionError("unreachable")
