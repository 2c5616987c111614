"""Advice on an aim: does it say for whom, how much, which way, and by when?

It advises and never forbids. It looks for words and numbers, and cannot know what is meant.
"""

import datetime as dt
import re
from collections.abc import Iterator

from equity_lens.language.inflection import stems
from equity_lens.language.terms import Term, terms

EVERYBODY = re.compile(r"\b(every(body|one)|all (people|patients|women|men)|anyone)\b", re.I)
A_GROUP = re.compile(
    r"\b(deprived|depriv\w+|ethnic\w*|asian|black|mixed|white|roma|gypsy|traveller|aged?|older|"
    r"younger|children|women|men|girls|boys|carers?|interpreter|language|learning disabilit\w+|"
    r"autis\w+|disab\w+|homeless\w*|mental|refugee\w*|migrant\w*|veterans?|armed forces|rural|"
    r"coastal|pregnan\w*|prison\w*|lgbt\w*|fifth|tenth|group)\b",
    re.I,
)
A_NUMBER = re.compile(
    r"\d|\b(half|halve\w*|third|quarter|twice|double\w*|one in|none|nobody|"
    r"two|three|four|five|six|seven|eight|nine|ten)\b",
    re.I,
)
A_DIRECTION = re.compile(
    r"\bfrom\b.*\bto\b|\b(fewer|less|more|lower|higher|narrow\w*|halv\w*|half|increas\w*|"
    r"reduc\w*|cut|rais\w*|wider|at least|at most|below|above|no more than)\b",
    re.I,
)
A_GAP = re.compile(r"\b(gap|narrow\w*|wider|difference|as well as|same as)\b", re.I)


def advice_on(for_whom: str, how_much: str, by_when: dt.date | None, today: dt.date) -> list[str]:
    """What an aim does not say yet, each as something to do; empty where it says it all.

    >>> advice_on("everybody", "better attendance", None, dt.date(2026, 11, 25))[0]
    'Say for whom above all: name a group, such as the most deprived fifth.'
    """
    return list(_advice(for_whom, how_much, by_when, today))


def _advice(for_whom: str, how_much: str, by_when: dt.date | None, today: dt.date) -> Iterator[str]:
    if not A_GROUP.search(for_whom):
        yield "Say for whom above all: name a group, such as the most deprived fifth."
    if not A_NUMBER.search(how_much):
        yield "Say how much: give a number now and a number to reach, such as “from 14% to 11%”."
    if not A_DIRECTION.search(how_much):
        yield "Say which way: “from … to …”, “fewer”, or “a gap 2 points narrower”."
    if EVERYBODY.search(for_whom) and not A_GAP.search(how_much):
        yield (
            "It is for everybody, so the average could improve while the gap grows: say what the gap "
            "should do, such as “and no wider a gap”."
        )
    if by_when is None:
        yield "Say by when: give a day."
    elif by_when <= today:
        yield "The day by which it should be reached has passed: choose one that is still to come."


def agreed_words(text: str) -> list[Term]:
    """Terms of the glossary that stand in a text, in the order of the glossary."""
    said = stems(text)
    return [
        term
        for term in terms().values()
        if any(_stands_in(stems(name), said) for name in term.names)
    ]


def _stands_in(name: tuple[str, ...], said: tuple[str, ...]) -> bool:
    many = len(name)
    return bool(name) and any(
        said[place : place + many] == name for place in range(len(said) - many + 1)
    )
