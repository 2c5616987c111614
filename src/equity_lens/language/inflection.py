"""Singular and plural, and the stem that the forms of a word share: enough to find a term."""

import re

ENDINGS = (
    "ities",
    "ity",
    "ations",
    "ation",
    "ingly",
    "ings",
    "ing",
    "ied",
    "ies",
    "edly",
    "ed",
    "es",
    "s",
)
SIBILANT = re.compile(r"(?:s|x|z|ch|sh)$")


def forms(word: str) -> tuple[str, ...]:
    """A word and its plural, in small letters; a word that is a plural already has no other form.

    >>> forms("gap"), forms("inequality"), forms("box"), forms("people")
    (('gap', 'gaps'), ('inequality', 'inequalities'), ('box', 'boxes'), ('people', 'peoples'))
    >>> forms("clinics")
    ('clinics',)
    """
    small = word.lower()
    if small.endswith("s") and not small.endswith("ss"):
        return (small,)
    if re.search(r"[^aeiou]y$", small):
        return small, f"{small[:-1]}ies"
    return small, f"{small}es" if SIBILANT.search(small) else f"{small}s"


def stem(word: str) -> str:
    """What the forms of one word have in common; never shorter than three letters.

    A stem is for comparing and not for reading: "inequ" is no word.

    >>> stem("attending") == stem("attends") == stem("attended")
    True
    >>> stem("inequality") == stem("inequalities"), stem("co-produced") == stem("co-producing")
    (True, True)
    """
    small = word.lower().replace("’", "'").removesuffix("'s")
    for ending in ENDINGS:
        if small.endswith(ending) and len(small) - len(ending) >= 3:
            small = small[: -len(ending)]
            break
    return re.sub(r"(?:al|y|e|i)$", "", small) if len(small) > 4 else small


def stems(text: str) -> tuple[str, ...]:
    """The stem of each word, with a hyphen read as a space.

    >>> stems("Slope-index of inequalities")
    ('slop', 'index', 'of', 'inequ')
    """
    return tuple(stem(word) for word in re.findall(r"[\w'’]+", text))
