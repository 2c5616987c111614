"""Two smaller synthetic trusts, a community and a mental health one: two years of counts each.

What is planted is written in ``smaller_trusts.toml``. Every month people are shared out among cells of
fifth, ethnic group, age and sex; who of them has the event is drawn cell by cell, so that the table
adds up along every dimension.
"""

import datetime as dt
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from equity_lens.demonstration.kept_counts import (
    FIFTHS,
    Row,
    along,
    ethnic_groups,
    everyone,
    month,
    write,
)

ETHNIC = (*ethnic_groups(0), "not_stated")
AGES = {"0-19": 0.14, "20-39": 0.27, "40-64": 0.31, "65-79": 0.18, "80+": 0.10}
SEXES = {"female": 0.54, "male": 0.46}
AXES = {
    "imd_quintile": FIFTHS,
    "ethnic_group": ETHNIC,
    "age_band": tuple(AGES),
    "sex": tuple(SEXES),
}

Cells = npt.NDArray[np.int64]
"""(fifth, ethnic group, age band, sex) people."""


@dataclass(frozen=True)
class SmallerTrust:
    """One of the smaller trusts: who it is, and the name of its file."""

    code: str
    title: str
    sector: str
    local_authorities: tuple[str, ...]
    file: str


def smaller_trusts() -> tuple[SmallerTrust, ...]:
    """The smaller trusts.

    >>> [trust.sector for trust in smaller_trusts()]
    ['community', 'mental_health']
    """
    return tuple(
        SmallerTrust(
            each["code"],
            each["title"],
            each["sector"],
            tuple(each["local_authorities"]),
            each["file"],
        )
        for each in _declared()["trusts"]
    )


def write_smaller_trust(folder: Path, code: str) -> Path:
    """Write the plain counts table of one of them, oldest month first."""
    planted = next(each for each in _declared()["trusts"] if each["code"] == code)
    path = folder / planted["file"]
    folder.mkdir(parents=True, exist_ok=True)
    write(path, _rows(planted))
    return path


@cache
def _declared() -> dict[str, Any]:
    text = files("equity_lens.demonstration").joinpath("smaller_trusts.toml").read_text("utf-8")
    return tomllib.loads(text)


def _rows(planted: dict[str, Any]) -> Iterator[Row]:
    rng = np.random.default_rng(planted["seed"])
    months, latest = _declared()["months"], dt.date.fromisoformat(f"{_declared()['latest']}-01")
    for i in range(months):
        period, through = month(latest, months - 1 - i), i / (months - 1)
        recorded = _between(planted["ethnicity_recorded"], through) / 100
        for number, measure in enumerate(planted["measures"]):
            people = _people(measure["people"], recorded, rng)
            events = rng.binomial(people, _chances(measure, through))
            yield from _counted(measure["id"], period, planted["code"], events, people)
            if number == 0:
                total, given = int(people.sum()), int(people[:, :-1].sum())
                yield everyone(planted["recorded"], period, planted["code"], given, total)


def _people(of_fifths: list[int], recorded: float, rng: np.random.Generator) -> Cells:
    """People of each cell; a month has a few more or fewer than the one before."""
    cells = []
    for fifth, people in enumerate(of_fifths):
        mix = [share * recorded for share in ethnic_groups(fifth).values()]
        shares = np.multiply.outer(
            [*mix, 1 - recorded], np.multiply.outer([*AGES.values()], [*SEXES.values()])
        )
        season = people + int(rng.integers(-people // 40 - 1, people // 40 + 2))
        cells.append(rng.multinomial(season, shares.ravel() / shares.sum()).reshape(shares.shape))
    return np.stack(cells)


def _chances(measure: dict[str, Any], through: float) -> npt.NDArray[np.float64]:
    """The planted chance of the event in each cell."""
    gap = _between(measure["gap"], through)
    percent = [measure["percent"] + gap * (4 - fifth) / 4 for fifth in range(5)]
    added = [[measure["groups"].get(key, 0.0) for key in keys] for keys in list(AXES.values())[1:]]
    points = (
        np.array(percent)[:, None, None, None]
        + np.array(added[0])[:, None, None]
        + np.array(added[1])[:, None]
        + np.array(added[2])
    )
    return points.clip(0, 100) / 100


def _between(ends: list[float], through: float) -> float:
    """A planted figure on the straight line from the oldest month to the newest."""
    return ends[0] + (ends[1] - ends[0]) * through


def _counted(measure: str, period: str, code: str, events: Cells, people: Cells) -> Iterator[Row]:
    for axis, (dimension, keys) in enumerate(AXES.items()):
        others = tuple(other for other in range(4) if other != axis)
        sums = zip(keys, events.sum(axis=others), people.sum(axis=others), strict=True)
        yield from along(measure, period, code, dimension, sums)
    yield everyone(measure, period, code, int(events.sum()), int(people.sum()))
