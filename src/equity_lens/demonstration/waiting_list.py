"""The synthetic waiting list: 41,200 open pathways at one census date, with planted truths."""

import csv
import datetime as dt
import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from equity_lens.demonstration import people
from equity_lens.reference import areas

HEADER = (
    "NHS NUMBER", "ORGANISATION CODE (CODE OF PROVIDER)", "SITE CODE (OF TREATMENT)",
    "PATIENT PATHWAY IDENTIFIER", "ACTIVITY TREATMENT FUNCTION CODE", "PRIORITY TYPE CODE",
    "REFERRAL TO TREATMENT PERIOD START DATE", "REFERRAL TO TREATMENT PERIOD STATUS",
    "CENSUS DATE", "PERSON BIRTH DATE", "PERSON STATED GENDER CODE", "ETHNIC CATEGORY",
    "POSTCODE OF USUAL ADDRESS", "INTERPRETER REQUIRED",
    "LD_FLG", "CARER_FLG", "ARMED_FORCES_FLG",
)  # fmt: skip

# Treatment function codes and their share of the list.
SPECIALTIES = {
    "100": 0.09, "101": 0.07, "110": 0.17, "120": 0.10, "130": 0.14, "301": 0.08,
    "320": 0.07, "330": 0.08, "340": 0.04, "400": 0.05, "430": 0.02, "502": 0.09,
}  # fmt: skip

# Records without a deprivation fifth, other than no fixed abode: what their postcode field holds.
UNLINKED = {"": 240, "ZZ99 3WZ": 150, "LU1": 74, "CF10 1EP": 60, "ZZ99 3CZ": 40}
NO_FIXED_ABODE = "ZZ99 3VZ"

# How readily people of a category are among those within 18 weeks, against everyone else.
SLOWER = {"J": 0.90, "K": 0.86, "N": 0.90, "P": 0.92}


def write(path: Path, truths: dict[str, Any]) -> None:
    """Write the extract as a comma-separated file that a trust's system might have made."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(_rows(truths))


def _rows(truths: dict[str, Any]) -> list[tuple[str, ...]]:
    planted = truths["waiting_list"]
    census: dt.date = truths["census_date"]
    rng = np.random.default_rng(20261031)
    accepted = list(_people(truths, rng))
    within = _who_is_within_18_weeks(accepted, planted, rng)
    days = _days_waited(within, [fifth for fifth, _, _ in accepted], rng)
    births = people.draw_birth_dates(len(accepted), census, rng)
    specialties = rng.choice(list(SPECIALTIES), size=len(accepted), p=list(SPECIALTIES.values()))
    numbers = people.test_nhs_numbers(0, len(accepted))
    ethnicities = _unrecorded_ethnicity([each[1] for each in accepted], planted, rng)
    rows = []
    for i, (fifth, _, postcode) in enumerate(accepted):
        needs_interpreter = "Y" if i % (9 if fifth == 0 else 31) == 3 else "N"
        rows.append((
            numbers[i], truths["code"], f"SYN0{1 + i % 2}", f"SYNP{i:07d}", str(specialties[i]),
            "2" if i % 7 == 0 else "1", _british(census - dt.timedelta(days=int(days[i]))), "20",
            _british(census), _british(births[i]), "12"[(i * 13) % 25 < 13], ethnicities[i],
            postcode, needs_interpreter, "Y" if i % 83 == 5 else "N", "Y" if i % 17 == 2 else "N",
            "Y" if i % 71 == 9 else "N",
        ))  # fmt: skip
    shuffled = [rows[i] for i in rng.permutation(len(rows))]
    return _with_faults(shuffled, planted, census)


def _people(truths: dict[str, Any], rng: np.random.Generator) -> Iterator[tuple[int, str, str]]:
    """Fifth (5: none), ethnic category and postcode of each accepted pathway."""
    planted = truths["waiting_list"]
    pools = people.postcodes_of(tuple(truths["local_authorities"]), areas.default_edition())
    for fifth, waiting in enumerate(planted["waiting"]):
        categories = people.draw_ethnicity(fifth, waiting, rng)
        postcodes = people.draw_postcodes(fifth, waiting, pools)
        yield from ((fifth, str(c), p) for c, p in zip(categories, postcodes, strict=True))
    unlinked = [NO_FIXED_ABODE] * planted["no_fixed_abode"]
    unlinked += itertools.chain.from_iterable([text] * n for text, n in UNLINKED.items())
    categories = people.draw_ethnicity(1, len(unlinked), rng)
    yield from ((5, str(c), p) for c, p in zip(categories, unlinked, strict=True))


def _who_is_within_18_weeks(
    accepted: list[tuple[int, str, str]], planted: dict[str, Any], rng: np.random.Generator
) -> np.ndarray:
    """Exactly the planted number of each fifth, slower groups being drawn less readily."""
    fifths = np.array([fifth for fifth, _, _ in accepted])
    readiness = np.array([SLOWER.get(category, 1.0) for _, category, _ in accepted])
    # Weighted draw without replacement: the largest of log(weight) + Gumbel noise.
    score = 3 * np.log(readiness) + rng.gumbel(size=len(accepted))
    within = np.zeros(len(accepted), dtype=bool)
    wanted = [*planted["within_18_weeks"], planted["unlinked_within_18_weeks"]]
    for fifth, how_many in enumerate(wanted):
        members = np.flatnonzero(fifths == fifth)
        within[members[np.argsort(-score[members], kind="stable")[:how_many]]] = True
    return within


def _days_waited(within: np.ndarray, fifths: list[int], rng: np.random.Generator) -> np.ndarray:
    """0 to 126 days for those within 18 weeks; longer for the others, longest where most deprived."""
    longest = np.array([88.0, 80.0, 74.0, 70.0, 66.0, 78.0])[fifths]
    short = np.floor(127 * rng.beta(1.15, 1.35, size=len(within)))
    long = 127 + np.floor(rng.exponential(longest))
    return np.where(within, short, np.minimum(long, 700)).astype(int)


def _unrecorded_ethnicity(
    categories: list[str], planted: dict[str, Any], rng: np.random.Generator
) -> list[str]:
    """Replace the planted numbers by 'not stated' and by 'not known' (written 99, or left blank)."""
    order = rng.permutation(len(categories))
    declined = planted["ethnicity_not_stated"]
    never_asked = planted["ethnicity_not_known"]
    out = list(categories)
    for i in order[:declined]:
        out[i] = "Z"
    for position, i in enumerate(order[declined : declined + never_asked]):
        out[i] = "99" if position % 3 else ""
    return out


def _with_faults(
    rows: list[tuple[str, ...]], planted: dict[str, Any], census: dt.date
) -> list[tuple[str, ...]]:
    """Put the planted faulty rows among the good ones, at even distances."""
    start, provider, identifier = 6, 1, 3
    after = planted["clock_start_after_census"]
    unknown = planted["unknown_provider"]
    faulty = []
    for i in range(after):
        late = _british(census + dt.timedelta(days=1 + i % 28))
        faulty.append(_changed(rows[i], {start: late, identifier: f"SYNA{i:07d}"}))
    for i in range(unknown):
        source = rows[after + i]
        faulty.append(_changed(source, {provider: "ZQ9", identifier: f"SYNB{i:07d}"}))
    # A duplicate follows the row that it repeats.
    copies = rows[: planted["duplicates"]]
    step = len(rows) // len(faulty)
    out: list[tuple[str, ...]] = []
    for position, row in enumerate(rows):
        out.append(row)
        if position % step == step - 1 and position // step < len(faulty):
            out.append(faulty[position // step])
    return out + copies


def _changed(row: tuple[str, ...], changes: dict[int, str]) -> tuple[str, ...]:
    return tuple(changes.get(i, value) for i, value in enumerate(row))


def _british(day: dt.date) -> str:
    return day.strftime("%d/%m/%Y")
