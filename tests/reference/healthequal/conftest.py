"""Reading the fixtures of this folder; README.md says how they were made."""

import csv
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

HERE = Path(__file__).parent


class Dataset(NamedTuple):
    """One indicator by group, as the package was given it."""

    value: np.ndarray
    error: np.ndarray
    population: np.ndarray
    average: float
    better: str
    ordered: bool
    scale: float
    reference: int | None


def _rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _number(text: str) -> float:
    return float(text) if text else float("nan")


@pytest.fixture(scope="session")
def datasets() -> dict[str, Dataset]:
    grouped: dict[str, list[dict[str, str]]] = {}
    for row in _rows("datasets.csv"):
        grouped.setdefault(row["dataset_id"], []).append(row)
    made = {}
    for name, rows in grouped.items():

        def column(key: str, rows=rows) -> np.ndarray:
            return np.array([_number(row[key]) for row in rows])

        reference = np.flatnonzero(column("reference_subgroup") == 1)
        made[name] = Dataset(
            column("estimate"),
            column("se"),
            column("population"),
            column("setting_average")[0],
            "higher" if rows[0]["favourable_indicator"] == "1" else "lower",
            rows[0]["ordered_dimension"] == "1",
            column("indicator_scale")[0],
            int(reference[0]) if len(reference) else None,
        )
    return made


@pytest.fixture(scope="session")
def cases() -> list[dict]:
    """Expected results, numbers as floats and an empty cell as nan."""
    numeric = ("estimate", "se", "lower", "upper")
    return [
        row
        | {
            f"{whose}_{key}": _number(row[f"{whose}_{key}"])
            for whose in ("target", "peer")
            for key in numeric
        }
        for row in _rows("expected.csv")
    ]


@pytest.fixture(scope="session")
def single_weight() -> list[dict]:
    return [
        row | {key: _number(row[key]) for key in ("estimate", "se", "rtol")}
        for row in _rows("sii_rii_single_weight_variant.csv")
    ]
