"""A curious neighbour: two organisations in one process, guesses at the door, files on the disk."""

import stat

import pytest
from django.core.cache import cache
from django.test import Client

from equity_lens_web.accounts.models import Membership, Person
from equity_lens_web.config.settings import ACCOUNT_RATE_LIMITS
from equity_lens_web.evidence.models import Extract
from equity_lens_web.evidence.services.refreshes import keep_release
from web.installation import Installation
from web.papers.pages import text_of
from web.uploading import checked

PASSWORD = "a long enough password"


@pytest.fixture
def in_both(trust, other_trust, member):
    """An analyst of one trust who is a chair of the other."""
    person = member(trust, "analyst")
    Membership.objects.create(person=person, organisation=other_trust, role="chair")
    return person


@pytest.fixture
def browser(in_both):
    client = Client()
    client.force_login(in_both)
    return client


def switched(browser, organisation):
    return browser.post(f"/me/organisations/{organisation.pk}/")


def test_a_role_in_one_trust_opens_nothing_in_another(browser, in_both, trust, other_trust):
    extract = checked(trust, in_both)
    assert browser.get(f"/data/extracts/{extract.pk}/").status_code == 200
    switched(browser, other_trust)
    assert browser.get(f"/data/extracts/{extract.pk}/").status_code == 403
    assert browser.post(f"/data/extracts/{extract.pk}/inclusions/").status_code == 403
    extract.refresh_from_db()
    assert extract.state == Extract.State.CHECKED


def test_nobody_switches_to_a_trust_that_they_do_not_belong_to(browser, in_both, other_trust):
    Membership.objects.filter(person=in_both, organisation=other_trust).update(role="analyst")
    Membership.objects.filter(person=in_both, organisation=other_trust).delete()
    assert switched(browser, other_trust).status_code == 404


def test_each_trust_has_its_own_second_step(browser, trust, other_trust):
    other_trust.needs_second_factor = True
    other_trust.save()
    assert browser.get("/data/extracts/").status_code == 200
    switched(browser, other_trust)
    response = browser.get("/evidence/")
    assert response.status_code == 302
    assert "second-step" in response.url


def test_two_trusts_with_the_same_figures_never_see_each_other_s_papers(
    trust, other_trust, member, sample_release
):
    """Releases and documents are kept in the memory of the process."""
    seen = []
    for place in (trust, other_trust):
        secretary = member(place, "secretary")
        keep_release(sample_release, organisation=place, by=secretary)
        client = Client()
        client.force_login(secretary)
        cover = {"title": f"Paper of {place.code}", "meeting": "", "meeting_on": ""}
        steps = client.post("/papers/drafts/", cover).headers["Location"]
        preview = steps.replace("findings", "previews")
        seen.append((client, preview, text_of(client.get(preview))))
    (ours, our_page, our_words), (theirs, _, their_words) = seen
    assert "Paper of TST" in our_words
    assert "Paper of OTH" not in our_words
    assert "Paper of TST" not in their_words
    assert theirs.get(our_page).status_code == 404
    assert "Paper of TST" in text_of(ours.get(our_page))


def attempt(client, email, password, **headers):
    return client.post("/sign-in/", {"login": email, "password": password}, headers=headers)


def test_a_made_up_address_of_the_visitor_buys_no_further_guesses(client, trust, member, settings):
    cache.clear()
    settings.ACCOUNT_RATE_LIMITS = ACCOUNT_RATE_LIMITS
    chair = member(trust, "chair")
    for guess in range(10):
        forwarded = {"X-Forwarded-For": f"203.0.113.{guess}", "X-Real-IP": f"203.0.113.{guess}"}
        attempt(client, f"nobody-{guess}@tst.example", "wrong", **forwarded)
    last = attempt(client, chair.email, PASSWORD, **{"X-Forwarded-For": "203.0.113.99"})
    assert "Too many attempts" in text_of(last)
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("host", ["elsewhere.example", "127.0.0.1.elsewhere.example", "evil:80"])
def test_a_page_for_another_host_is_not_given(db, settings, host):
    settings.ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
    assert Client().get("/sign-in/", headers={"host": host}).status_code == 400


@pytest.mark.parametrize("address", ["//elsewhere.example/", "/\\elsewhere.example/"])
def test_the_way_back_after_signing_in_is_on_this_site(db, address):
    response = Client().get(address)
    assert "elsewhere.example" not in response.headers.get("Location", "").split("?")[0]


def test_a_link_to_join_works_once_even_for_two_who_hold_it(trust, member):
    from equity_lens_web.accounts import services

    keeper = member(trust, "administrator")
    invited = services.invite(
        organisation=trust, name="New", email="new@tst.example", role="chair", by=keeper
    )
    path = "/" + invited.link.split("/", 3)[3]
    given = {"name": "New", "password": "three odd words here", "again": "three odd words here"}
    answers = [Client().post(path, given).status_code for _ in range(2)]
    assert answers == [302, 410]
    assert Person.objects.filter(email="new@tst.example").count() == 1


@pytest.mark.parametrize("is_there", [False, True])
def test_nobody_else_on_the_machine_reads_the_database(tmp_path, is_there):
    home = tmp_path / "home"
    if is_there:
        home.mkdir(mode=0o755)
    Installation(home).run("upgrade")
    if not is_there:
        assert stat.S_IMODE(home.stat().st_mode) == 0o700
    kept = [*home.glob("*.sqlite3*"), home / "secret.key"]
    assert len(kept) > 1
    assert {stat.S_IMODE(file.stat().st_mode) for file in kept} == {0o600}
