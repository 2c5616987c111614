"""On random messy extracts, every stored column is what plain Python makes of the raw file."""

import datetime as dt
import random
from collections import Counter

import pytest

from equity_lens.ingestion.prepare import prepare

KEY = b"a key for the tests, 32 bytes long"
AS_AT = dt.date(2026, 10, 31)

POSTCODES = [
    "CO15 2EX", "HG2 8EB", "LS1 3EX", "ls13ex", "SW1A 1AA", "LS17 8BA", "RG40 1AA", "KT13 9AA",
    "BD1 1HU", "ZZ99 3VZ", "ZZ99 3WZ", "EH1 1YZ", "BT7 1NN", "LS1", "LS99 9ZZ", "", "unclear",
]  # fmt: skip
ETHNICITIES = ["A", "A", "b", "J2", "Z", "99", "", "0", "5", "X", "White - British", "wibble"]
PROVIDERS = ["RAE", "RAE", "RWY", "rae01", "RCF", "XYZ", ""]
IDENTITY = {
    "nhs_number": "NHS Number",
    "birth_date": "Date of Birth",
    "sex": "Gender",
    "ethnic_category": "Ethnicity",
    "postcode": "Postcode",
    "provider": "Provider",
    "plus_carer": "Carer Flag",
}


def spelt(day: dt.date, rng: random.Random) -> str:
    """A day in one of the ways of writing it."""
    return rng.choice(
        [f"{day:%Y-%m-%d}", f"{day:%d/%m/%Y}", f"{day:%d-%b-%Y}", f" {day:%Y-%m-%d} "]
    )


def some_day(rng: random.Random, first: dt.date, last: dt.date) -> dt.date:
    return first + dt.timedelta(days=rng.randrange((last - first).days + 1))


def person(rng: random.Random) -> dict[str, str]:
    digits = f"{rng.randrange(10**10):010d}"
    born = spelt(some_day(rng, dt.date(1920, 1, 1), dt.date(2026, 12, 1)), rng)
    return {
        "NHS Number": rng.choice([digits, f"{digits[:3]} {digits[3:6]} {digits[6:]}", "", "12"]),
        "Date of Birth": rng.choice([born] * 8 + ["", "long ago"]),
        "Gender": rng.choice(["1", "2", "F", "male", "9", "X", "", "?"]),
        "Ethnicity": rng.choice(ETHNICITIES),
        "Postcode": rng.choice(POSTCODES),
        "Provider": rng.choice(PROVIDERS),
        "Carer Flag": rng.choice(["Y", "N", "", "perhaps"]),
        "Surname": "Nobody",
    }


def waiting_list(rng: random.Random, rows: int) -> tuple[str, dict[str, str], list[dict[str, str]]]:
    names = IDENTITY | {
        "clock_start": "RTT Start Date",
        "pathway_id": "Pathway ID",
        "specialty": "TFC",
        "site": "Site Code",
        "priority": "Priority Type Code",
    }
    made = [
        person(rng)
        | {
            "RTT Start Date": rng.choice(
                [spelt(some_day(rng, dt.date(2024, 1, 1), dt.date(2026, 11, 3)), rng)] * 20
                + ["", "soon", "2026-02-30"]
            ),
            "Pathway ID": rng.choice([f"P{rng.randrange(rows)}", f"Q{rng.random()}", "", " "]),
            "TFC": rng.choice(["100", "110 ", "X05", "", "&"]),
            "Site Code": rng.choice(["RAE01", "rae02", "", "R/1"]),
            "Priority Type Code": rng.choice(["1", "2", "urgent", "", "9"]),
        }
        for _ in range(rows)
    ]
    return "rtt_waiting_list", names, made


def appointments(rng: random.Random, rows: int) -> tuple[str, dict[str, str], list[dict[str, str]]]:
    names = IDENTITY | {
        "appointment_date": "Appointment Date",
        "appointment_id": "Attendance Identifier",
        "attendance_status": "Attended or Did Not Attend",
        "consultation_medium": "Consultation Medium Used",
        "specialty": "TFC",
    }
    made = [
        person(rng)
        | {
            "Appointment Date": rng.choice(
                [spelt(some_day(rng, dt.date(2026, 1, 1), dt.date(2026, 11, 3)), rng)] * 20
                + ["", "soon"]
            ),
            "Attendance Identifier": rng.choice([f"A{rng.randrange(rows)}", ""]),
            "Attended or Did Not Attend": rng.choice(["5", "6", "3", "dna", "07", "", "8", "2"]),
            "Consultation Medium Used": rng.choice(["01", "2", "video", "", "55"]),
            "TFC": rng.choice(["100", "320", ""]),
        }
        for _ in range(rows)
    ]
    return "outpatient_appointment", names, made


def attendances(rng: random.Random, rows: int) -> tuple[str, dict[str, str], list[dict[str, str]]]:
    names = IDENTITY | {
        "arrival_date": "Arrival Date Time",
        "departure_date": "Departure Date Time",
        "attendance_id": "Attendance ID",
        "department_type": "Department Type",
    }
    made = []
    for _ in range(rows):
        came = dt.datetime(2026, 3, 1) + dt.timedelta(minutes=rng.randrange(300 * 1440))
        went = came + dt.timedelta(minutes=rng.choice([-30, 0, 45, 239, 240, 241, 900, 99_999]))
        form = rng.choice(["%Y-%m-%d %H:%M", "%d/%m/%Y %H:%M"])
        made.append(
            person(rng)
            | {
                "Arrival Date Time": rng.choice([f"{came:{form}}"] * 20 + ["", "soon"]),
                "Departure Date Time": rng.choice([f"{went:{form}}"] * 20 + ["", "later"]),
                "Attendance ID": rng.choice([f"E{rng.randrange(rows)}", ""]),
                "Department Type": rng.choice(["01", "1", "type 3", "", "77"]),
            }
        )
    return "emergency_attendance", names, made


@pytest.mark.parametrize("kind", [waiting_list, appointments, attendances])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_plain_python_makes_the_same_records_from_the_raw_file(
    extracts, prepare_oracle, tmp_path, kind, seed
):
    contract, names, rows = kind(random.Random(f"{kind.__name__} {seed}"), rows=300)
    file = extracts.write_csv(tmp_path / "messy.csv", rows)
    made = prepare(file, store=tmp_path / "store", key=KEY, as_at=AS_AT, contract=contract)
    oracle = prepare_oracle.Oracle(file, contract, names, KEY, AS_AT)
    found = extracts.decoded(made.store)
    assert len(found) == len(oracle.records)
    for position, (ours, theirs) in enumerate(zip(found, oracle.records, strict=True)):
        assert ours == theirs, f"record {position}"
    assert [(line, reason) for line, _, reason in extracts.listed(made.ledger)] == oracle.rejected
    reasons = Counter(reason for _, reason in oracle.rejected)
    assert made.ledger.rejected_by_reason == reasons
    assert made.ledger.rows_read == len(rows) == made.ledger.accepted + made.ledger.rejected
    warned = {
        (column, words): count
        for column, kinds in made.ledger.warnings_by_column.items()
        for words, count in kinds.items()
    }
    assert warned == oracle.warnings
    # The extracts are messy enough to be worth the trouble.
    assert len(reasons) >= 4
    assert len(warned) >= 8


@pytest.mark.parametrize("seed", [4, 5])
def test_the_same_extract_makes_the_same_bytes(extracts, tmp_path, seed):
    _, _, rows = waiting_list(random.Random(seed), rows=400)
    file = extracts.write_csv(tmp_path / "messy.csv", rows)
    stores = [
        prepare(file, store=tmp_path / name, key=KEY, as_at=AS_AT).store.folder for name in "ab"
    ]
    for name in ("records.parquet", "store.json", "rejected-rows.csv"):
        assert (stores[0] / name).read_bytes() == (stores[1] / name).read_bytes()
