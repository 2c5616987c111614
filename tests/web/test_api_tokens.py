"""Tokens on their page: shown once, listed, revoked, and only by those who may."""

import html
import re

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from equity_lens_web.accounts.models import Membership, Person
from equity_lens_web.accounts.permissions import Permission, roles
from equity_lens_web.accounts.services import end_membership
from equity_lens_web.evidence.models import ApiToken
from equity_lens_web.evidence.services.tokens import make_token, revoke_token

SECRET = re.compile(r"equitylens_[\w-]{43}")


@pytest.fixture
def analyst(trust, signed_in):
    """A browser of the trust's analyst."""
    return signed_in(trust, "analyst")


def words_of(response):
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


def test_a_token_is_shown_once_and_only_its_hash_is_kept(analyst):
    address = reverse("evidence:tokens")
    made = analyst.post(address, {"name": "Power BI of finance", "days": "90"})
    (secret,) = SECRET.findall(made.content.decode())
    assert "cannot be shown again" in words_of(made)
    assert "no-store" in made["Cache-Control"]
    kept = ApiToken.objects.get()
    assert kept == ApiToken.objects.opened_by(secret)
    assert secret not in " ".join(str(value) for value in vars(kept).values())
    assert (kept.expires_at - kept.made_at).days == 90
    again = analyst.get(address)
    assert "Power BI of finance" in words_of(again)
    assert not SECRET.search(again.content.decode())


def test_the_token_on_the_page_opens_the_api(analyst, client, refreshed_trust):
    made = analyst.post(reverse("evidence:tokens"), {"name": "Script", "days": "30"})
    (secret,) = SECRET.findall(made.content.decode())
    sent = {"authorization": f"Bearer {secret}"}
    assert client.get(reverse("api:organisation"), headers=sent).json()["code"] == "TST"


def test_without_a_name_the_page_says_what_to_enter(analyst):
    words = words_of(analyst.post(reverse("evidence:tokens"), {"days": "90"}))
    assert "Enter what the token is for" in words
    assert not ApiToken.objects.exists()


def test_revoking_takes_one_press_and_leaves_a_trace(trust, analyst):
    analyst.post(reverse("evidence:tokens"), {"name": "Old report", "days": "30"})
    token = ApiToken.objects.get()
    answer = analyst.post(reverse("evidence:token-revoke", args=[token.pk]), follow=True)
    assert "“Old report” opens nothing any more" in words_of(answer)
    assert "Revoked" in words_of(answer)
    token.refresh_from_db()
    assert not token.is_open
    traces = trust.events.filter(what__startswith="token.").order_by("pk")
    assert [event.what for event in traces] == ["token.made", "token.revoked"]


def test_who_may_manage_tokens_opens_the_page_and_nobody_else(trust, signed_in, role):
    browser = signed_in(trust, role)
    opens = 200 if Permission.API_TOKENS in roles()[role].may else 403
    assert browser.get(reverse("evidence:tokens")).status_code == opens
    assert browser.get(reverse("evidence:api")).status_code == opens


def test_the_services_ask_permission_themselves(trust, member):
    chair = member(trust, "chair")
    with pytest.raises(PermissionDenied):
        make_token(organisation=trust, name="Mine", days=30, by=chair)
    analyst = member(trust, "analyst")
    make_token(organisation=trust, name="Ours", days=30, by=analyst)
    with pytest.raises(PermissionDenied):
        revoke_token(token=ApiToken.objects.get(), by=chair)


def test_another_trusts_token_does_not_exist(other_trust, analyst, member):
    make_token(organisation=other_trust, name="Theirs", days=30, by=member(other_trust, "analyst"))
    token = ApiToken.objects.get()
    assert "Theirs" not in words_of(analyst.get(reverse("evidence:tokens")))
    assert analyst.post(reverse("evidence:token-revoke", args=[token.pk])).status_code == 404


def test_every_address_of_the_api_is_on_a_page_of_our_own(analyst):
    words = words_of(analyst.get(reverse("evidence:api")))
    for address in ("/api/v1/figures.csv", "/api/v1/figures.parquet", "/api/v1/profiles"):
        assert address in words
    assert "A dimension's key, such as imd_quintile" in words


def test_the_queries_of_the_pages_are_bounded(
    trust, analyst, member, django_assert_max_num_queries
):
    by = trust.memberships.get().person
    for number in range(5):
        make_token(organisation=trust, name=f"Report {number}", days=30, by=by)
    for name in ("evidence:tokens", "evidence:api"):
        with django_assert_max_num_queries(8):
            analyst.get(reverse(name))


def test_a_token_stops_when_the_membership_of_its_maker_ends(
    trust, member, client, refreshed_trust
):
    maker, keeper = member(trust, "analyst"), member(trust, "administrator")
    secret = make_token(organisation=trust, name="Script", days=30, by=maker)
    sent = {"authorization": f"Bearer {secret}"}
    assert client.get(reverse("api:organisation"), headers=sent).status_code == 200
    end_membership(membership=maker.memberships.get(), by=keeper)
    assert client.get(reverse("api:organisation"), headers=sent).status_code == 401
    # Another analyst sees why, and has nothing to revoke.
    other = Person.objects.create_user("other@example.org", "a long enough password", name="Other")
    Membership.objects.create(person=other, organisation=trust, role="analyst")
    client.force_login(other)
    words = words_of(client.get(reverse("evidence:tokens")))
    assert "Stopped: its maker is no longer a member" in words
