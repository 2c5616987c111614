"""Three questions give a list in order, with the day on which each entry was last checked."""

import datetime as dt

import pytest

from equity_lens_web.design_system import moments
from equity_lens_web.guidance.shipped import kinds

PAGE = "/leadership/support/"


@pytest.fixture
def on(monkeypatch):
    """Sets today."""

    def set_day(year, month, day):
        monkeypatch.setattr(moments, "today", lambda: dt.date(year, month, day))

    return set_day


def _ask(browser, need, role="lead", minutes=30, **more):
    return browser.get(PAGE, {"need": need, "role": role, "minutes": minutes, **more})


def test_what_fits_into_the_minutes_and_is_written_for_the_role_comes_first(
    trust, browser, on, words
):
    on(2026, 11, 26)
    said = words(_ask(browser(trust, "hi_lead"), "begin"))
    assert "1. Supporting health inequalities leads" in said or "1. Objectives for the exec" in said
    # 10 and 30 minutes, for leads; the guide takes 45
    first = said.index("Objectives for the executive lead")
    assert first < said.index("Reducing health inequalities: a guide")
    assert "Longer than the minutes that you have" in said
    assert "Last checked 25 November 2026" in said


def test_what_nobody_checked_for_a_year_is_flagged_and_for_two_is_left_out(
    trust, browser, on, words
):
    lead = browser(trust, "hi_lead")
    on(2027, 12, 1)
    assert "Not checked for over a year" in words(_ask(lead, "communities"))
    on(2028, 12, 1)
    said = words(_ask(lead, "communities"))
    assert "0 that fit" in said
    assert "have not been checked for over two years" in said
    assert "Core20PLUS Connectors" in words(_ask(lead, "communities", old="on"))


def test_the_questions_ask_for_what_is_missing(trust, browser, words):
    said = words(browser(trust, "chair").get(PAGE, {"minutes": "30", "role": "board"}))
    assert "Choose what you need" in said


@pytest.mark.parametrize(
    ("sector", "sees_ambulance", "sees_race_framework"),
    [("acute", False, False), ("ambulance", True, False), ("mental_health", False, True)],
)
def test_a_trust_is_shown_what_is_for_its_sector(
    trust, browser, words, sector, sees_ambulance, sees_race_framework
):
    trust.sector = sector
    trust.save()
    said = words(_ask(browser(trust, "hi_lead"), "board", minutes=240))
    assert ("in the ambulance sector" in said) is sees_ambulance
    assert ("Patient and carer race equality framework" in said) is sees_race_framework
    # the study of hospital waiting lists is for trusts that have them
    assert ("Tackling health inequalities on NHS waiting lists" in said) is (sector == "acute")


def test_every_entry_says_where_it_is_when_it_was_checked_and_how_we_know():
    found = kinds()["support"].entries.values()
    assert len(found) >= 20
    for each in found:
        assert each.fields["address"].startswith("https://"), each.key
        assert isinstance(each.fields["checked"], dt.date), each.key
        assert each.fields["confirmed_by"], each.key
