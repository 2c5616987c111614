"""The lead's month in minutes: the steps, as dated data, and whether they fit into an hour."""

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

AN_HOUR = 60


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the month: what, its page (or none), its minutes, how often."""

    title: str
    view: str
    minutes: int
    times: int

    @property
    def in_all(self) -> int:
        """Its minutes in a month."""
        return self.minutes * self.times


@dataclass(frozen=True, slots=True)
class Month:
    """The steps of a month, with the source of the promise and the day it was reviewed."""

    steps: tuple[Step, ...]
    source: str
    reviewed: dt.date

    @property
    def minutes(self) -> int:
        """All of it."""
        return sum(step.in_all for step in self.steps)

    @property
    def fits(self) -> bool:
        """Whether it takes an hour or less."""
        return self.minutes <= AN_HOUR


@cache
def month() -> Month:
    """The lead's month as the platform states it."""
    text = files("equity_lens_web.today").joinpath("data/month.toml").read_text("utf-8")
    data = tomllib.loads(text)
    steps = tuple(
        Step(each["title"], each.get("view", ""), each["minutes"], each["times"])
        for each in data["steps"]
    )
    return Month(steps, data["source"], data["reviewed"])
