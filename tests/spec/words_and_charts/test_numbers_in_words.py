"""One figure is one number, whether in a sentence, in a picture or in a table."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equity_lens.disclosure.released import Figure, State
from equity_lens.words.gaps import size_with_interval, value_interval
from equity_lens.words.numbers import (
    about,
    in_brief,
    in_cell,
    in_spreadsheet,
    in_words,
    interval_in_cell,
    number_in_words,
    on_axis,
    spreadsheet_format,
    unit_of,
)


def number(value, unit, lower=None, upper=None):
    return Figure(State.NUMBER, unit, value, lower, upper)


@pytest.mark.parametrize(
    ("value", "unit", "words", "brief", "cell"),
    [
        # 5,180 of 9,100 is 56.92%.
        (5180 / 9100, "proportion", "56.9%", "56.9%", "56.9%"),
        (-0.0788, "difference in proportion", "−7.9 percentage points", "−7.9 points", "−7.9"),
        (0.8784, "ratio", "0.88", "0.88", "0.88"),
        (18.0, "weeks", "18 weeks", "18 weeks", "18"),
        (1.0, "weeks", "1 week", "1 week", "1"),
        (-2.0, "difference in weeks", "−2 weeks", "−2 weeks", "−2"),
        (1234.56, "per 100,000", "1,234.6 per 100,000", "1,234.6 per 100,000", "1,234.6"),
        (9100.0, "people", "9,100", "9,100", "9,100"),
        (0.0, "proportion", "0.0%", "0.0%", "0.0%"),
        (0.0, "people", "0", "0", "0"),
        (1.0, "proportion", "100.0%", "100.0%", "100.0%"),
    ],
)
def test_each_unit_has_its_digits_in_every_style(value, unit, words, brief, cell):
    figure = number(value, unit)
    assert (in_words(figure), in_brief(figure), in_cell(figure)) == (words, brief, cell)


def test_half_rounds_away_from_nought_as_a_spreadsheet_rounds_it():
    # 12.25% is exactly half way between 12.2 and 12.3; the binary fraction 0.1225 lies below it.
    assert in_words(number(0.1225, "proportion")) == "12.3%"
    assert in_cell(number(-0.1225, "difference in proportion")) == "−12.3"


def test_a_little_is_never_shown_as_none_nor_nearly_all_as_all():
    assert in_words(number(0.0004, "proportion")) == "under 0.1%"
    assert in_words(number(0.9997, "proportion")) == "over 99.9%"
    assert in_words(number(0.4, "weeks")) == "under 1 week"
    assert in_words(number(0.0, "proportion")) == "0.0%"


def test_nothing_is_ever_minus_nought():
    assert in_cell(number(-0.0001, "difference in proportion")) == "0.0"


@pytest.mark.parametrize("unit", ["people", "proportion", "ratio", "difference in proportion"])
def test_suppressed_says_why_and_missing_says_that_nobody_recorded_it(unit):
    hidden = Figure(State.SUPPRESSED, unit, reason="fewer than 8 people")
    blank = Figure(State.MISSING, unit)
    assert in_words(hidden) == "withheld: fewer than 8 people"
    assert in_words(blank) == "not recorded"
    assert in_words(Figure(State.MISSING, unit, reason="nobody to count")) == "nobody to count"
    assert (in_brief(hidden), in_brief(blank)) == ("withheld", "not recorded")
    assert (in_cell(hidden), in_cell(blank)) == ("[c]", "[x]")
    assert (interval_in_cell(hidden), interval_in_cell(blank)) == ("[c]", "[x]")
    assert (in_spreadsheet(hidden), in_spreadsheet(blank)) == ("[c]", "[x]")


def test_a_gap_is_read_by_its_size_and_its_interval_in_the_same_direction():
    gap = number(-0.0788, "difference in proportion", -0.0939, -0.0636)
    assert size_with_interval(gap) == "7.9 percentage points (95% interval 6.4 to 9.4)"
    turned = number(0.0788, "difference in proportion", 0.0636, 0.0939)
    assert size_with_interval(turned) == size_with_interval(gap)


def test_an_interval_on_both_sides_of_nought_says_which_limit_is_which():
    gap = number(-0.005, "difference in proportion", -0.02, 0.01)
    expected = "0.5 percentage points (95% interval 2.0 lower to 1.0 higher)"
    assert size_with_interval(gap) == expected
    weeks = number(1.0, "difference in weeks", -1.0, 3.0)
    assert size_with_interval(weeks, 0.99) == "1 week (99% interval 1 shorter to 3 longer)"


def test_limits_are_written_as_their_value_is():
    value = number(0.5692, "proportion", 0.5590, 0.5794)
    assert value_interval(value) == "95% interval 55.9% to 57.9%"
    assert interval_in_cell(value) == "55.9% to 57.9%"
    gap = number(-0.0788, "difference in proportion", -0.0939, -0.0636)
    assert interval_in_cell(gap) == "−9.4 to −6.4"
    assert interval_in_cell(number(0.5, "proportion")) == "[x]"


def test_people_who_were_rounded_on_purpose_are_about_a_number():
    assert about(number(720.0, "people")) == "about 720"
    assert about(number(12_300.0, "people")) == "about 12,300"
    assert about(number(0.0, "people")) == "no"


def test_an_axis_has_no_more_decimals_than_its_numbers_need():
    assert [on_axis(tick, "proportion") for tick in (0.0, 0.25, 0.625)] == ["0%", "25%", "62.5%"]
    assert on_axis(-0.05, "difference in proportion") == "−5"
    assert on_axis(20_000.0, "people") == "20,000"
    # Steps of a tenth add up to 0.30000000000000004.
    assert on_axis(0.1 + 0.2, "proportion") == "30%"


def test_a_unit_that_nobody_has_said_how_to_write_is_refused():
    with pytest.raises(KeyError):
        unit_of("furlongs")


@given(
    st.floats(-1, 1) | st.floats(-50_000, 50_000),
    st.sampled_from(["proportion", "difference in proportion", "per 100,000", "ratio", "people"]),
)
def test_a_spreadsheet_holds_the_number_that_the_page_shows(value, unit):
    # A spreadsheet multiplies by 100 where its format ends in %, and shows what the cell shows.
    figure = number(value, unit)
    held, cell = in_spreadsheet(figure), in_cell(figure)
    places = len(spreadsheet_format(unit).partition(".")[2].rstrip("%"))
    times = 100 if spreadsheet_format(unit).endswith("%") else 1
    shown = f"{held * times:,.{places}f}".replace("-", "−")
    bounded = re.match("under|over", cell)
    assert bounded or shown == cell.rstrip("%") or float(held) == 0


def test_a_bare_number_is_written_as_a_figure_is():
    assert number_in_words(0.92, "proportion") == in_words(number(0.92, "proportion")) == "92.0%"
