"""A file is recognised by its header; what cannot be recognised is asked for once."""

from pathlib import Path

import pytest

from equity_lens.errors import ContractNotMet, MappingNeeded
from equity_lens.ingestion.mapping import FILE_NAME
from equity_lens.ingestion.reading import read_text
from equity_lens.ingestion.recognise import recognise

DATA = Path(__file__).parents[1] / "data"

RTT = (
    "NHS NUMBER,PERSON BIRTH DATE,POSTCODE OF USUAL ADDRESS,PERSON STATED GENDER CODE,"
    "ETHNIC CATEGORY,ORGANISATION CODE (CODE OF PROVIDER),ACTIVITY TREATMENT FUNCTION CODE,"
    "REFERRAL TO TREATMENT PERIOD START DATE,PATIENT PATHWAY IDENTIFIER,CENSUS DATE"
)


@pytest.fixture
def recognised(tmp_path):
    def recognising(header: str, cells: str | None = None, **stated):
        source = tmp_path / "extract.csv"
        row = cells or ",".join("1" for _ in header.split(","))
        source.write_text(f"{header}\n{row}\n", encoding="utf-8")
        return recognise(read_text(source, work=tmp_path), source=source, **stated)

    return recognising


@pytest.mark.parametrize(
    ("contract", "header"),
    [
        ("rtt_waiting_list", RTT),
        (
            "rtt_waiting_list",
            "NHS No,DOB,Postcode,Sex,Ethnicity,Provider Code,TFC,RTT Clock Start Date,Pathway ID,"
            "Week Ending,LD Flag",
        ),
        (
            "outpatient_appointment",
            "NHS Number,Date of Birth,Post Code,Gender,Ethnic Group,Trust,Specialty,"
            "Appointment Date,Attended or DNA,Consultation Medium Used",
        ),
        (
            "outpatient_appointment",
            "PSEUDO_HESID,APPTAGE,LSOA11,SEX,ETHNOS,PROCODE3,TRETSPEF,APPTDATE,ATTENDED,FIRSTATT",
        ),
        (
            "emergency_attendance",
            "Der_Pseudo_NHS_Number,Age_At_CDS_Activity_Date,Der_Postcode_LSOA_2011_Code,Sex,"
            "Ethnic_Category,Der_Provider_Code,EC_Department_Type,EC_Arrival_Date,"
            "EC_Arrival_Time,EC_Departure_Date,EC_Departure_Time",
        ),
        (
            "admitted_care",
            "NHS NUMBER,PERSON BIRTH DATE,POSTCODE OF USUAL ADDRESS,PERSON STATED GENDER CODE,"
            "ETHNIC CATEGORY,ORGANISATION CODE (CODE OF PROVIDER),TREATMENT FUNCTION CODE,"
            "START DATE (HOSPITAL PROVIDER SPELL),ADMISSION METHOD CODE (HOSPITAL PROVIDER SPELL)",
        ),
        ("wlmds_demographics", "Code,Name,Geography,Metric,Category,Waiting Bands,Count"),
        (
            "fingertips",
            "Indicator ID,Indicator Name,Parent Code,Parent Name,Area Code,Area Name,Area Type,"
            "Sex,Age,Category Type,Category,Time period,Value,Lower CI 95.0 limit,"
            "Upper CI 95.0 limit,Count,Denominator",
        ),
        ("ehrql_measures", "measure,interval_start,interval_end,ratio,numerator,denominator,imd"),
        ("counts_table", "measure,period,organisation,dimension,subgroup,numerator,denominator"),
    ],
)
def test_each_contract_is_recognised_by_names_that_are_in_use(recognised, contract, header):
    found = recognised(header)
    assert found.contract.id == contract
    assert not [name for name in header.split(",") if name in found.unused and name[:2] == "NH"]


@pytest.mark.parametrize(
    ("file", "contract", "columns"),
    [
        (
            "hes_artificial_ae_2007-08.csv",
            "emergency_attendance",
            {
                "arrival_date": "ARRIVALDATE",
                "arrival_time": "ARRIVALTIME",
                "departure_time": "DEPTIME",
                "minutes_in_department": "DEPDUR",
                "department_type": "AEDEPTTYPE",
                "ethnic_category": "ETHNOS",
                "age": "ARRIVALAGE",
                "sex": "SEX",
                "provider": "PROCODE3",
                # Of the two columns of areas, the later boundaries.
                "lsoa": "LSOA11",
                "person_id": "PSEUDO_HESID",
            },
        ),
        (
            "hes_artificial_apc_2001-02.csv",
            "admitted_care",
            {
                "admission_date": "ADMIDATE",
                "admission_method": "ADMIMETH",
                "episode_order": "EPIORDER",
                "main_procedure": "OPERTN_4_01",
                "main_diagnosis": "DIAG_4_01",
                "specialty": "TRETSPEF",
                "ethnic_category": "ETHNOS",
                "age": "STARTAGE",
                "sex": "SEX",
                "provider": "PROCODE3",
                # LSOA11 is there and wholly empty.
                "lsoa": "LSOA01",
            },
        ),
    ],
)
def test_the_artificial_hospital_records_are_recognised_without_a_question(
    tmp_path, file, contract, columns
):
    source = DATA / "records" / file
    found = recognise(read_text(source, work=tmp_path), source=source, mapping=tmp_path / FILE_NAME)
    assert found.contract.id == contract
    assert {name: found.columns[name] for name in columns} == columns
    assert not (tmp_path / FILE_NAME).exists()


def test_names_addresses_and_comments_are_refused(recognised):
    found = recognised(RTT + ",Surname,Address Line 1,Mobile,Comments,Consultant")
    assert set(found.refused) == {
        "Surname",
        "Address Line 1",
        "Mobile",
        "Comments",
        "Consultant",
    }
    assert not set(found.refused) & set(found.columns.values())


def test_columns_that_mean_nothing_to_us_stop_nobody(recognised, tmp_path):
    found = recognised(RTT + ",Ward colour,Bleep")
    assert found.unused == ("Ward colour", "Bleep")
    assert not (tmp_path / FILE_NAME).exists()


def test_a_misspelt_column_is_asked_about_and_not_passed_over(recognised):
    with pytest.raises(MappingNeeded) as asked:
        recognised(RTT.replace("PATIENT PATHWAY IDENTIFIER", "PATEINT PATHWAY IDENTIFER"))
    assert "`PATEINT PATHWAY IDENTIFER` is not recognised. Did you mean `pathway_id`" in str(
        asked.value
    )
    assert asked.value.exit_code == 5


def test_of_17_columns_14_are_recognised_and_3_asked_about(recognised, tmp_path):
    header = RTT.replace("ETHNIC CATEGORY", "Ethn Cd") + (
        ",Site,Priority,TCI Date,LD Flag,Surname,Ward colour,Bleep"
    )
    assert len(header.split(",")) == 17
    with pytest.raises(MappingNeeded) as asked:
        recognised(header)
    assert "14 of 17 columns were recognised" in str(asked.value)
    assert len([fault for fault in asked.value.faults if "is not recognised" in fault]) == 3
    mapping = tmp_path / FILE_NAME
    text = mapping.read_text(encoding="utf-8")
    assert text.count('= ""') == 3
    answered = text.replace('"Ethn Cd" = ""', '"Ethn Cd" = "ethnic_category"')
    mapping.write_text(answered.replace('= ""', '= "ignore"'), encoding="utf-8")
    assert recognised(header).columns["ethnic_category"] == "Ethn Cd"
    # Next month's file has the same columns in another order.
    assert recognised(",".join(reversed(header.split(",")))).columns["ethnic_category"] == "Ethn Cd"


def test_questions_left_open_are_asked_again(recognised, tmp_path):
    header = RTT.replace("ETHNIC CATEGORY", "Ethn Cd")
    for _ in range(2):
        with pytest.raises(MappingNeeded):
            recognised(header)
    text = (tmp_path / FILE_NAME).read_text(encoding="utf-8")
    assert text.count("[rtt_waiting_list.columns]") == 1


def test_a_comparison_that_the_extract_cannot_have_is_asked_about_once(recognised, tmp_path):
    header = RTT.replace("ETHNIC CATEGORY,", "") + ",Ward colour"
    with pytest.raises(MappingNeeded, match="were recognised") as asked:
        recognised(header)
    assert any("boards ask for it" in fault for fault in asked.value.faults)
    mapping = tmp_path / FILE_NAME
    text = mapping.read_text(encoding="utf-8")
    mapping.write_text(text.replace('"Ward colour" = ""', '"Ward colour" = "ignore"'), "utf-8")
    assert "ethnic_category" not in recognised(header).columns


def test_an_extract_with_no_other_column_is_used_without_the_comparison(recognised):
    assert "ethnic_category" not in recognised(RTT.replace("ETHNIC CATEGORY,", "")).columns


def test_a_column_that_is_missing_and_could_be_no_other_is_an_error(recognised, tmp_path):
    header = RTT.replace(",REFERRAL TO TREATMENT PERIOD START DATE", "").replace(
        "POSTCODE OF USUAL ADDRESS,", ""
    )
    with pytest.raises(ContractNotMet) as problem:
        recognised(header)
    # Every fault at once, each with what would do.
    assert problem.value.faults[0].startswith("No column was found for `clock_start`")
    assert "`postcode`" in problem.value.faults[1]
    assert "or `lsoa`" in problem.value.faults[1]
    assert not (tmp_path / FILE_NAME).exists()


def test_a_provider_that_is_the_same_in_every_row_is_stated_once(recognised, tmp_path):
    header = RTT.replace("ORGANISATION CODE (CODE OF PROVIDER),", "")
    with pytest.raises(MappingNeeded, match="were recognised"):
        recognised(header)
    mapping = tmp_path / FILE_NAME
    text = mapping.read_text(encoding="utf-8")
    assert 'provider = ""' in text
    mapping.write_text(text.replace('provider = ""', 'provider = "RCF"'), encoding="utf-8")
    assert recognised(header).constants == {"provider": "RCF"}


def test_a_census_date_that_the_caller_gives_is_not_asked_for(recognised):
    found = recognised(RTT.replace(",CENSUS DATE", ""), given={"census_date"})
    assert "census_date" not in found.columns


def test_two_columns_of_one_meaning_leave_one_to_spare(recognised):
    found = recognised(RTT + ",Ethnicity")
    assert found.columns["ethnic_category"] == "ETHNIC CATEGORY"
    assert found.spare == {"Ethnicity": "ethnic_category"}


def test_a_file_that_is_nothing_we_know_is_refused_with_the_list_of_what_we_do(recognised):
    with pytest.raises(ContractNotMet, match="could not be recognised") as problem:
        recognised("ID,Organisation,Age,LOS,Death")
    assert any("rtt_waiting_list" in fault for fault in problem.value.faults)


def test_the_analyst_may_name_the_contract(recognised):
    assert recognised(RTT, contract="rtt_waiting_list").contract.id == "rtt_waiting_list"
    with pytest.raises(ContractNotMet, match='no contract "ptl"'):
        recognised(RTT, contract="ptl")


def test_two_header_lines_are_told_apart_from_data(recognised):
    with pytest.raises(ContractNotMet, match="two header lines: line 2"):
        recognised("Patient,,,Pathway,", "NHS Number,DOB,Sex,Clock Start,Provider")


def test_an_empty_column_without_a_name_needs_no_answer(recognised):
    assert recognised(RTT + ",,", "1,1,1,1,1,1,1,1,1,1,,").contract.id == "rtt_waiting_list"


def test_local_codes_are_translated_and_common_words_known(recognised, tmp_path):
    (tmp_path / FILE_NAME).write_text(
        '[outpatient_appointment.codes.attendance_status]\n"no show" = "3"\n', encoding="utf-8"
    )
    found = recognised("NHS Number,DOB,Postcode,Sex,Ethnicity,Trust,TFC,Appointment Date,Attended")
    book = found.code_book("attendance_status")
    assert (book["NO SHOW"], book["DNA"], book["05"], book["7"]) == ("3", "3", "5", "7")
