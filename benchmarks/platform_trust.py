"""A trust with years of appointments behind it: what one more upload costs.

    python benchmarks/platform_trust.py                                  1,000,000 in 60 months
    python benchmarks/platform_trust.py --months 24 --rows 1_200_000     24 months of 50,000
    python benchmarks/platform_trust.py --only-write FOLDER              the extracts, to load elsewhere

One Parquet extract for each month is written first, the same on every run: appointments of a
made-up trust in five places far from each other, sites, specialties, deprivation and ethnicity as
in the demonstration trust, whose other services and their history stand beside them. Each file is
prepared and counted as an upload would be; then everything is released: with nothing kept from
before, and after one more month has come in. The promise: from the last extract to findings in
under 30 seconds.
"""

import argparse
import datetime as dt
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from equity_lens.demonstration import outpatients, people
from equity_lens.demonstration.trust import truths, write_trust
from equity_lens.pipeline import Answers, PreparedSource, analyse, count_source, prepare_source
from equity_lens.reference import areas

CODE = "SYN"
LAST_MONTH = dt.date(2026, 10, 1)
SHARE = np.array([0.222, 0.205, 0.195, 0.190, 0.188])
NOT_ATTENDED = np.array([0.142, 0.115, 0.090, 0.073, 0.061])
SITES = 4
FLAGS = {
    "LD_FLG": "plus_learning_disability",
    "CARER_FLG": "plus_carer",
    "ARMED_FORCES_FLG": "plus_armed_forces",
}
ANSWERS = {"rtt_waiting_list": Answers(columns=FLAGS)}


def months_to(last: dt.date, how_many: int) -> list[dt.date]:
    """The first day of each month, oldest first."""
    latest = last.year * 12 + last.month - 1
    return [dt.date(i // 12, i % 12 + 1, 1) for i in range(latest - how_many + 1, latest + 1)]


def write_month(path: Path, month: dt.date, rows: int) -> None:
    """Write the appointments of one month as a Parquet extract, every cell text."""
    rng = np.random.default_rng(month.year * 12 + month.month)
    fifth = rng.choice(5, size=rows, p=SHARE)
    pools = people.postcodes_of(tuple(truths()["local_authorities"]), areas.default_edition())
    postcodes = np.array([""] * rows, dtype=object)
    categories = np.empty(rows, dtype=object)
    for number in range(5):
        own = np.flatnonzero(fifth == number)
        pool = np.array(pools[2 * number] + pools[2 * number + 1], dtype=object)
        postcodes[own] = rng.choice(pool, size=len(own))
        categories[own] = people.draw_ethnicity(number, len(own), rng)
    postcodes[rng.random(rows) < 0.006] = "ZZ99 3VZ"
    postcodes[rng.random(rows) < 0.012] = ""
    categories[rng.random(rows) < 0.11] = "Z"
    missed = rng.random(rows) < NOT_ATTENDED[fifth]
    status = np.where(missed, rng.choice(["3", "7"], size=rows, p=[0.92, 0.08]), "5")
    status[rng.random(rows) < 0.055] = "4"
    status[rng.random(rows) < 0.045] = "2"
    days = rng.integers(0, 28, size=rows).astype("timedelta64[D]")
    births = np.datetime64(month) - rng.integers(200, 34_000, size=rows).astype("timedelta64[D]")
    number = np.arange(rows)
    columns = {
        "NHS NUMBER": nhs_numbers(rng.integers(0, 400_000, size=rows)),
        "ORGANISATION CODE (CODE OF PROVIDER)": np.full(rows, CODE),
        "SITE CODE (OF TREATMENT)": np.char.add("SYN0", (1 + number % SITES).astype(str)),
        "ATTENDANCE IDENTIFIER": np.char.add(f"SYN{month:%y%m}", number.astype(str)),
        "APPOINTMENT DATE": np.datetime_as_string(np.datetime64(month) + days),
        "ATTENDED OR DID NOT ATTEND CODE": status,
        "CONSULTATION MEDIUM USED": np.where(rng.random(rows) < 0.2, "03", "01"),
        "ACTIVITY TREATMENT FUNCTION CODE": rng.choice(outpatients.SPECIALTIES, size=rows),
        "PERSON BIRTH DATE": np.datetime_as_string(births),
        "PERSON STATED GENDER CODE": rng.choice(["1", "2"], size=rows),
        "ETHNIC CATEGORY": categories,
        "POSTCODE OF USUAL ADDRESS": postcodes,
    }
    pq.write_table(
        pa.table({name: pa.array(list(v), pa.string()) for name, v in columns.items()}), path
    )


def nhs_numbers(people_: np.ndarray) -> list[str]:
    """NHS numbers with a right check digit, from the range kept for testing."""
    known = people.test_nhs_numbers(0, int(people_.max()) + 1)
    return [known[i] for i in people_]


def upload(file: Path, folder: Path) -> PreparedSource:
    """What an upload does before it is compared: check, link and keep the rows, and count them."""
    source = prepare_source(
        file,
        store=folder / "stores" / file.stem,
        key=b"k" * 32,
        answers=ANSWERS,
        known_organisations={CODE: "Made-up trust"},
        synthetic=True,
        found_out=folder / "found out",
    )
    count_source(source)
    return source


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds, and seconds of processor: the steadier of the two on a shared machine."""
    start, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - start, time.process_time() - processor


def measure(folder: Path, files: list[Path]) -> None:
    """Print what each step takes."""
    trust = write_trust(folder / "other services")
    ours = (trust.outpatients, trust.outpatients_history)
    sources = [upload(each, folder) for each in trust.sources if each not in ours]
    took = [timed(lambda file=file: sources.append(upload(file, folder))) for file in files]
    found_out = folder / "found out"

    def release(last: int | None, kept: Path | None) -> tuple[float, float]:
        return timed(
            lambda: analyse(sources[:last], organisation=CODE, synthetic=True, found_out=kept)
        )

    _say("prepare and count, the middle month", sorted(took)[len(took) // 2])
    _say("release, nothing kept", release(None, None))
    _say("release of all but the last month, keeping", release(-1, found_out))
    again = release(None, found_out)
    _say("release with one new month", again)
    both = took[-1][0] + again[0], took[-1][1] + again[1]
    _say("from the last extract to findings (promised: under 30 s)", both)


def _say(what: str, took: tuple[float, float]) -> None:
    print(f"{what:<58}{took[0]:7.2f} s {took[1]:7.2f} s of processor", flush=True)


def main() -> None:
    """Read the command line."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--rows", type=lambda text: int(text.replace("_", "")), default=1_000_000)
    options.add_argument("--months", type=int, default=60)
    options.add_argument("--only-write", type=Path, help="write the extracts here, and stop")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="equity-lens-benchmark-") as name:
        folder = asked.only_write or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        files = []
        for month in months_to(LAST_MONTH, asked.months):
            files.append(folder / f"appointments-{month:%Y-%m}.parquet")
            write_month(files[-1], month, asked.rows // asked.months)
        print(f"{asked.rows:,} appointments in {asked.months} monthly extracts")
        if not asked.only_write:
            measure(folder, files)


if __name__ == "__main__":
    main()
