"""Paper tallies are keyed in a form, checked line by line, and go through the same door."""

import csv
import io
from dataclasses import replace

import pytest

from equity_lens import pipeline
from equity_lens.errors import ContractNotMet

KEY = b"a key for the tests, 32 bytes long"
MISSED = "outpatient-did-not-attend"


def by_sex(**counts):
    """A month's appointments by sex: not attended, out of how many; None where nobody counted."""
    lines = {"male": (12, 96), "female": (18, 120), "indeterminate": (0, 0)}
    lines |= dict.fromkeys(
        [each.key for each in pipeline.tally_subgroups("sex") if each.key not in lines], (0, 0)
    )
    return [
        pipeline.KeyedTally(MISSED, "2026-10", "RAE", "sex", key, *pair)
        for key, pair in (lines | counts).items()
    ]


def table(rows):
    return list(csv.DictReader(io.StringIO(pipeline.tallies_to_counts(rows).decode())))


def faults_of(rows):
    with pytest.raises(ContractNotMet) as refused:
        pipeline.tallies_to_counts(rows)
    return refused.value.faults


def test_a_keyed_tally_becomes_figures_as_any_file_does(tmp_path):
    file = tmp_path / "tally.csv"
    file.write_bytes(pipeline.tallies_to_counts(by_sex()))
    source = pipeline.prepare_source(file, store=tmp_path / "store", key=KEY, organisation="RAE")
    assert source.contract == "counts_table"
    (sex,) = [
        each
        for each in pipeline.analyse([source], organisation="RAE").release.profiles
        if each.dimension.key == "sex"
    ]
    # (12 + 18) of (96 + 120) appointments were missed; the policy rounds counts to the nearest 5,
    # so 10 and 20 of 95 and 120; everyone is 30 of 215.
    assert sex.overall.value == pytest.approx(30 / 215)
    assert {group.subgroup.key: group.value.value for group in sex.groups}[
        "female"
    ] == pytest.approx(20 / 120)


def test_everyone_is_the_sum_of_a_dimension_that_was_counted_in_full():
    first = table(by_sex())[0]
    assert (first["dimension"], first["numerator"], first["denominator"]) == ("all", "30", "216")


def test_everyone_is_not_guessed_where_a_subgroup_was_not_counted():
    rows = table(by_sex(male=(None, None)))
    assert "all" not in {row["dimension"] for row in rows}
    (male,) = [row for row in rows if row["subgroup"] == "male"]
    assert (male["numerator"], male["denominator"]) == ("", "")


def test_everyone_that_was_keyed_must_agree_with_the_sum():
    everyone = pipeline.KeyedTally(MISSED, "2026-10", "RAE", "all", "all", 30, 216)
    assert len(table([*by_sex(), everyone])) == len(by_sex()) + 1
    (fault,) = faults_of([*by_sex(), replace(everyone, denominator=220)])
    assert "30 of 216" in fault
    assert "30 of 220" in fault


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"numerator": 130}, "130 is more than the 96"),
        ({"numerator": -1}, "below nought"),
        ({"numerator": None}, "both counts, or neither"),
        ({"period": "2026-10-31"}, "a month, such as 2026-10"),
        ({"measure": "median-wait"}, "cannot be tallied"),
        ({"subgroup": "martian"}, "no subgroup martian"),
        ({"organisation": "=1+1"}, "letters and figures"),
    ],
)
def test_a_line_that_cannot_be_is_told_with_its_cure(changed, told):
    line = pipeline.KeyedTally(MISSED, "2026-10", "RAE", "sex", "male", 12, 96)
    (fault,) = faults_of([replace(line, **changed)])
    assert told in fault


def test_all_faults_are_told_at_once():
    line = pipeline.KeyedTally(MISSED, "2026-10", "RAE", "sex", "male", 12, 9)
    assert len(faults_of([line, line, replace(line, subgroup="female", numerator=-3)])) == 3
    assert faults_of([]) == ("There is no line in it.",)


def test_a_list_is_tallied_by_the_day():
    line = pipeline.KeyedTally("waiting-list-size", "2026-10-31", "RAE", "all", "all", 40, 40)
    assert len(table([line])) == 1
    (fault,) = faults_of([replace(line, period="2026-10")])
    assert "a day, such as 2026-10-31" in fault
    (fault,) = faults_of([replace(line, numerator=30)])
    assert "both counts are the same" in fault
