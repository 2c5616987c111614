"""A measure that cannot be carried out is refused, with all that is wrong with it in one message."""

import datetime as dt

import pytest

from equity_lens.cells import EVERYONE
from equity_lens.errors import MeasureInvalid
from equity_lens.measures.load import dimensions, library, read_measure
from equity_lens.measures.measure import Condition

GOOD = """\
id = "missed"
version = 1
version_on = 2026-10-01
title = "Appointments not attended"
kind = "access"
why_it_matters = "Travel, work and caring are harder for some."
source = "NHS Data Dictionary"
owner = "Head of Outpatients"
review_by = 2027-04-01
contract = "outpatient_appointment"
value = "proportion"
better = "lower"
noun = "appointments"
done = "were not attended"

[denominator]
label = "Due to take place"
where = [{ column = "attendance_status", is_in = ["3", "5", "6", "7"] }]

[numerator]
label = "Not attended"
where = [{ column = "attendance_status", is_in = ["3", "7"] }]
"""


@pytest.fixture
def read(tmp_path):
    def reading(text):
        path = tmp_path / "missed.toml"
        path.write_text(text, encoding="utf-8")
        return read_measure(path)

    return reading


@pytest.fixture
def faults(read):
    def telling(text):
        with pytest.raises(MeasureInvalid) as refused:
            read(text)
        return refused.value.faults

    return telling


def test_a_good_measure_is_read_as_it_is_written(read):
    measure = read(GOOD)
    assert measure.better == "lower"
    assert measure.numerator.where == (Condition("attendance_status", is_in=("3", "7")),)


def test_all_faults_of_a_file_are_told_at_once(faults):
    text = GOOD.replace('better = "lower"', 'beter = "lower"').replace(
        'owner = "Head', 'ower = "Head'
    )
    told = faults(text.replace("version = 1", "version = 0"))
    assert "`better` is missing." in told
    assert "`owner` is missing." in told
    assert any(fault.startswith("`version` must be") for fault in told)
    assert "`beter` is not expected. Did you mean `better`?" in told


def test_a_missing_direction_is_refused(faults):
    assert faults(GOOD.replace('better = "lower"\n', "")) == ("`better` is missing.",)


def test_a_direction_that_is_no_direction_is_refused(faults):
    (fault,) = faults(GOOD.replace('better = "lower"', 'better = "down"'))
    assert "must be one of: higher, lower, neither" in fault


def test_an_unknown_key_inside_a_condition_is_refused(faults):
    told = faults(GOOD.replace('is_in = ["3", "7"]', 'isin = ["3", "7"]'))
    assert "`numerator.where 1` must have exactly one test; it has none." in told
    assert "`numerator.where 1.isin` is not expected. Did you mean `is_in`?" in told


def test_a_condition_with_two_tests_is_refused(faults):
    told = faults(GOOD.replace('is_in = ["3", "7"]', 'is_in = ["3"], is_known = true'))
    assert told == (
        "`numerator.where 1` must have exactly one test; it has `is_in` and `is_known`.",
    )


def test_a_column_that_the_contract_does_not_have_is_refused(faults):
    (fault,) = faults(
        GOOD.replace(
            '"attendance_status", is_in = ["3", "7"]', '"attendence_status", is_in = ["3"]'
        )
    )
    assert fault == (
        "`numerator` tests `attendence_status`, which is not a column. "
        "Did you mean `attendance_status`?"
    )


def test_a_column_of_another_contract_is_refused(faults):
    (fault,) = faults(
        GOOD.replace('"attendance_status", is_in = ["3", "7"]', '"weeks_waited", at_most = 18')
    )
    assert fault == "`numerator` tests `weeks_waited`, which is not a column."


def test_a_column_that_is_never_kept_is_refused(faults):
    (fault,) = faults(
        GOOD.replace('"attendance_status", is_in = ["3", "7"]', '"postcode", is_in = ["X"]')
    )
    assert "`postcode`, which is not a column" in fault


def test_a_code_that_the_dictionary_does_not_have_is_refused(faults):
    told = faults(GOOD.replace('["3", "7"]', '["3", "8"]'))
    assert "`numerator` tests `attendance_status` for codes it does not have: ['8']." in told


def test_codes_of_a_column_of_numbers_are_refused(faults):
    (fault,) = faults(
        GOOD.replace('"attendance_status", is_in = ["3", "7"]', '"age", is_in = ["3"]')
    )
    assert fault == "`numerator` tests `age` for codes, and it holds numbers."


def test_the_size_of_a_code_is_refused(faults):
    told = faults(GOOD.replace('is_in = ["3", "7"]', "at_most = 3"))
    assert "`numerator` tests `attendance_status` for size, and it holds codes." in told


def test_a_numerator_beyond_its_denominator_is_refused(faults):
    (fault,) = faults(GOOD.replace('["3", "7"]', '["3", "4", "7"]'))
    assert fault == "`numerator` counts `attendance_status` ['4'], outside the denominator."


@pytest.mark.parametrize(
    ("denominator", "numerator", "possible"),
    [
        ("at_most = 17", "at_least = 18", False),
        ("less_than = 18", "at_least = 18", False),
        ("at_most = 18", "at_least = 18", True),
        ("at_least = 18", "at_least = 65", True),
        ("is_known = true", "is_known = false", False),
    ],
)
def test_limits_that_cannot_both_hold_are_refused(read, denominator, numerator, possible):
    text = GOOD.replace('"attendance_status", is_in = ["3", "7"]', f'"age", {numerator}')
    text = text.replace(
        '"attendance_status", is_in = ["3", "5", "6", "7"]', f'"age", {denominator}'
    )
    if possible:
        assert read(text).numerator.where[0].column == "age"
    else:
        with pytest.raises(MeasureInvalid, match="cannot both hold for `age`"):
            read(text)


def test_a_numerator_that_is_always_everyone_is_refused(faults):
    text = GOOD.replace('where = [{ column = "attendance_status", is_in = ["3", "7"] }]', "")
    assert faults(text) == ("`numerator` has no condition, so it would always be everyone.",)


def test_a_standard_in_percent_is_refused(faults):
    (fault,) = faults(f'{GOOD}\n[[standards]]\nvalue = 8\nfrom_on = 2026-04-01\nsource = "Board"\n')
    assert "A proportion is between 0 and 1: write 0.92, not 92." in fault


def test_a_standard_without_source_or_date_is_refused(faults):
    assert faults(f"{GOOD}\n[[standards]]\nvalue = 0.08\n") == (
        "`standards 1.from_on` is missing.",
        "`standards 1.source` is missing.",
    )


def test_a_review_before_the_version_is_refused(faults):
    assert faults(GOOD.replace("2027-04-01", "2026-04-01")) == (
        "`review_by` is not later than `version_on`.",
    )


def test_an_unknown_dimension_and_an_unknown_reference_are_refused(faults):
    (fault,) = faults(f'{GOOD}\n[[dimensions]]\ncolumn = "imd_deciles"\n')
    assert "'imd_deciles' is not a dimension" in fault
    (fault,) = faults(f'{GOOD}\n[[dimensions]]\ncolumn = "imd_decile"\nreference = "11"\n')
    assert "compares `imd_decile` with '11'" in fault


def test_a_measure_may_choose_its_own_reference(read):
    measure = read(f'{GOOD}\n[[dimensions]]\ncolumn = "imd_decile"\nreference = "average"\n')
    (own,) = measure.dimensions
    assert (own.key, own.reference, own.ordered) == ("imd_decile", "average", True)


def test_a_contract_that_does_not_exist_is_refused(faults):
    (fault,) = faults(GOOD.replace("outpatient_appointment", "outpatients"))
    assert "is not one of: admitted_care, emergency_attendance" in fault


def test_a_percentile_needs_to_say_which_and_of_what(faults):
    text = GOOD.replace('"proportion"', '"percentile"')
    text = text[: text.index("[numerator]")]
    told = faults(text)
    assert "`percentile` must be between 0 and 1, such as 0.92." in told
    assert "`value` is a percentile of weeks waited, which this contract does not have." in told


def test_a_file_that_is_not_toml_is_refused(read):
    with pytest.raises(MeasureInvalid, match=r"missed\.toml is not valid TOML"):
        read("id = missed")


def test_everyone_is_the_dimension_of_the_cells():
    assert dimensions()["all"] == EVERYONE


def test_the_pairs_and_sums_of_dimensions_are_there():
    for dimension in dimensions().values():
        assert set(dimension.of) <= set(dimensions())
        assert dimension.rolls_up is None or dimension.rolls_up in dimensions()


def test_the_standard_of_the_year_comes_before_the_one_that_never_lapsed():
    within_18 = library()["waiting-within-18-weeks"]
    on = {year: within_18.standard_on(dt.date(year, 3, 31)) for year in (2025, 2026, 2027, 2028)}
    # Planning guidance 2025/26: 65%; medium term plan 2026/27: 70%; the constitution: 92%.
    assert {year: standard.value for year, standard in on.items()} == {
        2025: 0.92,
        2026: 0.65,
        2027: 0.70,
        2028: 0.92,
    }
