"""Small extracts written for a test, and prepared records read back in words."""

import csv
from pathlib import Path

import pyarrow.parquet as pq

# Postcodes of the bundled file, each of which the reference tests look up by themselves.
DECILE_1, DECILE_10 = "CO15 2EX", "HG2 8EB"


def write_csv(file: Path, rows: list[dict[str, str]]) -> Path:
    """The rows under the columns of the first one."""
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return file


def decoded(store) -> list[dict]:
    """Every record, its codes replaced by the keys that they stand for."""
    table = pq.read_table(store.records)
    assert tuple(table.column_names) == store.columns
    meaning = {"organisation": store.organisations, "period": store.periods}
    for column, vocabulary in store.vocabularies.items():
        meaning[column] = [subgroup.key for subgroup in vocabulary.subgroups]
    return [
        {
            column: meaning[column][value] if column in meaning else value
            for column, value in row.items()
        }
        for row in table.to_pylist()
    ]


def listed(ledger) -> list[tuple[int, str, str]]:
    """(line, column, reason) of each row in the list of rejected rows."""
    with ledger.rejects_file.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["file"] for row in rows} <= {ledger.source.name}
    return [(int(row["line"]), row["column"], row["reason"]) for row in rows]


def waiting(number: int, **changed: str) -> dict[str, str]:
    """One person on a waiting list at 31 October 2026, in order unless something is changed."""
    return {
        "NHS Number": f"{9990000000 + number}",
        "Provider": "RAE",
        "Pathway ID": f"P{number:05d}",
        "RTT Start Date": "2026-10-01",
        "Treatment Function": "100",
        "Date of Birth": "1980-06-15",
        "Gender": "2",
        "Ethnicity": "A",
        "Postcode": DECILE_1,
    } | changed


def appointment(number: int, **changed: str) -> dict[str, str]:
    """One outpatient appointment of April 2026, in order unless something is changed."""
    return {
        "NHS Number": f"{9990000000 + number}",
        "Provider": "RAE",
        "Attendance Identifier": f"A{number:05d}",
        "Appointment Date": "2026-04-15",
        "Attended or Did Not Attend": "5",
        "Treatment Function": "100",
        "Date of Birth": "1980-06-15",
        "Gender": "2",
        "Ethnicity": "A",
        "Postcode": DECILE_1,
    } | changed
