"""How old a reader must be to read a text with ease, and how long it takes to read aloud."""

import re
from dataclasses import dataclass

from equity_lens.language.aloud import spoken_words
from equity_lens.language.syllables import syllables

WORDS_A_MINUTE_ALOUD = 130
GRADE_TO_AGE = 5

FULL_STOPS = re.compile(r"[.!?…]+[\"'”’)]*(?=\s|$)|\n+")
ABBREVIATIONS = re.compile(r"\b(?:Dr|Mr|Mrs|Ms|St|e\.g|i\.e|etc|no|vs)\.(?=\s)", re.IGNORECASE)
WORDS = re.compile(r"[^\s—–/]+")
FIGURE = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class ReadingAge:
    """A reading age in years, the grade it comes from, and the counts that it rests on.

    ``words`` counts figures; ``syllables`` does not, nor does ``worded``, the words that are none.
    """

    age: float
    grade: float
    sentences: int
    words: int
    worded: int
    syllables: int


def reading_age(text: str) -> ReadingAge:
    """The age at which most people who learnt to read in English read a text with ease.

    The Flesch-Kincaid grade plus 5, since a grade of American schools is about the age less five.

    Parameters
    ----------
    text
        Plain text. A line of its own (a heading, an item of a list) counts as a sentence.

    Returns
    -------
    ReadingAge
        ``age`` in years; 11 is what the NHS aims at for the public.

    Raises
    ------
    ValueError
        There are no words in the text.

    Notes
    -----
    grade = 0.39 × words / sentences + 11.8 × syllables / words − 15.59. A figure ("13.6%") is one
    word of its sentence and is left out of the syllables for each word, as Flesch advised where
    there are many. Syllables are counted by spelling (see ``syllables``), so the age can be off by
    half a year on a short text. The formula sees the length of words and sentences, and nothing
    else: a text can score well and still not be understood. Ask readers.

    References
    ----------
    Kincaid JP, Fishburne RP, Rogers RL, Chissom BS. Research Branch Report 8-75. Naval Technical
    Training Command, 1975. Flesch R. How to Write Plain English. Harper and Row, 1979.

    Examples
    --------
    >>> age = reading_age("We missed you. What would make it easier to come?")
    >>> age.sentences, age.words, age.syllables
    (2, 10, 12)
    >>> f"{age.age:.1f}"
    '5.5'
    """
    whole = ABBREVIATIONS.sub(lambda match: match[0].rstrip("."), text)
    sentences = [part for part in FULL_STOPS.split(whole) if _words(part)]
    words = [word for sentence in sentences for word in _words(sentence)]
    worded = [word for word in words if not FIGURE.search(word)]
    if not worded:
        raise ValueError("There are no words to read.")
    count = sum(max(1, syllables(word.strip("“”‘’\"'(),;:[]"))) for word in worded)
    grade = 0.39 * len(words) / len(sentences) + 11.8 * count / len(worded) - 15.59
    return ReadingAge(grade + GRADE_TO_AGE, grade, len(sentences), len(words), len(worded), count)


def seconds_aloud(text: str) -> float:
    """How many seconds it takes to read a text to a team, at 130 words a minute.

    Figures are counted as they are spoken: "13.6%" is five words. Adults read aloud at about 183
    words a minute (Brysbaert M. J Mem Lang 2019;109:104047); 130 leaves time to be heard.

    >>> round(seconds_aloud("word " * 65))
    30
    """
    return 60 * spoken_words(text) / WORDS_A_MINUTE_ALOUD


def _words(text: str) -> list[str]:
    return [word for word in WORDS.findall(text) if re.search(r"\w", word)]
