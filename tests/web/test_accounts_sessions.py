"""Sessions end: after 8 hours, after 60 minutes without use, and when one says so."""

import html

import pytest
from django.test import Client
from django.urls import reverse

MINUTE, HOUR = 60, 3600


@pytest.fixture
def chair(signed_in, trust):
    client = signed_in(trust, "chair")
    assert client.get(reverse("accounts:me")).status_code == 200
    return client


def _as_if_earlier(client, **seconds):
    session = client.session
    for name, earlier in seconds.items():
        session[name] -= earlier
    session.save()


@pytest.mark.parametrize(
    ("began", "used", "status"),
    [
        (59 * MINUTE, 59 * MINUTE, 200),
        (61 * MINUTE, 61 * MINUTE, 302),
        (8 * HOUR - MINUTE, MINUTE, 200),
        (8 * HOUR + MINUTE, MINUTE, 302),
    ],
)
def test_a_session_ends_in_time(chair, began, used, status):
    _as_if_earlier(chair, began_at=began, used_at=used)
    assert chair.get(reverse("accounts:me")).status_code == status


def test_use_keeps_a_session_going(chair):
    for _ in range(3):
        _as_if_earlier(chair, began_at=40 * MINUTE, used_at=40 * MINUTE)
        assert chair.get(reverse("accounts:me")).status_code == 200


def test_whoever_is_signed_out_is_told_why(chair):
    _as_if_earlier(chair, used_at=61 * MINUTE)
    page = chair.get(reverse("accounts:me"), follow=True).content.decode()
    assert "You were signed out after 60 minutes without use" in html.unescape(page)


def test_reading_pages_in_the_same_minute_writes_no_session(chair, django_assert_num_queries):
    chair.get(reverse("accounts:privacy"))
    # The session, the person and the membership.
    with django_assert_num_queries(3):
        chair.get(reverse("accounts:privacy"))


def test_pages_of_somebody_signed_in_are_not_kept_by_the_browser(chair):
    assert "no-store" in chair.get(reverse("accounts:me"))["Cache-Control"]


def test_signing_out_everywhere_ends_every_session(chair, trust):
    elsewhere = Client()
    elsewhere.force_login(trust.members.get())
    chair.post(reverse("accounts:sign-out-everywhere"))
    for client in (chair, elsewhere):
        assert client.get(reverse("accounts:me")).status_code == 302


def test_a_new_secret_key_signs_nobody_out(chair, settings):
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a new secret key that took the place of the old one"
    assert chair.get(reverse("accounts:me")).status_code == 200


def test_two_cookies_and_no_more_are_set(client, trust, member):
    person = member(trust, "chair")
    client.get(reverse("account_login"))
    client.post(
        reverse("account_login"), {"login": person.email, "password": "a long enough password"}
    )
    client.get(reverse("accounts:me"))
    assert set(client.cookies) == {"equity_lens_session", "csrftoken"}


def test_my_page_says_in_words_what_my_role_may_do(chair):
    page = html.unescape(chair.get(reverse("accounts:me")).content.decode())
    assert "Chairs the board: reads the evidence, the plan and the papers, and countersigns" in page
    assert "read issued papers" in page
    assert "upload extracts" not in page
