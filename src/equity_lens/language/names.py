"""Likely names of people in free text.

A title, a common given name or a word such as "my neighbour" gives a name away. No list of names is
whole, so a name can be missed; and a place named after a person can be taken for one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from equity_lens.language.remark import Remark, RemarkKind, without_overlaps
from equity_lens.language.wording import finished, opened

WORD = r"[A-Z][a-zà-ÿ]+(?:[A-Z][a-zà-ÿ]+)?(?:[-'’][A-Z][a-zà-ÿ]+)*"
RUN = re.compile(rf"(?<![\w'’-]){WORD}(?: (?:[A-Z]\.? )?{WORD}){{0,4}}(?![\w])")
CLINICAL = ("Dr", "Doctor", "Prof", "Professor", "Sister", "Nurse", "Matron", "Midwife")
OTHER = ("Mr", "Mrs", "Ms", "Miss", "Mx", "Sir", "Dame", "Rev", "Reverend", "Imam", "Cllr")
TITLED = re.compile(
    rf"(?<![\w-])({'|'.join(CLINICAL + OTHER)})\.? ((?:[A-Z]\.? )?{WORD}(?: {WORD})?)(?!\w)"
)
ROLES = frozenset(
    {
        *("Associate", "Consultant", "Director", "Lead", "Led", "Manager", "Of", "Practitioner"),
        *("Specialist", "Team", "Training", "Union", "Who", "Called", "Foster"),
    }
)
GIVEN_AWAY = re.compile(
    r"\b(?i:name (?:is|was)|(?:woman|man|lady|gentleman|boy|girl|person|"
    r"nurse|doctor|patient|someone|somebody) (?:called|named)|(?:my|her|his|their) (?:neighbour|"
    rf"husband|wife|partner|son|daughter|mum|mother|dad|father|sister|brother|friend|cousin),?) ({WORD}"
    rf"(?: {WORD})?)(?!\w)"
)
WHY_NAMED = "It singles out one person where the process is what can be changed."
NAME_THE_TEAM = "Name the role, the team or the step."
WHY = "It may tell readers who somebody is."
TAKE_OUT = "Take the name out, or write “a person”, “a nurse”, “a partner”."


@dataclass(frozen=True, slots=True)
class Names:
    """Given names, and the words that make a capital word a place or a body."""

    given: frozenset[str]
    ambiguous: frozenset[str]
    bodies: frozenset[str]
    before_a_body: frozenset[str]
    not_people: tuple[str, ...]


def names_in(text: str) -> list[Remark]:
    """Likely names, in the order of reading; a clinician's by title is a kind of its own.

    >>> [(each.kind.value, each.what) for each in names_in("We asked Dr Okafor.")]
    [('named clinician', 'a clinician’s name')]
    >>> names_in("St Thomas Hospital and George Street Clinic")
    []
    """
    return without_overlaps((*_titled(text), *_given_away(text), *_given(text)))


def _titled(text: str) -> Iterator[Remark]:
    for match in TITLED.finditer(text):
        words = match[2].split(" ")
        if words[0] in ROLES or _is_body(text, match.end(), words):
            continue
        if match[1] in CLINICAL:
            kind, what = RemarkKind.NAMED, "a clinician’s name"
            yield Remark(*match.span(), kind, what, WHY_NAMED, NAME_THE_TEAM)
        else:
            yield _personal(*match.span())


def _given_away(text: str) -> Iterator[Remark]:
    for match in GIVEN_AWAY.finditer(text):
        if not _is_body(text, match.end(), match[1].split(" ")):
            yield _personal(*match.span(1))


def _given(text: str) -> Iterator[Remark]:
    """A run of capital words that holds a given name, from that name on."""
    names = bundled()
    for run in RUN.finditer(text):
        words = [(found[0], found.start(), found.end()) for found in re.finditer(r"\S+", run[0])]
        if _is_body(text, run.end(), [word for word, *_ in words]):
            continue
        if any(person in run[0] for person in names.not_people):
            continue
        if _follows_a_saint(text, run.start()):
            continue
        for at, (word, start, _) in enumerate(words):
            bare = re.sub(r"['’]s$", "", word)
            has_surname = at + 1 < len(words)
            if bare in names.given or (bare in names.ambiguous and has_surname):
                _, _, end = words[min(at + 2, len(words) - 1)]
                yield _personal(run.start() + start, run.start() + end)
                break


def _is_body(text: str, end: int, words: list[str]) -> bool:
    """Whether the words, or the capital word after them, name a place or a body."""
    names = bundled()
    after = re.match(rf"(?:['’]s?)?(?: (?:of|and|for))?((?: {WORD}|\sNHS){{1,3}})", text[end:])
    following = after[1].split() if after else []
    return bool(
        names.bodies.intersection(words)
        or names.bodies.intersection(following)
        or names.before_a_body.intersection(words)
    )


def _follows_a_saint(text: str, start: int) -> bool:
    before = text[:start].split()
    return bool(before) and before[-1] in bundled().before_a_body


def _personal(start: int, end: int) -> Remark:
    return Remark(start, end, RemarkKind.PERSONAL, "a likely name", WHY, TAKE_OUT)


@cache
def bundled() -> Names:
    """The names that come with Equity Lens."""
    text = files("equity_lens.language").joinpath("data/given_names.toml").read_text("utf-8")
    file = opened(text, "given_names.toml", [])
    file.day("reviewed_on")
    names = Names(
        given=frozenset(file.texts("names")),
        ambiguous=frozenset(file.texts("ambiguous")),
        bodies=frozenset(file.texts("bodies")),
        before_a_body=frozenset(file.texts("before_a_body")),
        not_people=file.texts("not_people"),
    )
    finished(file, "given_names.toml")
    return names
