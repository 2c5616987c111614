"""Signing in: with a password, with a second step, and being turned away."""

import base64
import hashlib
import hmac
import html
import re
import struct
import time

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.urls import reverse

from equity_lens_web.config.settings import ACCOUNT_RATE_LIMITS

PASSWORD = "a long enough password"


def _words(response):
    return re.sub(r"\s+", " ", html.unescape(response.content.decode()))


def _sign_in(client, person, password=PASSWORD, **more):
    return client.post(
        reverse("account_login"), {"login": person.email, "password": password, **more}
    )


def _six_digits(secret: str, at: float) -> str:
    """The code of a moment, by RFC 6238 with its usual choices: SHA-1, 30 seconds, 6 digits."""
    counted = struct.pack(">Q", int(at) // 30)
    digest = hmac.new(base64.b32decode(secret), counted, hashlib.sha1).digest()
    offset = digest[-1] & 15
    (number,) = struct.unpack(">I", digest[offset : offset + 4])
    return f"{(number & 0x7FFFFFFF) % 1_000_000:06d}"


def test_the_six_digits_of_this_test_are_those_of_rfc_6238():
    # Appendix B: at 59 seconds the 8 digits are 94287082, of which the last six are asked for.
    secret = base64.b32encode(b"12345678901234567890").decode()
    assert _six_digits(secret, 59) == "287082"


@pytest.fixture
def chair(trust, member):
    return member(trust, "chair")


@pytest.fixture
def second_step(client, chair):
    """The chair, signed in, sets up an app; gives the app's key and the recovery codes."""
    _sign_in(client, chair)
    confirm = client.get(reverse("mfa_activate_totp"))
    client.post(confirm.url, {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp"))
    secret = re.search(r"Key: <code[^>]*>([A-Z2-7]+)</code>", page.content.decode())[1]
    codes = client.post(
        reverse("mfa_activate_totp"), {"code": _six_digits(secret, time.time())}, follow=True
    )
    client.logout()
    return secret, re.findall(r"<li><code>(\w+)</code>", codes.content.decode())


def test_the_right_password_opens_the_door(client, chair):
    response = _sign_in(client, chair)
    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(chair.pk)


def test_capitals_in_the_address_do_not_matter(client, chair):
    response = client.post(
        reverse("account_login"), {"login": chair.email.upper(), "password": PASSWORD}
    )
    assert response.status_code == 302


def test_a_wrong_password_and_an_unknown_address_read_alike(client, chair):
    said = "The email address or the password is not right. Check both, and try again."
    assert said in _words(_sign_in(client, chair, "not the password"))
    unknown = {"login": "nobody@tst.example", "password": "not the password"}
    assert said in _words(client.post(reverse("account_login"), unknown))


def test_a_password_is_never_sent_back_to_the_page(client, chair):
    assert "not the password" not in _words(_sign_in(client, chair, "not the password"))


def test_an_empty_form_says_what_to_enter(client, db):
    words = _words(client.post(reverse("account_login"), {}))
    assert "Enter your email address" in words
    assert "Enter your password" in words


def test_the_sixth_attempt_is_refused_even_with_the_right_password(client, chair, settings):
    settings.ACCOUNT_RATE_LIMITS = ACCOUNT_RATE_LIMITS
    for _ in range(5):
        assert "is not right" in _words(_sign_in(client, chair, "not the password"))
    # Another browser, so another process's memory: the count is kept in the database.
    sixth = _sign_in(Client(), chair)
    assert "Too many attempts. Wait 5 minutes, then try again." in _words(sixth)


def test_a_person_sent_to_sign_in_comes_back_to_where_they_were_going(client, chair):
    asked = client.get(reverse("evidence:measures"))
    page = client.get(asked.url)
    hidden = re.search(r'name="next" value="([^"]+)"', page.content.decode())[1]
    response = _sign_in(client, chair, next=hidden)
    assert response.url == reverse("evidence:measures")


def test_nobody_is_led_to_another_site_after_signing_in(client, chair):
    response = _sign_in(client, chair, next="https://elsewhere.example/")
    assert response.url == "/"


@pytest.mark.parametrize("path", ["/sign-in/signup/", "/signup/", "/accounts/signup/"])
def test_nobody_can_sign_up(client, db, path):
    assert client.get(path).status_code == 404


def test_with_a_second_step_the_password_alone_is_not_enough(client, chair, second_step):
    response = _sign_in(client, chair)
    assert response.url == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session


def test_the_code_of_the_app_completes_the_sign_in(client, chair, second_step):
    secret, _ = second_step
    _sign_in(client, chair)
    # The set-up used the code of this moment; the app's next one is taken a little early.
    later = _six_digits(secret, time.time() + 30)
    response = client.post(reverse("mfa_authenticate"), {"code": later})
    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(chair.pk)


def test_a_wrong_code_says_what_to_enter(client, chair, second_step):
    _sign_in(client, chair)
    words = _words(client.post(reverse("mfa_authenticate"), {"code": "not a code"}))
    assert "Enter the code that the app shows now, or one of your recovery codes." in words


def test_a_recovery_code_works_once(client, chair, second_step):
    _, codes = second_step
    assert len(codes) == 10
    _sign_in(client, chair)
    assert client.post(reverse("mfa_authenticate"), {"code": codes[0]}).status_code == 302
    client.logout()
    _sign_in(client, chair)
    again = client.post(reverse("mfa_authenticate"), {"code": codes[0]})
    assert "That code is not right" in _words(again)


def test_the_key_of_the_app_is_not_kept_in_the_clear(chair, second_step):
    secret, _ = second_step
    kept = str(list(Authenticator.objects.filter(user=chair).values_list("data", flat=True)))
    assert secret not in kept


def test_a_former_secret_key_still_reads_the_apps_keys(client, chair, second_step, settings):
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a new secret key that took the place of the old one"
    secret, _ = second_step
    _sign_in(client, chair)
    code = _six_digits(secret, time.time() + 30)
    assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302


def test_the_second_step_is_switched_off_only_after_the_password_once_more(client, second_step):
    secret, codes = second_step
    del secret
    client.post(reverse("account_login"), {"login": "chair@tst.example", "password": PASSWORD})
    client.post(reverse("mfa_authenticate"), {"code": codes[1]})
    response = client.post(reverse("mfa_deactivate_totp"))
    assert response.url.startswith(reverse("account_reauthenticate"))
    assert Authenticator.objects.filter(type="totp").exists()


def test_where_the_organisation_asks_for_it_nothing_opens_before_the_second_step(client, chair):
    chair.organisations.update(needs_second_factor=True)
    _sign_in(client, chair)
    response = client.get(reverse("evidence:measures"))
    assert response.url == reverse("mfa_activate_totp")


def test_a_changed_password_ends_every_other_session_and_not_this_one(client, chair):
    elsewhere = Client()
    _sign_in(client, chair)
    _sign_in(elsewhere, chair)
    new = {"password1": "quite another password", "password2": "quite another password"}
    response = client.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, **new}, follow=True
    )
    assert "Your password is changed." in _words(response)
    assert client.get(reverse("accounts:me")).status_code == 200
    assert elsewhere.get(reverse("accounts:me")).status_code == 302


def test_without_mail_there_is_no_page_that_sends_links(client, db, settings):
    settings.SENDS_MAIL = False
    assert client.get(reverse("account_reset_password")).status_code == 404
    assert "ask your organisation's administrator for a link" in _words(
        client.get(reverse("account_login"))
    )


def test_a_forgotten_password_is_replaced_by_a_link_that_works_once(client, chair, settings):
    settings.SENDS_MAIL = True
    client.post(reverse("account_reset_password"), {"email": chair.email})
    (letter,) = mail.outbox
    assert letter.subject == "Equity Lens: Choose a new password"
    link = re.search(r"http://\S+", letter.body)[0]
    form = client.get(link, follow=True)
    new = {"password1": "quite another password", "password2": "quite another password"}
    done = client.post(form.redirect_chain[-1][0], new, follow=True)
    assert "Your password is changed" in _words(done)
    assert _sign_in(Client(), chair, "quite another password").status_code == 302
    assert "This link works no more" in _words(Client().get(link, follow=True))


def test_a_link_asked_for_by_a_stranger_is_not_sent_and_not_told(client, db, settings):
    settings.SENDS_MAIL = True
    response = client.post(
        reverse("account_reset_password"), {"email": "nobody@tst.example"}, follow=True
    )
    assert mail.outbox == []
    assert "If that address signs in here" in _words(response)


def test_a_short_password_is_refused_with_the_reason(client, chair):
    _sign_in(client, chair)
    new = {"password1": "short", "password2": "short"}
    response = client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, **new})
    assert "at least 12 characters" in _words(response)
