"""Words that tell who somebody is, guesses at what is locked, and days at the edge of midnight."""

import datetime as dt
from pathlib import Path

import pytest
from django.template import engines
from django.test import RequestFactory
from django.urls import reverse

import equity_lens_web
from equity_lens_web.design_system import moments
from equity_lens_web.frontline.limits import Limit
from equity_lens_web.guidance.models import GuideVersion, Proposal
from equity_lens_web.guidance.shipped import kinds
from equity_lens_web.leadership import vault
from equity_lens_web.leadership.models import Notebook
from web.papers.pages import text_of

NUMBER = "943 476 5919"  # the NHS Data Dictionary's own example
REFLECTIONS = reverse("leadership:reflections")
PHRASE = "seven herons over the estuary"


def _with_a_list():
    """A kind of guide of which a list of texts may be changed, and one of its entries."""
    for kind in kinds().values():
        for name in kind.editable:
            if kind.type_of(name) is list:
                return kind, name, next(iter(kind.entries.values()))
    raise AssertionError("no guide has a list")


def test_an_nhs_number_in_a_list_of_a_guide_is_held_before_everybody_reads_it(trust, signed_in):
    kind, name, entry = _with_a_list()
    given = {f"text_{each}": entry.fields.get(each, "") for each in kind.editable}
    given = {
        each: "\n".join(said) if isinstance(said, list) else said for each, said in given.items()
    }
    given |= {f"text_{name}": f"Ask first\nRing {NUMBER}", "title": "Ours", "reason": "Our way"}
    page = reverse("guidance:change", args=[kind.kind, entry.key])
    browser = signed_in(trust, "hi_lead")
    assert "Take out a likely NHS number" in text_of(browser.post(page, given))
    assert not GuideVersion.objects.exists()


def test_an_editors_answer_is_read_for_people_before_everybody_reads_it(trust, signed_in, member):
    made = Proposal.objects.create(
        organisation=trust, kind="role_shape", key="medical-director", title="Ours", why="Better",
        proposed_by=member(trust, "qi_team"),
    )  # fmt: skip
    browser = signed_in(trust, "hi_lead")
    page = reverse("guidance:answer", args=[made.pk])
    response = browser.post(page, {"answer": "decline", "reason": f"Ask {NUMBER}"})
    assert "Take out a likely NHS number" in text_of(response)
    made.refresh_from_db()
    assert made.is_open


def test_a_passphrase_cannot_be_guessed_for_ever(trust, signed_in, monkeypatch):
    monkeypatch.setattr(vault, "WORK", 2)
    browser = signed_in(trust, "hi_lead")
    begun = {"passphrase": PHRASE, "again": PHRASE, "understood": "on"}
    assert browser.post(REFLECTIONS, begun).status_code == 302
    browser.post(reverse("leadership:reflections-lock"))
    for _ in range(10):
        said = text_of(browser.post(REFLECTIONS, {"passphrase": "not the one, not at all"}))
        assert "capitals and spaces count" in said
    said = text_of(browser.post(REFLECTIONS, {"passphrase": PHRASE}))
    assert "Wait an hour, then try again" in said
    assert Notebook.objects.count() == 1


def test_a_note_that_took_longer_than_half_an_hour_is_kept(trust, signed_in, monkeypatch):
    monkeypatch.setattr(vault, "WORK", 2)
    browser = signed_in(trust, "hi_lead")
    browser.post(REFLECTIONS, {"passphrase": PHRASE, "again": PHRASE, "understood": "on"})
    browser.post(reverse("leadership:reflections-lock"))
    said = text_of(browser.post(REFLECTIONS, {"text": "I hesitated."}, follow=True))
    assert "Kept. Only you can read it." in said
    assert "I hesitated." not in said
    read = text_of(browser.post(REFLECTIONS, {"passphrase": PHRASE}, follow=True))
    assert "I hesitated." in read


@pytest.mark.parametrize("address", ["2001:db8:0:7::1", "2001:db8:0:7:ffff::99"])
def test_whoever_has_many_addresses_of_one_network_counts_once(db, address):
    limit = Limit(f"test-{len(address)}", an_address=1, a_link=1)
    factory = RequestFactory()
    assert not limit.is_passed(factory.get("/", REMOTE_ADDR="2001:db8:0:7::abcd"))
    assert limit.is_passed(factory.get("/", REMOTE_ADDR=address))


def test_half_past_midnight_in_june_is_the_day_that_it_is_in_london():
    at = dt.datetime(2027, 6, 1, 23, 30, tzinfo=dt.UTC)
    page = engines["jinja2"].from_string("{{ at | day_of | on }}").render({"at": at})
    assert page == moments.day(moments.day_of(at)) == "2 June 2027"


def test_no_page_tells_a_day_by_the_clock_of_another_country():
    root = Path(equity_lens_web.__file__).parent
    found = [
        f"{path.relative_to(root)}: {line.strip()}"
        for path in (*root.rglob("*.py"), *root.rglob("*.jinja"))
        for line in path.read_text("utf-8").splitlines()
        if "_at.date()" in line or ".at.date()" in line
    ]
    assert found == []
