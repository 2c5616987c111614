"""Larger and messier files: the artificial HES samples, and a file that is read in parallel."""

import csv
import datetime as dt
from collections import Counter

import pytest

from equity_lens.ingestion.prepare import prepare
from equity_lens.reference.organisations import provider_code

KEY = b"a key for the tests, 32 bytes long"


@pytest.fixture
def hes(pytestconfig):
    """(path, rows by Python's csv) of one of the artificial HES files."""

    def read(name):
        file = pytestconfig.rootpath / "tests/data/records" / f"hes_artificial_{name}.csv"
        with file.open(encoding="utf-8", newline="") as raw:
            return file, list(csv.DictReader(raw))

    return read


def test_every_row_of_the_hes_emergency_file_is_accounted_for(hes, extracts, tmp_path):
    file, rows = hes("ae_2007-08")
    made = prepare(file, store=tmp_path / "store", key=KEY)
    unknown = [row for row in rows if provider_code(row["PROCODE3"]) is None]
    assert (made.ledger.rows_read, made.ledger.accepted) == (1000, 1000 - len(unknown))
    assert made.ledger.rejected_by_reason == {"provider is not known": len(unknown)}
    kept = [row for row in rows if provider_code(row["PROCODE3"])]
    found = extracts.decoded(made.store)
    # DEPDUR is the time in the department in minutes; ARRIVALAGE a whole number with ".0".
    minutes = Counter(int(row["DEPDUR"]) for row in kept if row["DEPDUR"])
    minutes_found = Counter(row["minutes_in_department"] for row in found)
    assert minutes - minutes_found == Counter()
    # 7001 to 7007 are the stages of the first year of life.
    said = [float(row["ARRIVALAGE"]) if row["ARRIVALAGE"] else None for row in kept]
    ages = [0 if age is not None and age > 7000 else age for age in said]
    assert Counter(row["age"] for row in found) == Counter(ages)
    assert {row["ethnic_category"] for row in found} == {"not_known"}  # all are X
    sexes = {"1": "male", "2": "female", "0": "not_known"}
    assert Counter(row["sex"] for row in found) == Counter(sexes[row["SEX"]] for row in kept)
    months = Counter(row["ARRIVALDATE"][:7] for row in kept)
    assert Counter(row["period"] for row in found) == months


def test_every_row_of_the_hes_admissions_file_is_accounted_for(hes, extracts, tmp_path):
    file, rows = hes("apc_2001-02")
    made = prepare(file, store=tmp_path / "store", key=KEY)

    def reason(row):
        if row["ADMIDATE"] < "1900-01-02":  # HES writes 1800 and 1801 for dates it lacks
            return "admission date is not a date"
        if provider_code(row["PROCODE3"]) is None:
            return "provider is not known"
        if row["EPIORDER"] not in ("", "1"):
            return "a later episode of an admission that its first episode counts"
        return ""

    reasons = Counter(map(reason, rows))
    accepted = reasons.pop("")
    assert made.ledger.rows_read == 2075 == accepted + sum(reasons.values())
    assert (made.ledger.accepted, made.ledger.rejected_by_reason) == (accepted, reasons)
    kept = [row for row in rows if not reason(row)]
    found = extracts.decoded(made.store)
    methods = Counter(row["ADMIMETH"] for row in kept)
    assert Counter(row["admission_method"] for row in found) == methods
    # Z was asked and not stated; 9 is the old code for the same; X and 99 were never asked.
    states = made.ledger.completeness["ethnic_category"]
    assert states["not_stated"] == sum(row["ETHNOS"] in ("Z", "9") for row in kept)
    assert states["legacy_white"] == sum(row["ETHNOS"] == "0" for row in kept)
    assert states["not_known"] == sum(row["ETHNOS"] in ("X", "") for row in kept)


def test_lines_are_found_again_in_a_file_that_is_read_in_parallel(extracts, tmp_path):
    # Over 40 MB, so that DuckDB reads it in more than one piece.
    filler = "x" * 60
    header = [*extracts.appointment(1), "Local Field"]
    wrong = {line for line in range(2, 330_002) if line % 9_973 == 0}
    with (tmp_path / "large.csv").open("w", encoding="utf-8") as out:
        out.write(",".join(header) + "\n")
        for line in range(2, 330_002):
            row = extracts.appointment(line)
            if line in wrong:
                row["Provider"] = "XYZ"
            out.write(",".join(row.values()) + f",{filler}\n")
        # The first rows again, at the end: they are the duplicates, and not the rows above.
        for line in range(2, 12):
            out.write(",".join(extracts.appointment(line).values()) + f",{filler}\n")
    as_at = dt.date(2026, 6, 1)
    ledger = prepare(tmp_path / "large.csv", store=tmp_path / "store", key=KEY, as_at=as_at).ledger
    expected = [(line, "Provider", "provider is not known") for line in sorted(wrong)]
    expected += [
        (line, "Provider, Attendance Identifier", "duplicate of an earlier row")
        for line in range(330_002, 330_012)
    ]
    assert extracts.listed(ledger) == expected
    assert ledger.rows_read == 330_010
