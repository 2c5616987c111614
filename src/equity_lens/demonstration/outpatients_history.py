"""Outpatient appointments of the two years before: a slowly widening gap among ordinary months."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from equity_lens.demonstration.kept_counts import (
    FIFTHS_AND_STATES,
    Row,
    along,
    drawn_among,
    ethnic_groups,
    everyone,
    month,
    write,
)
from equity_lens.demonstration.outpatients import CANCELLED_BY_PATIENT, CANCELLED_BY_PROVIDER

NOT_ATTENDED = "outpatient-did-not-attend"
AGES = {"0-19": 0.070, "20-39": 0.177, "40-64": 0.422, "65-79": 0.146, "80+": 0.185}
SEXES = {"male": 0.5, "female": 0.5}


def write_history(path: Path, truths: dict[str, Any]) -> None:
    """Write a plain counts table: each month before the extract's, oldest first."""
    rng = np.random.default_rng(20261004)
    write(path, (row for i in range(truths["history"]["months"]) for row in _month(i, truths, rng)))


def _month(i: int, truths: dict[str, Any], rng: np.random.Generator) -> Iterator[Row]:
    code, planted = truths["code"], truths["outpatients_history"]
    period = month(truths["census_date"], truths["history"]["months"] - i)
    due, missed = _appointments(i, truths)
    yield from along(
        NOT_ATTENDED, period, code, "imd_quintile", zip(FIFTHS_AND_STATES, missed, due, strict=True)
    )
    yield everyone(NOT_ATTENDED, period, code, sum(missed), sum(due))
    recorded = planted["ethnicity_recorded"][i] / 100
    due_by_group, missed_by_group = _ethnic_mix(due, recorded), _ethnic_mix(missed, recorded)
    for dimension, mix, of_missed in (
        ("ethnic_group", due_by_group, missed_by_group), ("age_band", AGES, AGES),
        ("sex", SEXES, SEXES),
    ):  # fmt: skip
        people = drawn_among(sum(due), list(mix.values()), rng)
        events = drawn_among(sum(missed), list(of_missed.values()), rng)
        yield from along(
            NOT_ATTENDED, period, code, dimension, zip(mix, events, people, strict=True)
        )
    yield from _cancelled_and_recorded(period, code, due, recorded, rng)


def _appointments(i: int, truths: dict[str, Any]) -> tuple[list[int], list[int]]:
    """Appointments due and not attended, for each fifth and for those who have none.

    The fifths keep the places between the most and the least deprived that they have in the
    extract, so that the planted gap stretches the whole gradient.
    """
    planted, latest = truths["outpatients_history"], truths["outpatients"]
    share = latest["did_not_attend"]
    season = 1 + 0.012 * ((i * 5) % 7 - 3) / 3
    due = [round(n * season) for n in latest["appointments"]]
    least = planted["least_deprived"][i] / 100
    missed = [
        round(n * (least + planted["gap"][i] / 100 * (own - share[4]) / (share[0] - share[4])))
        for n, own in zip(due, share, strict=True)
    ]
    unlinked = [latest["no_fixed_abode"] + (i * 11) % 23, planted["deprivation_not_known"][i]]
    missed += [round(n * latest["unlinked_did_not_attend"]) for n in unlinked]
    return due + unlinked, missed


def _ethnic_mix(counts: list[int], recorded: float) -> dict[str, float]:
    """Share of each ethnic group among counts by fifth, and of those who did not give theirs.

    Groups differ because they live in different places, and in nothing else, as in the extract.
    """
    mix = dict.fromkeys(ethnic_groups(0), 0.0)
    for fifth in range(5):
        for group, share in ethnic_groups(fifth).items():
            mix[group] += recorded * counts[fifth] * share / sum(counts[:5])
    return mix | {"not_stated": 1 - recorded}


def _cancelled_and_recorded(
    period: str, code: str, due: list[int], recorded: float, rng: np.random.Generator
) -> Iterator[Row]:
    """Cancellations by fifth, and how complete identity was among all appointments."""
    by_trust = rng.binomial(due, CANCELLED_BY_PROVIDER / 1000).tolist()
    by_patient = rng.binomial(due, CANCELLED_BY_PATIENT / 1000).tolist()
    not_by_trust = [sum(pair) for pair in zip(due, by_patient, strict=True)]
    made = [sum(pair) for pair in zip(not_by_trust, by_trust, strict=True)]
    for measure, events, people in (
        ("outpatient-cancelled-by-provider", by_trust, made),
        ("outpatient-cancelled-by-patient", by_patient, not_by_trust),
    ):
        yield from along(
            measure,
            period,
            code,
            "imd_quintile",
            zip(FIFTHS_AND_STATES, events, people, strict=True),
        )
        yield everyone(measure, period, code, sum(events), sum(people))
    known, no_fixed_abode, not_known = sum(made[:5]), made[5], made[6]
    total = known + no_fixed_abode + not_known
    yield everyone("ethnicity-recorded-outpatients", period, code, round(total * recorded), total)
    yield everyone("deprivation-linked-outpatients", period, code, known, known + not_known)
