"""What a person may change in a sentence that holds figures: the words, never the figures.

A figure is a number with its sign, its unit and the word that bounds it ("about 720", "7.9
percentage points"). An edited sentence must hold the same figures in the same form and in the same
order, and the same words that say which way they point. A figure that is left out would take its
interval or its counterpart with it (a percentage without its reference, a gap without its ratio); a
figure that moves could stand beside the wrong group. So the order is kept too, and everything
between the figures is free.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

LONGEST = 150  # words

BOUNDING = "about|under|over"
UNITS = "%|percentage points?|points?|weeks?|days?|months?|times|per 100,000"
WRITTEN = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|"
    "millions?|half|halved|halves|twice|doubled?|triple[ds]?|treble[ds]?|thirds?|quarters?"
)
FIGURE = re.compile(
    rf"(?:\b(?:{BOUNDING}) )?(?:[£+−]|(?<![\w-])-)?\d(?:[\d,]*\d)?(?:\.\d+)?(?: ?(?:{UNITS})(?!\w))?"
    rf"|\b(?:{WRITTEN})\b",
    re.IGNORECASE,
)
POINTING = re.compile(
    r"\b(?:lower|higher|shorter|longer|better|worse|fewer|wider|smaller|larger|inside|outside|"
    r"improvement|concern|the same|no gap)\b",
    re.IGNORECASE,
)
# Parts of a whole are also names of groups ("the most deprived fifth"), so one may be said less
# often than in the sentence that was written, and never more often.
PARTS = re.compile(r"\b(?:fifths?|tenths?)\b", re.IGNORECASE)
STANDING = (
    "not yet strong enough to act",
    "strong enough to act",
    "strong enough to test a change",
    "consistent with no difference",
    "no interval can be given",
    "no gap is given",
    "not measured",
    "not recorded",
    "not known",
    "withheld",
)
CAUSAL = re.compile(
    r"\b(?:caus\w+|because of|due to|owing to|result of|thanks to|blam\w+|fault of)\b",
    re.IGNORECASE,
)
UNSEEN = ("Cc", "Cf", "Co", "Cn", "Cs", "Mn", "Me", "Zl", "Zp")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence; a locked one is a figure, or says which way figures point."""

    text: str
    locked: bool


def pieces(text: str) -> tuple[Piece, ...]:
    """A sentence as an editor shows it: words to change, and figures that stay as they are.

    >>> [piece.text for piece in pieces("In all, 61.4% were seen; about 720 more.") if piece.locked]
    ['61.4%', 'about 720']
    """
    return tuple(_pieces(text))


def check_edit(original: str, edited: str, keep: Sequence[str] = ()) -> list[str]:
    """What is wrong with an edited sentence, each fault with what to do; empty where nothing is.

    ``keep`` are names that must stay and first appear in this order: the group, then whom it is
    compared with.

    >>> check_edit("56.9% were seen, 7.9 points lower.", "Only 56.9% were seen: 7.9 points lower.")
    []
    >>> check_edit("56.9% were seen, 7.9 points lower.", "57% were seen, 7.9 points lower.")
    ['Write 56.9% where you wrote 57%: figures stay as they are, in their order.']
    """
    was, now = _plain(original), _plain(edited)
    if not now:
        return ["Write a sentence, or take the edit out."]
    faults = []
    if any(unicodedata.category(letter) in UNSEEN for letter in now):
        faults.append("Write one paragraph, without hidden characters and line breaks.")
    if len(now.split()) > max(LONGEST, len(was.split())):
        faults.append(f"Say it in {LONGEST} words or fewer.")
    figures = _figures(was, now)
    # A word that points is only as true as the figure before it: order is checked once those agree.
    faults += figures or _pointing(was, now)
    faults += _parts(was, now)
    faults += [
        f"Keep the words “{words}”, and do not add them: they say how sure we are."
        for words in STANDING
        if was.lower().count(words) != now.lower().count(words)
    ]
    faults += _names(was, now, keep)
    said_before = {match[0].lower() for match in CAUSAL.finditer(was)}
    faults += [
        f"Take out “{said}”: these figures cannot say why a gap is there."
        for said in dict.fromkeys(match[0].lower() for match in CAUSAL.finditer(now))
        if said not in said_before
    ]
    return faults


def _pieces(text: str) -> Iterator[Piece]:
    at = 0
    for match in re.finditer(f"{FIGURE.pattern}|{POINTING.pattern}", text, re.IGNORECASE):
        if match.start() > at:
            yield Piece(text[at : match.start()], False)
        yield Piece(match[0], True)
        at = match.end()
    if at < len(text):
        yield Piece(text[at:], False)


def _plain(text: str) -> str:
    """One kind of space and of digit, so that figures are compared as they are read."""
    return re.sub(r" +", " ", unicodedata.normalize("NFKC", text)).strip()


def _figures(was: str, now: str) -> list[str]:
    for mine, theirs in zip_longest(_found(FIGURE, was), _found(FIGURE, now)):
        if mine == theirs:
            continue
        if theirs is None:
            return [f"Put {mine} back: every figure of the sentence stays."]
        if mine is None:
            return [f"Take out {theirs}: a figure cannot be added to a sentence."]
        return [f"Write {mine} where you wrote {theirs}: figures stay as they are, in their order."]
    return []


def _pointing(was: str, now: str) -> list[str]:
    both = re.compile(f"{FIGURE.pattern}|{POINTING.pattern}", re.IGNORECASE)
    for mine, theirs in zip_longest(_found(both, was), _found(both, now)):
        if mine == theirs:
            continue
        said = mine if mine is not None and POINTING.fullmatch(mine) else theirs
        return [
            f"Leave “{said}” where it was, and add no other such word: it says which way a figure "
            "points."
        ]
    return []


def _parts(was: str, now: str) -> list[str]:
    more = len(PARTS.findall(now)) > len(PARTS.findall(was))
    return ["Take out the “fifth” or “tenth” that you added: it reads as a figure."] * more


def _names(was: str, now: str, keep: Sequence[str]) -> list[str]:
    before, after = was.lower(), now.lower()
    names = [name.lower() for name in keep if name.lower() in before]
    lost = [
        f"Keep “{name}”: a figure names whom it is about." for name in names if name not in after
    ]
    if lost:
        return lost
    by_place = sorted(names, key=before.index)
    if by_place != sorted(names, key=after.index):
        return [
            f"Name “{by_place[0]}” first, as the sentence did: the figures stand in that order."
        ]
    return []


def _found(pattern: re.Pattern[str], text: str) -> list[str]:
    """What a pattern finds; capitals do not matter, since a figure may now begin the sentence."""
    return [match[0].lower() for match in pattern.finditer(text)]
