"""The weekly brief: one screen, once a week, to whoever has not switched it off."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from equity_lens_web.audit.models import Event
from equity_lens_web.config.connections import brief as setting
from equity_lens_web.today import gathering, of_evidence, when
from equity_lens_web.today.models import Brief
from equity_lens_web.today.services.briefs import of_link, off_link, send_briefs

LONDON = ZoneInfo("Europe/London")
MONDAY_AT_SEVEN = dt.datetime(2026, 11, 30, 7, 0, tzinfo=LONDON)


@pytest.fixture(autouse=True)
def evidence_alone(monkeypatch):
    """Other rooms grow, and say what they need in their own tests."""
    monkeypatch.setattr(gathering, "_rooms", lambda: (of_evidence.needs_of,))


@pytest.fixture
def at(monkeypatch, settings):
    """Sets the moment, on a platform that sends mail."""
    settings.SENDS_MAIL = True

    def set_moment(moment: dt.datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return set_moment


@pytest.fixture
def lead(refreshed_trust, member):
    person = member(refreshed_trust, "hi_lead")
    refreshed_trust.memberships.exclude(person=person).update(
        ended_at=dt.datetime(2026, 1, 1, tzinfo=LONDON)
    )
    refreshed_trust.memberships.update(began_at=dt.datetime(2026, 1, 1, tzinfo=LONDON))
    return person


def test_it_goes_out_on_monday_at_seven_and_once(at, lead):
    at(MONDAY_AT_SEVEN - dt.timedelta(minutes=1))
    assert send_briefs() == 0
    at(MONDAY_AT_SEVEN + dt.timedelta(minutes=20))
    assert send_briefs() == 1
    assert send_briefs() == 0
    at(MONDAY_AT_SEVEN + dt.timedelta(days=7, hours=1))
    assert send_briefs() == 1
    assert [sent.to for sent in mail.outbox] == [[lead.email]] * 2


def test_it_is_one_screen_of_plain_words_and_links_and_nothing_from_elsewhere(at, lead):
    at(MONDAY_AT_SEVEN)
    send_briefs()
    (sent,) = mail.outbox
    assert sent.subject == "Equity Lens, Test trust (synthetic): 1 thing, about 5 minutes"
    assert "1. Read what the figures found" in sent.body
    assert "Synthetic data: for demonstration only." in sent.body
    assert len(sent.body.splitlines()) < 40
    ((html, kind),) = sent.alternatives
    assert kind == "text/html"
    assert not any(word in html for word in ("<img", "<style", "<script", "url("))


def test_a_brief_that_was_missed_for_more_than_a_day_waits_a_week(at, lead):
    at(MONDAY_AT_SEVEN + dt.timedelta(days=2))
    assert send_briefs() == 0


def test_whoever_has_left_or_switched_it_off_is_sent_nothing(at, lead, client):
    client.force_login(lead)
    page = client.post(reverse("today:brief"), {"brief": "off"}, follow=True)
    assert "The weekly brief is off. Nothing is sent." in page.content.decode()
    at(MONDAY_AT_SEVEN)
    assert send_briefs() == 0
    assert Event.objects.get(what="brief.switched-off").person == lead


def test_the_link_in_the_mail_asks_once_and_only_switches_off(lead, client):
    link = off_link(lead.memberships.get())
    assert "Switch off the weekly brief?" in client.get(link).content.decode()
    assert not Brief.objects.filter(switched_off_at__isnull=False).exists()
    assert "The weekly brief is off" in client.post(link).content.decode()
    assert not Brief.objects.get().is_on
    assert client.get(reverse("today:today")).status_code == 302


def test_a_link_that_was_changed_by_one_letter_does_nothing(lead, client):
    pk = lead.memberships.get().pk
    token = off_link(lead.memberships.get()).rstrip("/").rsplit("/", 1)[1]
    assert of_link(token).pk == pk
    assert of_link(token.replace(f"{pk}:", f"{pk + 1}:")) is None
    assert client.post(reverse("today:brief-off", args=[f"{pk}:guess"])).status_code == 404


def test_mail_that_does_not_go_is_tried_again(at, lead, settings):
    at(MONDAY_AT_SEVEN)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert send_briefs() == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_briefs() == 1


def test_without_a_mail_server_it_is_read_on_its_page(lead, client, settings):
    settings.SENDS_MAIL = False
    client.force_login(lead)
    said = client.get(reverse("today:brief")).content.decode()
    assert "Read what the figures found" in said
    assert "not connected to a mail server" in said
    assert send_briefs() == 0


def test_day_and_hour_are_a_setting(monkeypatch, settings):
    monkeypatch.delenv("EQUITY_LENS_BRIEF", raising=False)
    assert setting() == (0, dt.time(7))
    monkeypatch.setenv("EQUITY_LENS_BRIEF", "Thursday 16:30")
    settings.BRIEF = setting()
    wednesday = dt.datetime(2026, 11, 25, 12, 0, tzinfo=LONDON)
    assert when.last_due(wednesday) == dt.datetime(2026, 11, 19, 16, 30, tzinfo=LONDON)
    monkeypatch.setenv("EQUITY_LENS_BRIEF", "off")
    settings.BRIEF = setting()
    assert when.last_due(wednesday) is None
