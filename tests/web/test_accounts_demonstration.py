"""Signing in by a role's button: in a demonstration, on this machine, into made-up trusts only."""

import os
import subprocess
import sys

import pytest
from django.urls import reverse


@pytest.fixture
def demonstration(settings, trust, member):
    settings.DEMONSTRATION = True
    return {role: member(trust, role) for role in ("hi_lead", "analyst")}


def test_there_is_a_button_for_each_role_that_somebody_holds(client, demonstration):
    page = client.get(reverse("account_login")).content.decode()
    assert "Health inequalities lead" in page
    assert "Analyst" in page
    assert "Chief executive" not in page


def test_a_button_signs_in_without_a_password(client, demonstration):
    client.post(reverse("accounts:sign-in-as", args=["analyst"]))
    assert client.session["_auth_user_id"] == str(demonstration["analyst"].pk)


def test_a_button_of_another_made_up_trust_signs_in_there(
    client, demonstration, other_trust, member
):
    other_trust.synthetic = True
    other_trust.save()
    theirs = member(other_trust, "analyst")
    page = client.get(reverse("account_login")).content.decode()
    assert f'name="organisation" value="{other_trust.code}"' in page
    client.post(
        reverse("accounts:sign-in-as", args=["analyst"]), {"organisation": other_trust.code}
    )
    assert client.session["_auth_user_id"] == str(theirs.pk)


def test_a_real_trust_is_not_among_them(client, demonstration, other_trust, member):
    other_trust.synthetic = False
    other_trust.save()
    member(other_trust, "analyst")
    address = reverse("accounts:sign-in-as", args=["analyst"])
    assert other_trust.name not in client.get(reverse("account_login")).content.decode()
    assert client.post(address, {"organisation": other_trust.code}).status_code == 404


def test_without_the_setting_there_is_neither_page_nor_button(client, demonstration, settings):
    settings.DEMONSTRATION = False
    assert client.post(reverse("accounts:sign-in-as", args=["analyst"])).status_code == 404
    assert "Try it as" not in client.get(reverse("account_login")).content.decode()


def test_nobody_signs_in_to_a_real_trust_like_this(client, demonstration, trust):
    trust.synthetic = False
    trust.save()
    assert client.post(reverse("accounts:sign-in-as", args=["analyst"])).status_code == 404


def test_nobody_signs_in_like_this_from_another_machine(client, demonstration):
    address = reverse("accounts:sign-in-as", args=["analyst"])
    assert client.post(address, REMOTE_ADDR="192.0.2.7").status_code == 404
    page = client.get(reverse("account_login"), REMOTE_ADDR="192.0.2.7").content.decode()
    assert "Try it as" not in page


@pytest.mark.parametrize(
    ("address", "on"),
    [
        ("http://127.0.0.1:8000", "True"),
        ("https://equity.trust.example", "False"),
        ("http://192.0.2.7:8000", "False"),
    ],
)
def test_a_public_address_is_never_a_demonstration(address, on, tmp_path):
    code = "from equity_lens_web.config import settings; print(settings.DEMONSTRATION)"
    environment = {
        **os.environ,
        "EQUITY_LENS_ADDRESS": address,
        "EQUITY_LENS_DEMONSTRATION": "1",
        "EQUITY_LENS_SECRET_KEY": "for this test alone",
        "EQUITY_LENS_HOME": str(tmp_path),
    }
    found = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == on
