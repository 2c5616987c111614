"""A day that does not move, and the words of a page."""

import datetime as dt
import re
from html import unescape

import pytest

TODAY = dt.date(2026, 11, 25)  # a Wednesday


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """Sets the day: ``today(2026, 12, 10)``."""

    def set_to(*day):
        monkeypatch.setattr("equity_lens_web.design_system.moments.today", lambda: dt.date(*day))

    set_to(*TODAY.timetuple()[:3])
    return set_to


@pytest.fixture
def words():
    """The words of a page, with the spaces of its layout folded."""

    def read(response) -> str:
        return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))

    return read
