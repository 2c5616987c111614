"""Ten working days in England, counted by hand on a calendar."""

import datetime as dt

import pytest

from equity_lens_web.frontline.working_days import working_day_after, working_days_between


@pytest.mark.parametrize(
    ("received", "due"),
    [
        # Two whole weeks without a bank holiday: Wednesday to Wednesday.
        ((2026, 11, 25), (2026, 12, 9)),
        # Thursday 17 December: 18; 21 to 24; 29 to 31; then 4 and 5 January. Out: 25, 28, and 1.
        ((2026, 12, 17), (2027, 1, 5)),
        # Saturday: the count begins on Monday.
        ((2026, 11, 28), (2026, 12, 11)),
        # Wednesday 24 March 2027: 25; Good Friday and Easter Monday are out; 30 to 2, 5 to 9.
        ((2027, 3, 24), (2027, 4, 9)),
        # 1 January 2028 is a Saturday: Monday 3 is the day in its place.
        ((2027, 12, 31), (2028, 1, 17)),
    ],
)
def test_ten_working_days_leave_out_weekends_and_bank_holidays(received, due):
    assert working_day_after(dt.date(*received), 10) == dt.date(*due)


def test_as_many_lie_between_as_were_counted():
    first = dt.date(2026, 12, 17)
    assert working_days_between(first, working_day_after(first, 10)) == 10
    assert working_days_between(first, first) == 0
