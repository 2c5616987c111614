"""Reading the fixtures of this folder; README.md says how they were made."""

import csv
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest

HERE = Path(__file__).parent


def _value(text: str):
    if text == "":
        return float("nan")
    try:
        return float(text)
    except ValueError:
        return text


@pytest.fixture(scope="session")
def table():
    """Rows of a file as dictionaries: numbers as floats, an empty cell as nan."""

    def read(name: str) -> list[dict]:
        with (HERE / name).open(encoding="utf-8", newline="") as file:
            return [
                {key: _value(text) for key, text in row.items()} for row in csv.DictReader(file)
            ]

    return read


@pytest.fixture(scope="session")
def by_case(table):
    """Rows of a file by case: for each, its columns as arrays."""

    def read(name: str) -> dict[str, dict[str, np.ndarray]]:
        rows = defaultdict(list)
        for row in table(name):
            rows[row["case_id"]].append(row)
        return {
            case: {key: np.array([row[key] for row in group]) for key in group[0]}
            for case, group in rows.items()
        }

    return read
