"""All cells of outpatient rows, against DuckDB's own scan of the columns that they need.

    python benchmarks/cells.py                        10 million rows
    python benchmarks/cells.py --rows 100_000_000     ten times as many

40 organisations, 60 months; by everybody, deprivation tenth, ethnic category, five-year age band,
sex and specialty; six sums. The promise: at most 4 times the scan, under 1 GB of memory at 10
million rows, under 1.5 GB at 100 million. Times on a shared machine mean little; ratios hold.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from equity_lens.cells import Source
from equity_lens.engine import arrow, open_engine, run
from equity_lens.reference.vocabularies import AGE_BAND5, ETHNIC_CATEGORY, IMD_DECILE, SEX
from equity_lens.reference.vocabulary import Subgroup, Vocabulary
from equity_lens.store import Store, load, save

ORGANISATIONS, MONTHS = 40, 60
STATUSES = ("5", "6", "7", "2", "3", "4", "0")
SPECIALTIES = tuple(str(code) for code in range(100, 140))
DIMENSIONS = ("imd_decile", "ethnic_category", "age_band5", "sex", "specialty")
MEASURES = (
    "outpatient-did-not-attend",
    "outpatient-cancelled-by-provider",
    "ethnicity-recorded-outpatients",
)
SCANNED = ("organisation", "period", *DIMENSIONS, "attendance_status")


def write_store(folder: Path, rows: int) -> Store:
    """Rows in the order of organisation and month, every other column drawn by a hash."""
    vocabularies = {
        "imd_decile": IMD_DECILE,
        "ethnic_category": ETHNIC_CATEGORY,
        "age_band5": AGE_BAND5,
        "sex": SEX,
        "specialty": Vocabulary("specialty", tuple(Subgroup(c, c) for c in SPECIALTIES)),
        "attendance_status": Vocabulary(
            "attendance_status", tuple(Subgroup(c, c) for c in STATUSES)
        ),
    }
    drawn, divisor = [], 1
    for column, vocabulary in vocabularies.items():
        size = len(vocabulary.subgroups)
        drawn.append(f"((h // {divisor}) % {size})::UTINYINT AS {column}")
        divisor *= size
    groups = ORGANISATIONS * MONTHS
    with open_engine() as engine:
        run(
            engine,
            f"""COPY (
                SELECT (i * {groups} // {rows} // {MONTHS})::USMALLINT AS organisation,
                       (i * {groups} // {rows} % {MONTHS})::USMALLINT AS period,
                       {", ".join(drawn)}
                FROM (SELECT i, hash(i) AS h FROM range({rows}) t(i))
            ) TO '{folder / "records.parquet"}' (FORMAT parquet, COMPRESSION zstd)""",
        )
    store = Store(
        folder=folder,
        contract="outpatient_appointment",
        source=Source("outpatients.csv", "0" * 64, "outpatient_appointment", synthetic=True),
        organisations=tuple(f"X{number:02d}" for number in range(ORGANISATIONS)),
        periods=tuple(f"{2021 + m // 12}-{m % 12 + 1:02d}" for m in range(MONTHS)),
        vocabularies=vocabularies,
        columns=SCANNED,
        rows=rows,
    )
    save(store)
    return store


def measure(folder: Path, repeats: int) -> dict[str, float]:
    """Seconds of the scan and of the cells, turn and turn about, and the peak memory."""
    from equity_lens.aggregation.count import count_cells
    from equity_lens.measures.load import library

    store = load(folder)
    measures = [library()[each] for each in MEASURES]
    touched = ", ".join(f"sum({c}), min({c}), max({c})" for c in SCANNED)
    scan = f"SELECT {touched} FROM read_parquet('{store.records}')"
    scans, cells, counts = [], [], []
    with open_engine() as engine:
        for _ in range(repeats):
            scans.append(_seconds(lambda: arrow(engine, scan)))
            cells.append(
                _seconds(
                    lambda: counts.append(
                        count_cells(store, measures, engine=engine, dimensions=DIMENSIONS)[0]
                    )
                )
            )
    everybody = next(each for each in counts[-1] if each.measure.id == MEASURES[2])
    if everybody.denominator.sum() != store.rows:
        raise SystemExit("The cells do not add up to the rows.")
    return {
        "rows": store.rows,
        "scan": median(scans),
        "cells": median(cells),
        "ratio": median(c / s for c, s in zip(cells, scans, strict=True)),
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _seconds(work) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.folder:
        print(json.dumps(measure(chosen.folder, chosen.repeats)))
        return
    with tempfile.TemporaryDirectory() as folder:
        write_store(Path(folder), chosen.rows)
        # A process of its own, so that writing the store is not in the peak of memory.
        again = [sys.executable, __file__, "--folder", folder, "--repeats", str(chosen.repeats)]
        found = json.loads(subprocess.run(again, check=True, stdout=subprocess.PIPE).stdout)
    print(f"{'rows':>12}  {'scan s':>7}  {'cells s':>7}  {'ratio':>5}  {'peak MB':>7}")
    print(
        f"{found['rows']:>12,}  {found['scan']:>7.3f}  {found['cells']:>7.3f}  "
        f"{found['ratio']:>5.2f}  {found['megabytes']:>7.0f}"
    )


if __name__ == "__main__":
    main()
