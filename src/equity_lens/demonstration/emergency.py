"""A month of synthetic emergency attendances, and counts of the months before: a modest gap."""

import csv
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from equity_lens.demonstration import kept_counts, people
from equity_lens.reference import areas

HEADER = (
    "NHS NUMBER", "ORGANISATION CODE (CODE OF PROVIDER)", "SITE CODE (OF TREATMENT)",
    "EMERGENCY CARE ATTENDANCE IDENTIFIER", "EMERGENCY CARE DEPARTMENT TYPE",
    "EMERGENCY CARE ARRIVAL DATE", "EMERGENCY CARE ARRIVAL TIME", "Minutes In ED",
    "PERSON BIRTH DATE", "PERSON STATED GENDER CODE", "ETHNIC CATEGORY",
    "POSTCODE OF USUAL ADDRESS",
)  # fmt: skip
UNLINKED = ("ZZ99 3VZ", "")
FOUR_HOURS, TWELVE_HOURS = 240, 720


def write(path: Path, truths: dict[str, Any]) -> None:
    """Write the extract: one row for each attendance in order of arrival, with its faults."""
    rng = np.random.default_rng(20261005)
    rows = [row for fifth in range(6) for row in _fifth(fifth, truths, rng)]
    rows.sort(key=lambda row: (row[5], row[6], row[3]))
    planted = truths["emergency"]
    unknown = [
        (row[0], "ZQ9", row[2], f"{row[3]}X", *row[4:])
        for row in rows[: planted["unknown_provider"]]
    ]
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(rows + unknown + rows[: planted["duplicates"]])


def _fifth(fifth: int, truths: dict[str, Any], rng: np.random.Generator) -> list[tuple[str, ...]]:
    """The attendances of one fifth; number 5 are people who have none."""
    planted = truths["emergency"]
    if fifth < 5:
        total = planted["attendances"][fifth]
        pools = people.postcodes_of(tuple(truths["local_authorities"]), areas.default_edition())
        postcodes = people.draw_postcodes(fifth, total, pools)
    else:
        numbers = (planted["no_fixed_abode"], planted["deprivation_not_known"])
        total, postcodes = sum(numbers), list(np.repeat(UNLINKED, numbers))
    minutes = _minutes(fifth, total, planted, rng)
    categories = people.draw_ethnicity(min(fifth, 4), total, rng)
    categories[rng.permutation(total)[: round(total * planted["ethnicity_not_stated"])]] = "Z"
    month = truths["census_date"].replace(day=1)
    births = people.draw_birth_dates(total, month, rng)
    nhs_numbers = people.test_nhs_numbers(960_000 + 6_500 * fifth, total)
    return [
        (
            nhs_numbers[i], truths["code"], f"SYN0{1 + i % 2}", f"SYNE{fifth}{i:06d}",
            "01" if i % 4 else "03", (month + dt.timedelta(days=i % 31)).isoformat(),
            f"{(i * 7) % 24:02d}:{(i * 13) % 60:02d}", str(minutes[i]), births[i].isoformat(),
            "12"[i % 2], str(categories[i]), str(postcodes[i]),
        )
        for i in range(total)
    ]  # fmt: skip


def _minutes(
    fifth: int, total: int, planted: dict[str, Any], rng: np.random.Generator
) -> np.ndarray:
    """Minutes in the department: the planted share to 4 hours, and beyond 12; shuffled."""
    soon = round(total * planted["within_4_hours"][fifth])
    late = round(total * planted["over_12_hours"][fifth])
    between = total - soon - late
    minutes = np.concatenate([
        15 + (FOUR_HOURS - 15) * rng.beta(2.2, 1.4, size=soon),
        FOUR_HOURS + 1 + (TWELVE_HOURS - FOUR_HOURS - 2) * rng.beta(0.9, 1.8, size=between),
        TWELVE_HOURS + 1 + np.minimum(rng.exponential(240.0, size=late), 2000),
    ])  # fmt: skip
    return rng.permutation(np.floor(minutes).astype(int))


def write_history(path: Path, truths: dict[str, Any]) -> None:
    """Write a plain counts table: each month before the extract's, oldest first."""
    rng = np.random.default_rng(20261006)
    months = range(truths["history"]["months"])
    kept_counts.write(path, (row for i in months for row in _month(i, truths, rng)))


def _month(i: int, truths: dict[str, Any], rng: np.random.Generator) -> Iterator[kept_counts.Row]:
    code, planted, kept = truths["code"], truths["emergency"], truths["emergency_history"]
    period = kept_counts.month(truths["census_date"], truths["history"]["months"] - i)
    unlinked = [planted["no_fixed_abode"], planted["deprivation_not_known"]]
    came = [n + int(step) for n, step in
            zip([*planted["attendances"], *unlinked], rng.integers(-25, 26, size=7), strict=True)]  # fmt: skip
    least = kept["least_deprived"][i] / 100
    shares = [least - kept["gap"][i] / 100 * (4 - fifth) / 4 for fifth in range(5)]
    shares += [planted["within_4_hours"][5]] * 2
    within = [round(n * share) for n, share in zip(came, shares, strict=True)]
    beyond = rng.binomial(came, [*planted["over_12_hours"], planted["over_12_hours"][5]]).tolist()
    for measure, events in (
        ("emergency-within-4-hours", within),
        ("emergency-over-12-hours", beyond),
    ):
        by_fifth = zip(kept_counts.FIFTHS_AND_STATES, events, came, strict=True)
        yield from kept_counts.along(measure, period, code, "imd_quintile", by_fifth)
        yield kept_counts.everyone(measure, period, code, sum(events), sum(came))
    total, linked = sum(came), sum(came[:5])
    recorded = round(total * kept["ethnicity_recorded"][i] / 100)
    yield kept_counts.everyone(
        "ethnicity-recorded-emergency-department", period, code, recorded, total
    )
    yield kept_counts.everyone(
        "deprivation-linked-emergency-department", period, code, linked, linked + came[6]
    )
