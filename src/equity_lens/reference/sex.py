"""Sex, as files record it."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def _texts() -> dict[str, str]:
    text = files("equity_lens.reference").joinpath("data/sex.toml").read_text("utf-8")
    declared = tomllib.loads(text)["texts"]
    return {found: key for key, texts in declared.items() for found in texts}


def synonyms() -> dict[str, str]:
    """Every recognised text, in upper case and without outer spaces, and its key in ``SEX``.

    Code 9 (indeterminate) is an answer; 0, X and blank are the want of one. A text that is not
    here should be counted as a warning and treated as "not_known".

    >>> synonyms()["1"], synonyms()["FEMALE"], synonyms()["9"], synonyms()[""]
    ('male', 'female', 'indeterminate', 'not_known')
    """
    return dict(_texts())
