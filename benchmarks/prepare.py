"""Preparing outpatient appointments, against DuckDB's own copy of the same CSV to Parquet.

    python benchmarks/prepare.py                     10 million rows
    python benchmarks/prepare.py --rows 1_000_000    a tenth as many

The extract is written first, the same on every run: 60 months, 40 trusts, a person in four rows,
NHS numbers with spaces, British dates, postcodes in use and no longer, blanks. Preparing it checks
every row, derives age, links postcode to deprivation, hashes the NHS number, looks for duplicates,
re-ranks fifths, and writes sorted codes. The promise: at most 4 times the plain copy, measured in
one run, and under 1.5 GB of memory. Times on a shared machine mean little; ratios hold, and that of
processor time is the steadier one.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from equity_lens.engine import arrow, open_engine, run
from equity_lens.ingestion.prepare import prepare
from equity_lens.reference.areas import postcode_file
from equity_lens.reference.organisations import trusts
from equity_lens.reference.vocabularies import AREA_STATE

RUNS = 3
TRUSTS, MONTHS = 40, 60
STATUSES = ("5", "5", "5", "5", "5", "5", "6", "3", "7", "2", "4")
SPECIALTIES = (100, 101, 110, 120, 130, 140, 300, 301, 320, 330, 340, 400, 410, 430, 502)
ETHNICITIES = (
    "A", "A", "A", "A", "A", "A1", "B", "C", "D", "F", "H", "J", "K", "L", "M", "N", "P", "R", "S",
    "Z", "99", None,
)  # fmt: skip
SEXES = ("1", "2", "1", "2", "2", "9", "X")


def write_extract(file: Path, rows: int) -> None:
    """Appointments as a patient administration system exports them, every cell drawn by a hash."""
    providers = [code for code, trust in sorted(trusts().items()) if trust.sector == "acute"]
    in_use, ended = AREA_STATE.code("linked"), AREA_STATE.code("terminated")
    with open_engine() as engine:
        run(
            engine,
            f"""
            CREATE TABLE addresses AS
            SELECT left(postcode, -3) || ' ' || right(postcode, 3) AS postcode,
                   row_number() OVER (ORDER BY postcode) - 1 AS number
            FROM '{postcode_file()}'
            WHERE state = {in_use} OR (state = {ended} AND hash(postcode) % 30 = 0)
            """,
        )
        how_many = arrow(engine, "SELECT count(*) AS n FROM addresses")["n"][0].as_py()
        run(
            engine,
            f"""
            COPY (
                WITH drawn AS (
                    SELECT i, hash(i) AS h, hash(i * 7 + 1) AS other,
                           hash(hash(i) % {rows // 4 + 1} + 5) AS who
                    FROM range({rows}) AS numbers(i)
                )
                SELECT
                    printf('%03d %03d %04d', 400 + (who % 500)::INT, ((who // 1000) % 1000)::INT,
                        ((who // 1000000) % 10000)::INT) AS "NHS NUMBER",
                    {_one_of(providers[:TRUSTS], "other")}
                        AS "ORGANISATION CODE (CODE OF PROVIDER)",
                    {_one_of(providers[:TRUSTS], "other")}
                        || printf('%02d', ((other // 64) % 5)::INT) AS "SITE CODE (OF TREATMENT)",
                    strftime(DATE '2021-04-01' + ((other // 4096) % 1826)::INT, '%d/%m/%Y')
                        AS "APPOINTMENT DATE",
                    {_one_of(STATUSES, "h")} AS "ATTENDANCE STATUS",
                    {_one_of(SPECIALTIES, "h // 16")} AS "ACTIVITY TREATMENT FUNCTION CODE",
                    {_one_of(ETHNICITIES, "who // 77")} AS "ETHNIC CATEGORY",
                    {_one_of(SEXES, "who // 99")} AS "PERSON STATED GENDER CODE",
                    strftime(DATE '1930-01-01' + ((who // 1234) % 33000)::INT, '%d/%m/%Y')
                        AS "PERSON BIRTH DATE",
                    CASE WHEN who % 97 = 0 THEN 'ZZ99 3VZ' WHEN who % 89 <> 0 THEN postcode END
                        AS "POSTCODE OF USUAL ADDRESS",
                    'OP' || printf('%010d', i) AS "APPOINTMENT IDENTIFIER"
                FROM drawn JOIN addresses ON number = (who // 7) % {how_many}
                ORDER BY i
            ) TO '{file}' (HEADER)
            """,
        )


def _one_of(values: tuple | list, drawn: str) -> str:
    listed = ", ".join("NULL" if value is None else f"'{value}'" for value in values)
    return f"[{listed}][1 + (({drawn}) % {len(values)})::INT]"


def plain_copy(file: Path, folder: Path) -> None:
    """What DuckDB does by itself: guess the types and copy."""
    with open_engine(memory="4GB", temporary=folder) as engine:
        run(engine, f"COPY (FROM read_csv('{file}')) TO '{folder / 'plain.parquet'}'")


def ours(file: Path, folder: Path) -> None:
    """The whole of preparing, from the file to the store."""
    made = prepare(file, store=folder / "store", key=b"k" * 32)
    assert made.ledger.rows_read == made.ledger.accepted


WORK = {"plain copy": plain_copy, "prepare": ours}


def measure(what: str, file: Path, folder: Path) -> None:
    """Print seconds, processor seconds and most memory (MB) of one run, in a process of its own."""
    before, start = _processor_seconds(), time.perf_counter()
    WORK[what](file, folder)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found = {"seconds": seconds, "processor": _processor_seconds() - before, "peak": peak}
    print(json.dumps(found))


def _processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def compare(rows: int) -> None:
    """Measure both by turns, and print medians and ratios."""
    with tempfile.TemporaryDirectory(prefix="equity-lens-benchmark-") as name:
        folder = Path(name)
        file = folder / "appointments.csv"
        write_extract(file, rows)
        print(f"{rows:,} rows, {file.stat().st_size / 1e6:,.0f} MB of CSV")
        found: dict[str, list[dict[str, float]]] = {what: [] for what in WORK}
        for _ in range(RUNS):
            for what in WORK:
                command = [sys.executable, __file__, "--only", what, "--in", str(folder)]
                done = subprocess.run(command, check=True, capture_output=True, text=True)
                found[what].append(json.loads(done.stdout))
        middle = {
            what: {key: float(np.median([run[key] for run in runs])) for key in runs[0]}
            for what, runs in found.items()
        }
        for what, figures in middle.items():
            print(
                f"{what:<12}{figures['seconds']:8.2f} s {figures['processor']:8.2f} s of processor"
                f"{figures['peak']:8.0f} MB at most"
            )
        for key, words in (("seconds", "time"), ("processor", "processor time")):
            ratio = middle["prepare"][key] / middle["plain copy"][key]
            print(f"ratio of {words}: {ratio:.2f} (promised: at most 4)")


def main() -> None:
    """Read the command line."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--rows", type=lambda text: int(text.replace("_", "")), default=10_000_000)
    options.add_argument("--only", choices=WORK, help=argparse.SUPPRESS)
    options.add_argument("--in", dest="folder", type=Path, help=argparse.SUPPRESS)
    asked = options.parse_args()
    if asked.only:
        measure(asked.only, asked.folder / "appointments.csv", asked.folder)
    else:
        compare(asked.rows)


if __name__ == "__main__":
    main()
