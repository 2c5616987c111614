"""One month of synthetic referrals, followed to a first appointment: where people are lost."""

import csv
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from equity_lens.demonstration import kept_counts, people
from equity_lens.demonstration.outpatients import SPECIALTIES
from equity_lens.reference import areas

HEADER = (
    "NHS NUMBER", "ORGANISATION CODE (CODE OF PROVIDER)", "SITE CODE (OF TREATMENT)",
    "REFERRAL IDENTIFIER", "REFERRAL REQUEST RECEIVED DATE", "REFERRAL OUTCOME",
    "FIRST APPOINTMENT STATUS", "PRIORITY TYPE CODE", "ACTIVITY TREATMENT FUNCTION CODE",
    "PERSON BIRTH DATE", "PERSON STATED GENDER CODE", "ETHNIC CATEGORY",
    "POSTCODE OF USUAL ADDRESS",
)  # fmt: skip

# Where a referral was lost, in order: the key of truths.toml, its outcome and its first appointment.
LOSSES = (
    ("returned", "2", ""), ("not_booked", "1", "N"), ("cancelled_by_provider", "1", "4"),
    ("cancelled_by_patient", "1", "2"), ("not_attended", "1", "3"),
)  # fmt: skip
STEPS = (
    "referral-accepted", "referral-booked", "first-appointment-kept-by-trust",
    "first-appointment-not-cancelled-by-patient", "first-appointment-attended",
)  # fmt: skip
NO_FIXED_ABODE = "ZZ99 3VZ"


def write(path: Path, truths: dict[str, Any]) -> None:
    """Write the extract: one row for each referral of the month, in date order, with its faults."""
    rng = np.random.default_rng(20261002)
    rows = [row for fifth in range(6) for row in _fifth(fifth, truths, rng)]
    rows.sort(key=lambda row: (row[4], row[3]))
    planted = truths["referrals"]
    faulty = [(row[0], "ZQ9", row[2], f"{row[3]}X", *row[4:])
              for row in rows[: planted["unknown_provider"]]]  # fmt: skip
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(rows + faulty + rows[: planted["duplicates"]])


def write_history(path: Path, truths: dict[str, Any]) -> None:
    """Write a plain counts table: each step of the earlier months, by deprivation fifth."""
    backwards = range(truths["referrals"]["history_months"], 0, -1)
    kept_counts.write(path, (row for back in backwards for row in _month(back, truths)))


def _month(back: int, truths: dict[str, Any]) -> Iterator[kept_counts.Row]:
    code = truths["code"]
    period = kept_counts.month(truths["census_date"], back)
    steps = [_steps(fifth, back, truths["referrals"]) for fifth in range(5)]
    for position, measure in enumerate(STEPS):
        kept, entered = zip(*(each[position] for each in steps), strict=True)
        by_fifth = zip(kept_counts.FIFTHS, kept, entered, strict=True)
        yield from kept_counts.along(measure, period, code, "imd_quintile", by_fifth)
        yield kept_counts.everyone(measure, period, code, sum(kept), sum(entered))


def _steps(fifth: int, back: int, planted: dict[str, Any]) -> list[tuple[int, int]]:
    """(kept, entered) at each step, with an ordinary wobble around the planted losses."""
    left = planted["received"][fifth] - 9 * (back % 4) + (back * 31 + fifth * 17) % 45
    share = left / planted["received"][fifth]
    steps = []
    for number, (name, _, _) in enumerate(LOSSES):
        wobble = 1 + (((back * 13 + fifth * 5 + number * 7) % 9) - 4) / 60
        lost = round(planted[name][fifth] * share * wobble)
        steps.append((left - lost, left))
        left -= lost
    return steps


def _fifth(fifth: int, truths: dict[str, Any], rng: np.random.Generator) -> list[tuple[str, ...]]:
    """The referrals of one fifth; number 5 are people with no fixed abode, who are none's."""
    ends = _ends(fifth, truths["referrals"])
    shuffled = rng.permutation(len(ends))
    total = len(ends)
    if fifth < 5:
        pools = people.postcodes_of(tuple(truths["local_authorities"]), areas.default_edition())
        postcodes = people.draw_postcodes(fifth, total, pools)
    else:
        postcodes = [NO_FIXED_ABODE] * total
    categories = people.draw_ethnicity(min(fifth, 4), total, rng)
    categories[rng.permutation(total)[: total // 8]] = "Z"
    month = truths["census_date"].replace(day=1)
    births = people.draw_birth_dates(total, month, rng)
    numbers = people.test_nhs_numbers(700_000 + 20_000 * fifth, total)
    return [
        (
            numbers[i], truths["code"], f"SYN0{1 + i % 2}", f"SYNR{fifth}{i:06d}",
            (month + dt.timedelta(days=i % 31)).isoformat(), *ends[shuffled[i]],
            "2" if i % 9 == 0 else "1", SPECIALTIES[i % len(SPECIALTIES)], births[i].isoformat(),
            "12"[i % 2], str(categories[i]), postcodes[i],
        )
        for i in range(total)
    ]  # fmt: skip


def _ends(fifth: int, planted: dict[str, Any]) -> list[tuple[str, str]]:
    """(outcome, first appointment) of every referral of one fifth."""
    if fifth == 5:
        attended = [("1", "5")] * planted["no_fixed_abode_attended"]
        return attended + [("1", "N")] * planted["no_fixed_abode_not_booked"]
    lost = [planted[name][fifth] for name, _, _ in LOSSES]
    attended = planted["received"][fifth] - sum(lost)
    ends = [("1", "5")] * (attended - attended // 30) + [("1", "6")] * (attended // 30)
    for number, (_, outcome, status) in zip(lost, LOSSES, strict=True):
        ends += [(outcome, status)] * number
    ends += [("1", "0")] * planted["still_to_come"][fifth]
    return (
        ends + [("0", "")] * planted["awaiting"][fifth] + [("3", "")] * planted["withdrawn"][fifth]
    )
