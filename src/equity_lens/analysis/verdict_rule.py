"""The published rule of verdicts, as data, with its measured error rates."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def verdict_rule() -> dict[str, Any]:
    """The rule in force, as ``data/verdicts.toml`` gives it: limits, source, measured error rates.

    Examples
    --------
    >>> verdict_rule()["false_calls"], verdict_rule()["most_left_out"]
    (0.05, 0.25)
    """
    text = files("equity_lens.analysis").joinpath("data/verdicts.toml").read_text("utf-8")
    return tomllib.loads(text)
