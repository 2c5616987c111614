"""A question and a thing to try for each measure, as dated data."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from equity_lens.language.wording import finished, opened
from equity_lens.measures.table import Table


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a team may ask itself and try. ``measures`` are ids; none means any measure."""

    measures: tuple[str, ...]
    question: str
    to_try: str
    reviewed_on: dt.date


@cache
def prompts() -> tuple[Prompt, ...]:
    """The prompts that come with Equity Lens."""
    text = files("equity_lens.reports").joinpath("data/huddle_prompts.toml").read_text("utf-8")
    return _read(text, "huddle_prompts.toml")


def read_prompts(path: Path) -> tuple[Prompt, ...]:
    """A trust's own prompts from a TOML file.

    Raises
    ------
    MeasureInvalid
        The file says something that cannot be carried out; all its faults together.
    """
    return _read(path.read_text("utf-8"), path.name)


def prompt_for(measure: str, among: Sequence[Prompt] | None = None) -> Prompt:
    """The prompt of a measure, or the one for any measure.

    >>> prompt_for("outpatient-did-not-attend").question
    'What would make it easier to come?'
    """
    known = prompts() if among is None else among
    named = [prompt for prompt in known if measure in prompt.measures]
    return (named or [prompt for prompt in known if not prompt.measures])[0]


def _read(text: str, name: str) -> tuple[Prompt, ...]:
    file = opened(text, name, [])
    reviewed_on = file.day("reviewed_on") or dt.date.min
    found = tuple(_prompt(table, reviewed_on) for table in file.tables("prompts"))
    if sum(not prompt.measures for prompt in found) != 1:
        file.faults.append("Exactly one prompt must be for any measure: it names no `measures`.")
    finished(file, name)
    return found


def _prompt(table: Table, reviewed_on: dt.date) -> Prompt:
    prompt = Prompt(table.texts("measures"), table.text("question"), table.text("try"), reviewed_on)
    for key, words in (("question", prompt.question), ("try", prompt.to_try)):
        if any(letter.isdigit() for letter in words):
            table.fault(key, "holds a figure: on a card only the fact does.")
    table.close()
    return prompt
