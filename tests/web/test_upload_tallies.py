"""Tallies counted on paper: keyed in a form, left and resumed, and sent through the same door."""

import html
import re

import pytest

from equity_lens_web.evidence.models import Extract
from equity_lens_web.evidence.reading import figures_of
from equity_lens_web.evidence.services import extracts as services
from web.uploading import work_off

DNA = "outpatient-did-not-attend"
# Missed and due, from the most deprived fifth to the least; the gate rounds to the nearest 5.
FIFTHS = [(30, 200), (20, 160), (20, 140), (15, 110), (10, 90)]


@pytest.fixture
def client(trust, signed_in):
    return signed_in(trust, "analyst")


def words(response):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def begun(client, measure=DNA, dimension="imd_quintile", month="2026-10"):
    given = {"measure": measure, "dimension": dimension, "month": month}
    return client.post("/data/tallies/", given).headers["Location"]


def keyed(counts):
    named = {}
    for place, (numerator, denominator) in enumerate(counts):
        named |= {f"numerator-{place}": numerator, f"denominator-{place}": denominator}
    return named


def test_a_tally_becomes_an_extract_and_then_a_figure(trust, client):
    sheet = begun(client)
    shown = words(client.get(sheet))
    assert "Most deprived fifth" in shown
    assert "Not attended, or too late to be seen" in shown
    answer = client.post(sheet, keyed(FIFTHS) | {"send": "yes"})
    work_off()
    extract = trust.extracts.get()
    assert answer.headers["Location"] == f"/data/extracts/{extract.pk}/"
    assert (extract.state, extract.contract) == (Extract.State.CHECKED, "counts_table")
    assert extract.periods == ["2026-10"]
    services.include(extract=extract, by=extract.received_by)
    work_off()
    profile = figures_of(trust).profile(DNA, "imd_quintile")
    # 30 of 200 is 15%.
    assert profile.groups[0].value.value == pytest.approx(0.15)


def test_a_sheet_is_saved_as_a_draft_and_resumed(trust, client):
    sheet = begun(client)
    page = client.post(sheet, keyed(FIFTHS[:2]), follow=True)
    assert "Saved. You can go on another time" in words(page)
    assert "Outpatient appointments not attended" in words(page)
    assert "October 2026" in words(page)
    again = client.get(sheet).content.decode()
    assert re.search(r'name="numerator-0"[^>]*value="30"', again)
    assert re.search(r'name="denominator-1"[^>]*value="160"', again)
    assert begun(client) == sheet, "beginning the same sheet again resumes it"
    assert trust.extracts.count() == 0


def test_an_empty_pair_is_not_counted_and_nought_is_nobody(trust, client):
    sheet = begun(client)
    client.post(sheet, keyed([(0, 200), (22, 160), ("", ""), (13, 110), (10, 90)]))
    rows = trust.tally_sheets.get().rows
    assert rows["1"] == [0, 200]
    assert "3" not in rows


@pytest.mark.parametrize(
    ("counts", "instruction"),
    [
        ([(30, 20)], "Most deprived fifth: the first number cannot be larger than the second"),
        ([(3, "")], "Most deprived fifth: enter both numbers, or leave both empty"),
        ([("some", 20)], "Most deprived fifth: enter a whole number, such as 12"),
        ([(-1, 20)], "Most deprived fifth: enter 0 or more"),
        ([], "Enter the numbers of at least one group"),
    ],
)
def test_numbers_that_cannot_be_are_met_with_an_instruction(trust, client, counts, instruction):
    page = client.post(begun(client), keyed(counts) | {"send": "yes"})
    assert "There is a problem" in words(page)
    assert instruction in words(page)
    assert trust.extracts.count() == 0


def test_a_list_is_counted_as_it_stood_on_the_last_day_of_the_month(trust, client):
    begun(client, measure="waiting-within-18-weeks", month="2026-02")
    assert trust.tally_sheets.get().period == "2026-02-28"


@pytest.mark.parametrize(
    ("month", "instruction"),
    [
        ("October", "Enter a month as year and month, such as 2026-10"),
        ("2999-01", "Enter a month that is not in the future"),
        ("", "Enter the month in which you counted"),
    ],
)
def test_a_month_that_cannot_be_is_met_with_an_instruction(client, month, instruction):
    given = {"measure": DNA, "dimension": "sex", "month": month}
    assert instruction in words(client.post("/data/tallies/", given))


def test_a_sheet_that_was_sent_leads_to_its_extract(trust, client):
    sheet = begun(client)
    client.post(sheet, keyed(FIFTHS) | {"send": "yes"})
    extract = trust.extracts.get()
    assert client.get(sheet).headers["Location"] == f"/data/extracts/{extract.pk}/"
    assert begun(client) != sheet


def test_every_box_has_a_label_of_its_own(client):
    page = client.get(begun(client)).content.decode()
    boxes = re.findall(r'<input class="nhsuk-input[^>]*id="([^"]+)"', page)
    labels = re.findall(r'<label[^>]*for="([^"]+)"', page)
    assert len(boxes) >= 10
    assert set(boxes) <= set(labels)


def test_another_trusts_sheet_does_not_exist(client, other_trust, signed_in):
    sheet = begun(client)
    assert signed_in(other_trust, "analyst").get(sheet).status_code == 404
