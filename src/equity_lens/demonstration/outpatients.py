"""One month of synthetic outpatient appointments, with a planted gap in attendance."""

import csv
import datetime as dt
from pathlib import Path
from typing import Any

import numpy as np

from equity_lens.demonstration import people
from equity_lens.reference import areas

HEADER = (
    "NHS NUMBER", "ORGANISATION CODE (CODE OF PROVIDER)", "SITE CODE (OF TREATMENT)",
    "ATTENDANCE IDENTIFIER", "APPOINTMENT DATE", "ATTENDED OR DID NOT ATTEND CODE",
    "CONSULTATION MEDIUM USED", "ACTIVITY TREATMENT FUNCTION CODE", "PERSON BIRTH DATE",
    "PERSON STATED GENDER CODE", "ETHNIC CATEGORY", "POSTCODE OF USUAL ADDRESS",
)  # fmt: skip

SPECIALTIES = ("100", "101", "110", "120", "130", "301", "320", "330", "340", "400", "502")

# For each 1,000 appointments that were due: how many more the provider or the patient cancelled.
CANCELLED_BY_PROVIDER, CANCELLED_BY_PATIENT = 62, 48
NO_FIXED_ABODE = "ZZ99 3VZ"


def write(path: Path, truths: dict[str, Any]) -> None:
    """Write the extract: appointments due, then those cancelled, in date order."""
    rng = np.random.default_rng(20261001)
    rows = [row for fifth in range(6) for row in _fifth(fifth, truths, rng)]
    rows.sort(key=lambda row: (row[4], row[3]))
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(rows)


def _fifth(fifth: int, truths: dict[str, Any], rng: np.random.Generator) -> list[tuple[str, ...]]:
    """The appointments of one fifth; number 5 are people who have none."""
    planted = truths["outpatients"]
    unlinked = (planted["no_fixed_abode"], planted["deprivation_not_known"])
    due = [*planted["appointments"], sum(unlinked)][fifth]
    missed = [*planted["did_not_attend"], planted["unlinked_did_not_attend"]][fifth]
    not_attended = round(due * missed)
    provider = due * CANCELLED_BY_PROVIDER // 1000
    patient = due * CANCELLED_BY_PATIENT // 1000
    late = not_attended // 12
    status = np.repeat(
        ["5", "6", "3", "7", "4", "2"],
        [due - not_attended - due // 40, due // 40, not_attended - late, late, provider, patient],
    )
    total = len(status)
    if fifth < 5:
        pools = people.postcodes_of(tuple(truths["local_authorities"]), areas.default_edition())
        postcodes = people.draw_postcodes(fifth, total, pools)
    else:
        without = round(total * unlinked[0] / due)
        postcodes = [NO_FIXED_ABODE] * without + [""] * (total - without)
    categories = people.draw_ethnicity(min(fifth, 4), total, rng)
    categories[rng.permutation(total)[: total // 9]] = "Z"
    virtual = rng.random(total) < 0.20 + 0.02 * fifth
    month = truths["census_date"].replace(day=1)
    births = people.draw_birth_dates(total, month, rng)
    numbers = people.test_nhs_numbers(100_000 * (fifth + 1), total)
    shuffled = rng.permutation(status)
    return [
        (
            numbers[i], truths["code"], f"SYN0{1 + i % 2}", f"SYNO{fifth}{i:07d}",
            (month + dt.timedelta(days=i % 31)).isoformat(), str(shuffled[i]),
            "03" if virtual[i] else "01", SPECIALTIES[i % len(SPECIALTIES)],
            births[i].isoformat(), "12"[i % 2], str(categories[i]), postcodes[i],
        )
        for i in range(total)
    ]  # fmt: skip
