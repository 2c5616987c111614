"""One month of synthetic additions to and removals from the waiting list."""

import csv
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from equity_lens.demonstration import kept_counts, people
from equity_lens.demonstration.waiting_list import SPECIALTIES
from equity_lens.reference import areas

HEADER = (
    "NHS NUMBER", "ORGANISATION CODE (CODE OF PROVIDER)", "SITE CODE (OF TREATMENT)",
    "PATIENT PATHWAY IDENTIFIER", "MOVEMENT TYPE", "MOVEMENT DATE",
    "REFERRAL TO TREATMENT PERIOD START DATE", "ACTIVITY TREATMENT FUNCTION CODE",
    "PERSON BIRTH DATE", "PERSON STATED GENDER CODE", "ETHNIC CATEGORY",
    "POSTCODE OF USUAL ADDRESS",
)  # fmt: skip

# Planted numbers of each kind, and how the trust's system writes the kind.
KINDS = {
    "additions": "Clock start", "treated": "Treatment", "not_treated": "Not treated",
    "moved": "Transfer", "validated": "Validation",
}  # fmt: skip
REMOVALS = ("treated", "not_treated", "moved", "validated")
EIGHTEEN_WEEKS = 126


def write(path: Path, truths: dict[str, Any]) -> None:
    """Write the extract: each clock start and each removal of the month, in date order."""
    rng = np.random.default_rng(20261003)
    rows = [row for fifth in range(5) for row in _fifth(fifth, truths, rng)]
    rows.sort(key=lambda row: (row[5], row[3]))
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(rows)


def write_history(path: Path, truths: dict[str, Any]) -> None:
    """Write a plain counts table: additions and removals of the earlier months, by fifth."""
    backwards = range(truths["movements"]["history_months"], 0, -1)
    kept_counts.write(path, (row for back in backwards for row in _month(back, truths)))


def _month(back: int, truths: dict[str, Any]) -> Iterator[kept_counts.Row]:
    planted, code = truths["movements"], truths["code"]
    period = kept_counts.month(truths["census_date"], back)
    for measure, kinds in (
        ("waiting-list-additions", ("additions",)),
        ("waiting-list-removals", REMOVALS),
    ):
        moved = [
            sum(planted[kind][fifth] for kind in kinds) + (back * 29 + fifth * 13) % 61 - 30
            for fifth in range(5)
        ]
        by_fifth = zip(kept_counts.FIFTHS, moved, moved, strict=True)
        yield from kept_counts.along(measure, period, code, "imd_quintile", by_fifth)
        yield kept_counts.everyone(measure, period, code, sum(moved), sum(moved))


def _fifth(fifth: int, truths: dict[str, Any], rng: np.random.Generator) -> list[tuple[str, ...]]:
    planted = truths["movements"]
    kinds = np.repeat(list(KINDS), [planted[kind][fifth] for kind in KINDS])
    total = len(kinds)
    days = _days_waited(kinds, planted["treated_within_18_weeks"][fifth], rng)
    pools = people.postcodes_of(tuple(truths["local_authorities"]), areas.default_edition())
    postcodes = people.draw_postcodes(fifth, total, pools)
    categories = people.draw_ethnicity(fifth, total, rng)
    categories[rng.permutation(total)[: total // 9]] = "Z"
    month = truths["census_date"].replace(day=1)
    births = people.draw_birth_dates(total, month, rng)
    numbers = people.test_nhs_numbers(900_000 + 10_000 * fifth, total)
    specialties = rng.choice(list(SPECIALTIES), size=total, p=list(SPECIALTIES.values()))
    shuffled = rng.permutation(total)
    rows: list[tuple[str, ...]] = []
    for i, place in enumerate(shuffled):
        day = month + dt.timedelta(days=i % 31)
        rows.append((
            numbers[i], truths["code"], f"SYN0{1 + i % 2}", f"SYNM{fifth}{i:06d}",
            KINDS[str(kinds[place])], day.isoformat(),
            (day - dt.timedelta(days=int(days[place]))).isoformat(), str(specialties[i]),
            births[i].isoformat(), "12"[i % 2], str(categories[i]), postcodes[i],
        ))  # fmt: skip
    return rows


def _days_waited(kinds: np.ndarray, within: int, rng: np.random.Generator) -> np.ndarray:
    """Days from clock start: none for an addition; the planted number of those treated in time."""
    days = np.minimum(10 + np.floor(rng.exponential(90.0, size=len(kinds))), 600)
    days[kinds == "additions"] = 0
    treated = np.flatnonzero(kinds == "treated")
    late = EIGHTEEN_WEEKS + 1 + np.floor(rng.exponential(70.0, size=len(treated)))
    soon = np.floor((EIGHTEEN_WEEKS + 1) * rng.beta(1.3, 1.2, size=len(treated)))
    days[treated] = np.where(np.arange(len(treated)) < within, soon, np.minimum(late, 700))
    return days
