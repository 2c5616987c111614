"""A day that does not move, and the words of a page."""

import datetime as dt

import pytest

TODAY = dt.date(2026, 11, 25)  # a Wednesday


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """Sets the day: ``today(2026, 12, 10)``."""

    def set_to(*day):
        monkeypatch.setattr("equity_lens_web.design_system.moments.today", lambda: dt.date(*day))

    set_to(*TODAY.timetuple()[:3])
    return set_to
