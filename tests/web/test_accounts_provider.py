"""Signing in by the organisation's own provider, end to end with a small one on this machine."""

import html

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse

from equity_lens_web.accounts import services
from equity_lens_web.accounts.models import Person
from equity_lens_web.audit.models import Event
from equity_lens_web.config import connections
from web.openid_provider import CLIENT_ID, SECRET, Provider

NAMES = ("ISSUER", "CLIENT_ID", "CLIENT_SECRET", "NAME", "DOMAINS")


@pytest.fixture
def environment(monkeypatch):
    """Sets ``EQUITY_LENS_OIDC_...``; what is not named is not set."""
    for name in NAMES:
        monkeypatch.delenv(f"EQUITY_LENS_OIDC_{name}", raising=False)

    def give(**given):
        for name, value in given.items():
            monkeypatch.setenv(f"EQUITY_LENS_OIDC_{name}", value)

    return give


@pytest.fixture(scope="module")
def running():
    provider = Provider()
    yield provider
    provider.close()


@pytest.fixture
def provider(running, environment, settings, db):
    environment(
        ISSUER=running.issuer, CLIENT_ID=CLIENT_ID, CLIENT_SECRET=SECRET, NAME="Trust login"
    )
    settings.SOCIALACCOUNT_PROVIDERS = connections.provider()
    running.refusals.clear()
    return running


def _sign_in(client, provider, **says):
    """From the button to the answer of our callback."""
    provider.says = {"sub": says.pop("sub", "person-1"), **says}
    leaving = client.get(reverse("openid_connect_login", args=["organisation"]))
    assert leaving.url.startswith(f"{provider.issuer}/authorise?")
    path, brought = provider.authorise(leaving.url)
    return client.get(path, brought)


def test_the_sign_in_page_has_a_button_only_where_a_provider_is_set(client, provider, settings):
    assert "Continue with Trust login" in client.get(reverse("account_login")).content.decode()
    settings.SOCIALACCOUNT_PROVIDERS = {}
    assert "Continue with" not in client.get(reverse("account_login")).content.decode()
    button = reverse("openid_connect_login", args=["organisation"])
    assert client.get(button).status_code == 404


def test_a_member_signs_in_by_the_address_that_the_provider_verified(
    client, provider, trust, member
):
    chair = member(trust, "chair")
    response = _sign_in(client, provider, email=chair.email, email_verified=True)
    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(chair.pk)
    assert Event.objects.filter(what="sign-in.done", organisation=trust, person=chair).exists()
    assert provider.refusals == []


def test_the_password_still_works_afterwards(client, provider, trust, member):
    chair = member(trust, "chair")
    _sign_in(client, provider, email=chair.email, email_verified=True)
    chair.refresh_from_db()
    assert chair.check_password("a long enough password")


def test_later_it_is_the_providers_own_number_that_counts(client, provider, trust, member):
    chair = member(trust, "chair")
    _sign_in(client, provider, email=chair.email, email_verified=True)
    client.logout()
    _sign_in(client, provider, email="new-name@tst.example", email_verified=True)
    assert client.session["_auth_user_id"] == str(chair.pk)


def test_somebody_invited_joins_by_signing_in(client, provider, trust, member):
    services.invite(
        organisation=trust,
        name="Ada Example",
        email="ada@tst.example",
        role="analyst",
        by=member(trust, "administrator"),
    )
    _sign_in(client, provider, email="Ada@tst.example", email_verified=True)
    ada = Person.objects.get(email="ada@tst.example")
    assert ada.memberships.get().role == "analyst"
    assert not ada.has_usable_password()
    assert client.session["_auth_user_id"] == str(ada.pk)


def test_somebody_not_invited_is_turned_away_and_not_remembered(client, provider):
    response = _sign_in(client, provider, email="stranger@tst.example", email_verified=True)
    assert response.status_code == 403
    assert "Nobody has invited stranger@tst.example" in html.unescape(response.content.decode())
    assert not Person.objects.exists()
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("verified", [False, None, "true", 1])
def test_an_address_that_is_not_plainly_verified_opens_nothing(
    client, provider, trust, member, verified
):
    chair = member(trust, "chair")
    response = _sign_in(client, provider, email=chair.email, email_verified=verified)
    assert response.status_code == 403
    assert "_auth_user_id" not in client.session


def test_a_domain_that_the_trust_vouches_for_counts_as_verified(
    client, provider, trust, member, environment, settings
):
    environment(DOMAINS="tst.example, other.example")
    settings.SOCIALACCOUNT_PROVIDERS = connections.provider()
    chair = member(trust, "chair")
    _sign_in(client, provider, email=chair.email)
    assert client.session["_auth_user_id"] == str(chair.pk)


def test_an_answer_that_nobody_asked_for_opens_nothing(client, provider, trust, member):
    chair = member(trust, "chair")
    provider.says = {"sub": "1", "email": chair.email, "email_verified": True}
    callback = reverse("openid_connect_callback", args=["organisation"])
    response = client.get(callback, {"code": "code-0", "state": "made-up"})
    assert response.status_code == 401
    assert "_auth_user_id" not in client.session


def test_a_code_that_the_provider_does_not_know_opens_nothing(client, provider):
    leaving = client.get(reverse("openid_connect_login", args=["organisation"]))
    path, brought = provider.authorise(leaving.url)
    response = client.get(path, {**brought, "code": "another"})
    assert response.status_code == 401
    assert "did not answer as it should" in html.unescape(response.content.decode())


def test_a_second_step_is_asked_for_here_too(client, provider, trust, member):
    chair = member(trust, "chair")
    chair.authenticator_set.create(type="totp", data={"secret": "kept"})
    response = _sign_in(client, provider, email=chair.email, email_verified=True)
    assert response.url == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session


def test_half_a_setting_stops_the_start(environment):
    environment(ISSUER="https://login.example")
    with pytest.raises(ImproperlyConfigured, match="EQUITY_LENS_OIDC_CLIENT_ID"):
        connections.provider()


def test_an_issuer_must_be_reached_safely(environment):
    environment(ISSUER="http://login.example", CLIENT_ID="a", CLIENT_SECRET="b")
    with pytest.raises(ImproperlyConfigured, match="https"):
        connections.provider()


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("smtp://relay.example?from=a@tst.example", ("relay.example", 587, True, False)),
        ("smtps://u:p%40ss@mail.example?from=a@b.example", ("mail.example", 465, False, True)),
        ("smtp://r.example:25?from=a@b.example&starttls=no", ("r.example", 25, False, False)),
    ],
)
def test_mail_is_set_by_one_address(monkeypatch, given, expected):
    monkeypatch.setenv("EQUITY_LENS_EMAIL_URL", given)
    found = connections.mail()
    names = ("EMAIL_HOST", "EMAIL_PORT", "EMAIL_USE_TLS", "EMAIL_USE_SSL")
    assert tuple(found[name] for name in names) == expected
    assert found["SENDS_MAIL"]


def test_the_password_of_a_mail_server_may_hold_any_character(monkeypatch):
    monkeypatch.setenv("EQUITY_LENS_EMAIL_URL", "smtps://u:p%40ss@mail.example?from=a@b.example")
    assert connections.mail()["EMAIL_HOST_PASSWORD"] == "p@ss"


@pytest.mark.parametrize("given", ["relay.example", "smtp://relay.example", "http://a?from=a@b"])
def test_an_address_of_mail_that_cannot_be_stops_the_start(monkeypatch, given):
    monkeypatch.setenv("EQUITY_LENS_EMAIL_URL", given)
    with pytest.raises(ImproperlyConfigured, match="EQUITY_LENS_EMAIL_URL must read"):
        connections.mail()
