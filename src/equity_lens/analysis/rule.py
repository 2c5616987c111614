"""The published rule by which findings are graded, as data."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def grading_rule() -> dict[str, Any]:
    """The rule in force, as ``data/grading.toml`` gives it: thresholds, tests, words, source.

    Examples
    --------
    >>> grading_rule()["fewest_people"], list(grading_rule()["needs"])
    (100, ['act', 'test', 'watch'])
    """
    text = files("equity_lens.analysis").joinpath("data/grading.toml").read_text("utf-8")
    return tomllib.loads(text)
