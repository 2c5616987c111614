"""What one row of an extract becomes in the prepared store."""

import datetime as dt
import hashlib

import pytest

from equity_lens.ingestion.prepare import prepare
from equity_lens.ingestion.prepare.pseudonyms import prefix_of
from equity_lens.reference.ages import GREATEST_AGE, band5

CENSUS = dt.date(2026, 10, 31)
KEY = b"a key for the tests, 32 bytes long"


@pytest.fixture
def prepared(extracts, tmp_path):
    """Prepares rows of one contract; gives (records in words, store, ledger)."""

    def prepare_rows(rows, **choices):
        file = extracts.write_csv(tmp_path / "extract.csv", rows)
        made = prepare(file, store=tmp_path / "store", key=KEY, **choices)
        return extracts.decoded(made.store), made.store, made.ledger

    return prepare_rows


def test_a_person_on_a_waiting_list_becomes_codes_and_no_more(extracts, prepared):
    records, store, ledger = prepared([extracts.waiting(1)], as_at=CENSUS)
    number = hashlib.sha256((prefix_of(KEY) + "9990000001").encode()).digest()
    assert (
        records
        == [
            {
                "organisation": "RAE",
                "period": "2026-10-31",
                "imd_decile": "1",
                "imd_quintile_local": "3",  # the only area there is holds the middle of its people
                "area_state": "linked",
                "ethnic_category": "A",
                "sex": "female",
                "age_band5": "45-49",
                "local_authority": "E07000076",
                "specialty": "100",
                "age": 46,
                "weeks_waited": 5,  # 30 days: 4 weeks and 2 days
                "person": int.from_bytes(number[:8], "big"),
            }
        ]
    )
    assert (store.contract, store.rows, store.source.edition) == ("rtt_waiting_list", 1, "IMD 2025")
    assert (ledger.rows_read, ledger.accepted, ledger.rejected) == (1, 1, 0)


def test_weeks_waited_are_whole_weeks_begun(extracts, prepared):
    # 126 days are 18 weeks to the day, so within 18 weeks; the next day is not.
    days = {0: 0, 1: 1, 7: 1, 8: 2, 126: 18, 127: 19, 364: 52, 365: 53}
    rows = [
        extracts.waiting(i, **{"RTT Start Date": str(CENSUS - dt.timedelta(days=each))})
        for i, each in enumerate(days)
    ]
    records, _, _ = prepared(rows, as_at=CENSUS)
    assert [row["weeks_waited"] for row in records] == list(days.values())


def test_age_is_in_completed_years_at_the_event(extracts, prepared):
    # At the census, 31 October 2026.
    born = {
        "1980-10-31": 46,  # a birthday
        "1980-11-01": 45,  # the day before one
        "2026-10-31": 0,
        "1936-02-29": 90,
        "2009-10-31": 17,
        "2008-10-31": 18,
    }
    rows = [extracts.waiting(i, **{"Date of Birth": day}) for i, day in enumerate(born)]
    records, _, _ = prepared(rows, as_at=CENSUS)
    assert [row["age"] for row in records] == list(born.values())
    assert [row["age_band5"] for row in records] == [band5(age) for age in born.values()]


def test_every_age_has_the_band_that_reference_gives_it(extracts, prepared):
    ages = [*range(GREATEST_AGE + 1)]
    rows = [extracts.waiting(i, Age=str(age)) for i, age in enumerate(ages)]
    for row in rows:
        del row["Date of Birth"]
    records, _, _ = prepared(rows, as_at=CENSUS)
    assert [row["age_band5"] for row in records] == [band5(age) for age in ages]


def test_an_age_that_cannot_be_is_not_known_and_is_warned_of(extracts, prepared):
    born = ["1980-06-15", "1850-01-01", "2026-11-02", "", "not a date"]
    rows = [extracts.waiting(i, **{"Date of Birth": day}) for i, day in enumerate(born)]
    rows += [extracts.waiting(9, **{"Date of Birth": "25/12/1979"})]
    records, _, ledger = prepared(rows, as_at=CENSUS)
    assert [row["age"] for row in records] == [46, None, None, None, None, 46]
    assert [row["age_band5"] for row in records][1:5] == ["not_known"] * 4
    # 1 January 1850 is earlier than any date we read, and 2 November 2026 is after the census.
    warned = ledger.warnings_by_column["Date of Birth"]
    assert warned == {
        "not a date; treated as not known": 2,
        f"age below 0 or above {GREATEST_AGE}; treated as not known": 1,
    }
    assert ledger.completeness["age_band5"] == {"known": 2, "not_known": 4}


def test_hes_ages_under_one_are_nought(extracts, prepared):
    rows = [extracts.waiting(i, Age=age) for i, age in enumerate(["7001", "7007", "1.0", "104"])]
    for row in rows:
        del row["Date of Birth"]
    records, _, _ = prepared(rows, as_at=CENSUS)
    assert [row["age"] for row in records] == [0, 0, 1, 104]


def test_not_stated_not_known_and_the_old_codes_stay_apart(extracts, prepared):
    said = {
        "A": "A", " b ": "B", "J2": "J", "A*": "A", "Z": "not_stated", "99": "not_known",
        "": "not_known", "0": "legacy_white", "5": "J", "White - British": "A", "Qq": "not_known",
    }  # fmt: skip
    rows = [extracts.waiting(i, Ethnicity=text) for i, text in enumerate(said)]
    records, _, ledger = prepared(rows, as_at=CENSUS)
    assert [row["ethnic_category"] for row in records] == list(said.values())
    assert ledger.completeness["ethnic_category"] == {
        "known": 6, "legacy_white": 1, "not_stated": 1, "not_known": 3,
    }  # fmt: skip
    # Only a text that says something we cannot read is warned of, not a blank or a 99.
    assert ledger.warnings_by_column["Ethnicity"] == {"not recognised; treated as not known": 1}


def test_events_are_kept_by_month_and_sorted_by_organisation_and_month(extracts, prepared):
    rows = [
        extracts.appointment(1, **{"Appointment Date": "2026-05-31"}),
        extracts.appointment(2, Provider="RWY", **{"Appointment Date": "2026-04-01"}),
        extracts.appointment(3, **{"Appointment Date": "2026-04-30"}),
        extracts.appointment(4, Provider="RAE01", **{"Appointment Date": "2026-04-02"}),
    ]
    records, store, _ = prepared(rows, as_at=dt.date(2026, 6, 1))
    assert store.organisations == ("RAE", "RWY")
    assert store.periods == ("2026-04", "2026-05")
    found = [(row["organisation"], row["period"], row["person"]) for row in records]
    people = {row["person"]: i for i, row in enumerate(records)}
    assert [(whose, when) for whose, when, _ in found] == [
        ("RAE", "2026-04"), ("RAE", "2026-04"), ("RAE", "2026-05"), ("RWY", "2026-04"),
    ]  # fmt: skip
    assert len(people) == 4


def test_national_codes_and_other_spellings_of_them(extracts, prepared):
    said = {"5": "5", "05": "5", "DNA": "3", "dna ": "3", "5.0": "5", "7": "7"}
    rows = [
        extracts.appointment(i, **{"Attended or Did Not Attend": text})
        for i, text in enumerate(said)
    ]
    records, store, _ = prepared(rows, as_at=dt.date(2026, 6, 1))
    assert [row["attendance_status"] for row in records] == list(said.values())
    vocabulary = store.vocabularies["attendance_status"]
    assert vocabulary.subgroups[vocabulary.code("3")].label == "Did not attend, no warning"


def test_sites_and_specialties_are_kept_as_the_file_has_them(extracts, prepared):
    rows = [
        extracts.waiting(1, Site="RAE01", **{"Treatment Function": "100"}),
        extracts.waiting(2, Site="rae01 ", **{"Treatment Function": "General Surgery"}),
        extracts.waiting(3, Site="", **{"Treatment Function": "&"}),
    ]
    records, store, _ = prepared(rows, as_at=CENSUS)
    assert [row["site"] for row in records] == ["RAE01", "RAE01", "not_known"]
    assert [row["specialty"] for row in records] == ["100", "GENERAL SURGERY", "not_known"]
    labels = [subgroup.label for subgroup in store.vocabularies["specialty"].subgroups]
    assert labels == ["100", "General Surgery", "Not known"]


def test_a_flag_of_ones_own_becomes_yes_no_or_not_known(extracts, prepared):
    said = {"Y": "yes", "no": "no", "1": "yes", "": "not_known", "maybe": "not_known"}
    rows = [extracts.waiting(i, **{"LD Flag": text}) for i, text in enumerate(said)]
    records, _, ledger = prepared(rows, as_at=CENSUS)
    assert [row["plus_learning_disability"] for row in records] == list(said.values())
    assert ledger.warnings_by_column["LD Flag"] == {"not recognised; treated as not known": 1}


def test_minutes_in_the_department_are_counted_from_arrival_to_departure(extracts, prepared):
    def attendance(number, arrival, departure):
        return {
            "NHS Number": f"{9990000000 + number}",
            "Provider": "RAE",
            "Attendance ID": f"E{number}",
            "Arrival Date Time": arrival,
            "Departure Date Time": departure,
            "Department Type": "01",
            "Age": "40",
            "Gender": "1",
            "Ethnicity": "A",
            "Postcode": extracts.DECILE_1,
        }

    rows = [
        attendance(1, "2026-04-25 10:15", "2026-04-25 14:15"),  # four hours
        attendance(2, "2026-04-25 23:50", "2026-04-26 00:05:59"),  # over midnight
        attendance(3, "2026-04-25 10:15", "2026-04-25 10:10"),  # left before coming
        attendance(4, "2026-04-25 10:15", ""),
        attendance(5, "2026-04-25 10:15", "2026-04-28 10:15"),  # three days
    ]
    records, _, ledger = prepared(rows, as_at=dt.date(2026, 6, 1))
    assert [row["minutes_in_department"] for row in records] == [240, 15, None, None, 3 * 24 * 60]
    assert ledger.warnings_by_column["Departure Date Time"] == {
        "departure before arrival, or over 45 days after it; treated as not known": 1
    }


def test_a_time_before_arrival_is_of_the_next_day_when_there_is_no_departure_date(
    extracts, prepared
):
    rows = [
        {
            "Provider": "RAE", "AEKEY": str(i), "ARRIVALDATE": "2026-04-25", "ARRIVALTIME": arrived,
            "DEPTIME": left, "AEDEPTTYPE": "01", "ARRIVALAGE": "40", "SEX": "1", "ETHNOS": "A",
            "LSOA21": "E01021988",
        }
        for i, (arrived, left) in enumerate([("2350", "0005"), ("1000", "1001"), ("1000", "4000")])
    ]  # fmt: skip
    records, _, ledger = prepared(rows, as_at=dt.date(2026, 6, 1))
    assert [row["minutes_in_department"] for row in records] == [15, 1, None]
    assert ledger.warnings_by_column["DEPTIME"] == {"not a time of day; treated as not known": 1}


def test_what_the_file_does_not_speak_of_is_not_in_the_store(extracts, prepared, tmp_path):
    # Not measured is another thing than measured and known of nobody.
    mapping = tmp_path / "equity-lens.mapping.toml"
    mapping.write_text(
        '[rtt_waiting_list]\nwithout = ["area", "age", "ethnic_category", "sex", "specialty"]\n'
    )
    row = {key: extracts.waiting(1)[key] for key in ("Provider", "Pathway ID", "RTT Start Date")}
    records, store, ledger = prepared([row], as_at=CENSUS)
    for column in ("imd_decile", "ethnic_category", "sex", "age_band5", "specialty"):
        assert column not in store.columns
        assert column not in ledger.completeness
    assert records[0]["person"] is None
