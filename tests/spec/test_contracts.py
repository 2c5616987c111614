"""What the contracts promise, and that a slip in one of them stops the run."""

import tomllib
from importlib.resources import files

import pytest

from equity_lens.contracts.load import contracts, fold, read_contract

PATIENT_LEVEL = [
    "admitted_care",
    "emergency_attendance",
    "outpatient_appointment",
    "outpatient_referral",
    "rtt_movement",
    "rtt_waiting_list",
]
SMALLEST = """
id = "visits"
title = "Visits"
kind = "events"
source = "A test"
period_from = "seen_on"

[[fields]]
name = "seen_on"
title = "Day of the visit"
type = "date"
required = true
synonyms = ["Visit Date"]

[[fields]]
name = "outcome"
title = "Outcome"
type = "code"
codes = { 1 = "Seen", 2 = "Not seen" }
also = { DNA = "2" }

[[rejections]]
rule = "missing"
columns = ["seen_on"]
reason = "day of the visit is missing"
"""


def read(text: str):
    return read_contract(tomllib.loads(text), shared={}, name="visits.toml")


def test_there_are_six_contracts_of_records_and_four_of_published_counts():
    kinds = {id: contract.kind for id, contract in contracts().items()}
    assert sorted(id for id, kind in kinds.items() if kind != "aggregate") == PATIENT_LEVEL
    assert sorted(id for id, kind in kinds.items() if kind == "aggregate") == [
        "counts_table",
        "ehrql_measures",
        "fingertips",
        "wlmds_demographics",
    ]
    assert kinds["rtt_waiting_list"] == "snapshot"


@pytest.mark.parametrize("id", PATIENT_LEVEL)
def test_records_need_a_provider_a_date_an_age_and_an_area(id):
    contract = contracts()[id]
    assert contract.field("provider").required
    assert contract.field(contract.period_from).required
    groups = {name: {f.name for f in fields} for name, fields in contract.one_of_groups.items()}
    assert groups["age"] == {"birth_date", "age"}
    assert groups["area"] == {"postcode", "lsoa"}


@pytest.mark.parametrize("id", PATIENT_LEVEL)
def test_what_says_who_the_person_is_is_never_kept(id):
    kept = {known.name: known.keep for known in contracts()[id].fields}
    assert kept["nhs_number"] == kept["person_id"] == "hash"
    assert kept["birth_date"] == kept["postcode"] == kept["lsoa"] == "derive"
    for refused in ("name", "address", "telephone", "free_text", "professional"):
        assert kept[refused] == "refuse"


def test_attendance_codes_are_those_of_the_data_dictionary():
    codes = contracts()["outpatient_appointment"].field("attendance_status").codes
    # NHS Data Dictionary, ATTENDED OR DID NOT ATTEND CODE.
    assert set(codes) == {"5", "6", "7", "2", "3", "4", "0"}


def test_a_waiting_list_row_is_refused_for_the_reasons_of_journey_1():
    reasons = [rule.reason for rule in contracts()["rtt_waiting_list"].rejections]
    for wanted in (
        "clock start is after the census date",
        "provider is not known",
        "duplicate of an earlier row",
    ):
        assert wanted in reasons


def test_any_flag_of_the_analysts_own_is_a_plus_group():
    contract = contracts()["rtt_waiting_list"]
    assert contract.field("plus_traveller").type == "flag"
    assert contract.field("plus_traveller").title == "Traveller"
    assert not contract.has("plus_")
    assert not contract.has("plus_Ward9")
    assert not contracts()["counts_table"].has("plus_traveller")


def test_codes_keep_their_noughts():
    # CONSULTATION MEDIUM USED is an2: "01" and not 1.
    codes = contracts()["outpatient_appointment"].field("consultation_medium").codes
    assert {"01", "02", "03", "98"} <= set(codes)


def test_every_contract_is_a_file_of_its_own_name():
    folder = files("equity_lens.contracts") / "data"
    for id, contract in contracts().items():
        assert contract.id == id
        assert (folder / f"{id}.toml").is_file()


def test_spellings_differ_only_in_letters_and_figures():
    assert fold("POSTCODE OF USUAL ADDRESS") == fold("Postcode_of_usual-address ")
    assert fold("A&E Type") == "aetype"


def test_the_smallest_contract_is_read():
    contract = read(SMALLEST)
    assert contract.field("seen_on").synonyms == ("Visit Date",)
    assert contract.field("outcome").also == {"DNA": "2"}
    assert contract.rejections[0].columns == ("seen_on",)


@pytest.mark.parametrize(
    ("was", "becomes", "complaint"),
    [
        ('kind = "events"', 'kind = "event"', "no such kind as 'event'"),
        ('source = "A test"', 'sauce = "A test"', r"unknown keys \['sauce'\]"),
        ('type = "date"', 'type = "day"', "no such type as 'day'"),
        ("required = true", "needed = true", r"unknown keys \['needed'\]"),
        ("required = true", 'keep = "burn"', "no such way to keep as 'burn'"),
        ('rule = "missing"', 'rule = "absent"', "no such rule as 'absent'"),
        ('columns = ["seen_on"]', 'columns = ["seen"]', "fields that are not there"),
        ('period_from = "seen_on"', 'period_from = "seen"', "fields that are not there"),
        ("reason =", "because =", r"unknown keys \['because'\]"),
        ('DNA = "2"', 'DNA = "3"', r"lead to no code: \['3'\]"),
        ('["Visit Date"]', '["Visit Date", "OUTCOME"]', "leads to seen_on and outcome"),
    ],
)
def test_a_slip_in_a_contract_stops_the_run(was, becomes, complaint):
    assert was in SMALLEST
    with pytest.raises(ValueError, match=complaint):
        read(SMALLEST.replace(was, becomes))
