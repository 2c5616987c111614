"""Published files become the counts that were printed, and nothing more."""

import csv
import tempfile
from pathlib import Path

import numpy as np
import pytest

from equity_lens.demonstration.published import waiting_list_files
from equity_lens.errors import ContractNotMet
from equity_lens.ingestion.published import read_published
from equity_lens.ingestion.reading import read_text
from equity_lens.ingestion.recognise import recognise
from equity_lens.measures.load import library

HEADER = ("Code", "Name", "Geography", "Metric", "Category", "Waiting Bands", "Count")
JULY = next(path for path in waiting_list_files() if "27-July-2025" in path.name)
NAME = "WLMDS-Demographics-Geography-to-31-March-2026-v1.csv"


def read(path):
    with tempfile.TemporaryDirectory() as work:
        text = read_text(path, work=Path(work))
        return read_published(text, recognise(text, source=path), measures=library())


def counts_of(published, measure, dimension):
    return next(
        each for each in published.counts
        if each.measure.id == measure and each.dimension.key == dimension
    )  # fmt: skip


def at(counts, organisation, subgroup):
    group = [each.key for each in counts.subgroups].index(subgroup)
    return counts.organisations.index(organisation), 0, group


def written(folder, rows, name=NAME):
    path = folder / name
    lines = [",".join(HEADER), *(",".join(row) for row in rows)]
    path.write_text("\r\n".join(lines) + "\r\n")
    return path


def test_every_row_of_the_published_files_is_accounted_for():
    for path in waiting_list_files():
        ledger = read(path).ledger
        with path.open(newline="") as file:
            assert ledger.rows_read == ledger.accepted == sum(1 for _ in csv.DictReader(file))


def test_a_printed_count_is_the_count():
    # The lines of the file: RAE, IMD 1: 01 To 18 Weeks, and Total.
    with JULY.open(newline="") as file:
        printed = {
            row["Waiting Bands"]: float(row["Count"])
            for row in csv.DictReader(file)
            if (row["Code"], row["Metric"], row["Category"]) == ("RAE", "IMD", "1")
        }
    counts = counts_of(read(JULY), "waiting-within-18-weeks", "imd_decile")
    where = at(counts, "RAE", "1")
    assert counts.numerator[where] == printed["01 To 18 Weeks"]
    assert counts.denominator[where] == printed["Total"]
    assert counts.periods == ("2025-07-27",)


def test_a_fifth_is_the_sum_of_its_tenths():
    published = read(JULY)
    tenths = counts_of(published, "waiting-over-52-weeks", "imd_decile")
    fifths = counts_of(published, "waiting-over-52-weeks", "imd_quintile")
    first, second = at(tenths, "ENG", "1"), at(tenths, "ENG", "2")
    both = tenths.numerator[first] + tenths.numerator[second]
    assert fifths.numerator[at(fifths, "ENG", "1")] == both


def test_tenths_stand_most_deprived_first_though_the_file_sorts_them_as_text():
    keys = [each.key for each in counts_of(read(JULY), "waiting-list-size", "imd_decile").subgroups]
    assert keys[:10] == [str(tenth) for tenth in range(1, 11)]


def test_a_star_is_withheld_and_an_absent_row_is_missing_and_neither_is_nought(tmp_path):
    rows = [
        ("RAE", "X", "NHS ACUTE", "Sex", "Female", "01 To 18 Weeks", "*"),
        ("RAE", "X", "NHS ACUTE", "Sex", "Female", "Total", "40"),
        ("RAE", "X", "NHS ACUTE", "Sex", "Male", "Total", "60"),
    ]
    counts = counts_of(read(written(tmp_path, rows)), "waiting-within-18-weeks", "sex")
    female, male = at(counts, "RAE", "female"), at(counts, "RAE", "male")
    assert counts.numerator_withheld[female]
    assert np.isnan(counts.numerator[female])
    assert not counts.numerator_withheld[male]
    assert np.isnan(counts.numerator[male])
    assert counts.denominator[male] == 60


def test_a_sum_with_a_withheld_part_is_withheld(tmp_path):
    rows = [
        ("RAE", "X", "NHS ACUTE", "IMD", "1", "Total", "40"),
        ("RAE", "X", "NHS ACUTE", "IMD", "2", "Total", "*"),
        ("RAE", "X", "NHS ACUTE", "IMD", "3", "Total", "50"),
        ("RAE", "X", "NHS ACUTE", "IMD", "4", "Total", "60"),
    ]
    counts = counts_of(read(written(tmp_path, rows)), "waiting-list-size", "imd_quintile")
    assert counts.denominator_withheld[at(counts, "RAE", "1")]
    assert counts.denominator[at(counts, "RAE", "2")] == 110


def test_people_whose_deprivation_is_not_printed_are_the_whole_less_the_tenths():
    counts = counts_of(read(JULY), "waiting-list-size", "imd_decile")
    tenths = sum(counts.denominator[at(counts, "ENG", str(tenth))] for tenth in range(1, 11))
    with JULY.open(newline="") as file:
        ages = sum(
            float(row["Count"])
            for row in csv.DictReader(file)
            if (row["Code"], row["Metric"], row["Waiting Bands"]) == ("ENG", "Age", "Total")
        )
    assert counts.denominator[at(counts, "ENG", "not_known")] == ages - tenths


def test_a_row_that_comes_twice_or_cannot_be_read_is_rejected_with_its_reason(tmp_path):
    row = ("RAE", "X", "NHS ACUTE", "Sex", "Female", "Total", "40")
    rows = [row, row, (*row[:4], "Male", "Total", "forty"), (*row[:4], "Robot", "Total", "40")]
    ledger = read(written(tmp_path, rows)).ledger
    assert (ledger.rows_read, ledger.accepted, ledger.rejected) == (4, 1, 3)
    assert set(ledger.rejected_by_reason.values()) == {1}


def test_a_file_without_its_date_in_the_name_says_what_to_do(tmp_path):
    rows = [("RAE", "X", "NHS ACUTE", "Sex", "Female", "Total", "40")]
    with pytest.raises(ContractNotMet, match="does not say to which day"):
        read(written(tmp_path, rows, name="waiting.csv"))


def test_ehrql_rows_are_compared_by_the_columns_that_are_filled_in(tmp_path):
    path = tmp_path / "measures.csv"
    path.write_text(
        "measure,interval_start,interval_end,ratio,numerator,denominator,sex,imd\n"
        "reviewed,2026-01-01,2026-01-31,0.5,50,100,,\n"
        "reviewed,2026-01-01,2026-01-31,0.4,20,50,female,\n"
        "reviewed,2026-01-01,2026-01-31,,[REDACTED],50,male,\n"
    )
    published = read(path)
    by_sex = counts_of(published, "reviewed", "sex")
    organisation = by_sex.organisations[0]
    assert by_sex.numerator[at(by_sex, organisation, "female")] == 20
    assert by_sex.numerator_withheld[at(by_sex, organisation, "male")]
    assert counts_of(published, "reviewed", "all").numerator.item() == 50


COUNTS = ("measure", "period", "organisation", "dimension", "subgroup", "numerator", "denominator")


def test_a_counts_table_uses_the_librarys_measures_and_dimensions(tmp_path):
    path = tmp_path / "history.csv"
    path.write_text(
        ",".join(COUNTS) + "\n"
        "waiting-within-18-weeks,2026-08-31,RAE,imd_quintile,1,500,900\n"
        "waiting-within-18-weeks,2026-08-31,RAE,imd_quintile,5,[c],700\n"
        "waiting-within-18-weeks,2026-08-31,RAE,imd_quintile,4,901,900\n"
    )
    published = read(path)
    counts = counts_of(published, "waiting-within-18-weeks", "imd_quintile")
    assert counts.measure is library()["waiting-within-18-weeks"]
    assert counts.dimension.reference == "5"
    assert counts.numerator_withheld[at(counts, "RAE", "5")]
    assert published.ledger.rejected == 1


def test_the_row_of_everyone_in_a_counts_table_is_called_everyone(tmp_path):
    path = tmp_path / "history.csv"
    path.write_text(",".join(COUNTS) + "\nwaiting-within-18-weeks,2026-08-31,RAE,all,all,500,900\n")
    counts = counts_of(read(path), "waiting-within-18-weeks", "all")
    assert [each.label for each in counts.subgroups] == ["Everyone"]


def test_a_counts_table_with_an_unknown_measure_stops_and_names_it(tmp_path):
    path = tmp_path / "history.csv"
    path.write_text(",".join(COUNTS) + "\nwaiting,2026-08-31,RAE,sex,female,5,9\n")
    with pytest.raises(ContractNotMet, match="waiting"):
        read(path)


def stating(folder, *editions):
    rows = [("imd_quintile", "1"), ("imd_quintile", "5"), ("sex", "female")]
    path = folder / "history.csv"
    path.write_text(
        ",".join((*COUNTS, "edition")) + "\n"
        + "".join(
            f"waiting-within-18-weeks,2026-08-31,RAE,{dimension},{subgroup},500,900,{edition}\n"
            for (dimension, subgroup), edition in zip(rows, editions, strict=True)
        )
    )  # fmt: skip
    return path


def test_a_counts_table_can_state_the_edition_of_its_deprivation(tmp_path):
    # However it is spelt; people compared by sex need none.
    published = read(stating(tmp_path, "IMD 2025", "imd_2025", ""))
    assert {counts.sources[0].edition for counts in published.counts} == {"IMD 2025"}


def test_a_counts_table_that_states_no_edition_has_none(tmp_path):
    assert read(stating(tmp_path, "", "", "")).counts[0].sources[0].edition is None


@pytest.mark.parametrize(
    ("editions", "said"),
    [
        (("IMD 2019", "IMD 2025", ""), "mixes editions"),
        (("IMD 2025", "", ""), "1 rows"),
        (("IMD 2052", "IMD 2052", ""), "not loaded"),
    ],
)
def test_editions_mixed_missing_or_unknown_stop_a_counts_table(tmp_path, editions, said):
    with pytest.raises(ContractNotMet) as refused:
        read(stating(tmp_path, *editions))
    assert said in str(refused.value)


def test_fingertips_rows_without_counts_are_listed_as_left_out(tmp_path):
    header = (
        "Indicator ID,Indicator Name,Value type,Time period,Area Code,Area Name,Sex,Age,"
        "Category Type,Category,Count,Denominator,Value"
    )
    path = tmp_path / "fingertips.csv"
    path.write_text(
        header + "\n"
        "93085,Smoking,Proportion,2023,E92000001,England,Persons,18+,Ethnicity,Indian,30,100,30\n"
        "41001,Deaths,Directly standardised rate,2023,E92000001,England,Persons,All,Ethnicity,"
        "Indian,30,,12.5\n"
        "20401,Conceptions,Crude rate,2023,E92000001,England,Female,<18 yrs,Ethnicity,Indian,"
        "30,1000,30\n"
    )
    published = read(path)
    assert published.ledger.rejected == 1
    rate = next(each for each in published.counts if each.measure.value == "standardised_rate")
    assert rate.strata.events.item() == 30
    assert rate.strata.population.item() == 1000
    assert published.names["E92000001"] == "England"
