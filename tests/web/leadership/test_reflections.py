"""Private reflections: nobody but the writer reads them, until they give somebody a copy."""

import json

import pytest
from cryptography.exceptions import InvalidTag
from django.apps import apps
from django.core import serializers
from django.test import Client
from django.urls import reverse

from equity_lens_web.audit.models import Event
from equity_lens_web.evidence.api.urls import urlpatterns
from equity_lens_web.leadership import unlocked, vault
from equity_lens_web.leadership.models import Notebook, Reflection, SharedCopy

PAGE = reverse("leadership:reflections")
PHRASE = "seven herons over the estuary"
OTHER = "nine curlews over the marsh"
NOTE = "I did not dare to say it to the finance director."


@pytest.fixture
def begin(browser):
    """A browser whose notebook is begun and unlocked."""

    def of(role, *organisation):
        given = {"passphrase": PHRASE, "again": PHRASE, "understood": "on"}
        here = browser(role, *organisation)
        assert here.post(PAGE, given).status_code == 302
        return here

    return of


@pytest.fixture
def written(begin):
    """The lead's browser, in whose notebook one note stands."""
    lead = begin("hi_lead")
    lead.post(PAGE, {"text": NOTE})
    return lead


def _everything_kept():
    """Every value of every record of the database, as the backup writes them."""
    return "".join(
        serializers.serialize("json", model._base_manager.all())
        for model in apps.get_models(include_auto_created=True)
    )


def _share(lead, reader, trust):
    note = Reflection.objects.get()
    membership = reader.person.memberships.get(organisation=trust)
    address = reverse("leadership:reflection", args=[note.pk])
    return lead.post(address, {"reader": membership.pk}, follow=True)


def test_the_writer_reads_the_note_again(written, words):
    assert NOTE in words(written.get(PAGE))


def test_the_page_says_before_it_begins_that_a_lost_passphrase_loses_the_notes(browser, words):
    said = words(browser("hi_lead").get(PAGE))
    assert "A lost passphrase means lost notes" in said
    refused = browser("hi_lead").post(PAGE, {"passphrase": PHRASE, "again": PHRASE})
    assert "Tick that you understand, or do not begin" in words(refused)
    assert not Notebook.objects.exists()


@pytest.mark.parametrize(
    ("phrase", "instruction"),
    [
        ("too short", "Enter at least 16 characters"),
        ("a long enough password", "Enter other words than your password"),
    ],
)
def test_a_passphrase_is_long_and_is_not_the_password(browser, words, phrase, instruction):
    given = {"passphrase": phrase, "again": phrase, "understood": "on"}
    assert instruction in words(browser("hi_lead").post(PAGE, given))


def test_nothing_that_is_kept_holds_the_note_or_the_passphrase(written):
    kept = _everything_kept()
    assert "leadership.reflection" in kept
    for secret in (NOTE, "finance director", PHRASE):
        assert secret not in kept
    assert "reflection" not in str(list(Event.objects.values_list("what", "about", "detail")))


def test_the_session_alone_does_not_open_it(written):
    session, cookie = written.session, written.cookies[unlocked.COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    private = vault.unlock(Notebook.objects.get().keys, PHRASE)
    assert vault.open_sealed(private, bytes(Reflection.objects.get().sealed)) == NOTE
    assert json.dumps(dict(session)).find(private.hex()) == -1
    del written.cookies[unlocked.COOKIE]
    assert NOTE not in written.get(PAGE).content.decode()


def test_locking_it_or_the_wrong_passphrase_shows_nothing(written, words):
    written.post(reverse("leadership:reflections-lock"))
    assert "Unlock your reflections" in words(written.get(PAGE))
    assert "capitals and spaces count" in words(written.post(PAGE, {"passphrase": "seven herons"}))
    assert NOTE in words(written.post(PAGE, {"passphrase": PHRASE}, follow=True))


def test_no_page_shows_it_to_an_administrator(written, browser):
    administrator = browser("administrator")
    assert administrator.get(PAGE).status_code == 403
    for address in ("/people/", "/audit/", "/settings/", "/leadership/", "/leadership/handover/"):
        assert NOTE not in administrator.get(address).content.decode()


def test_no_address_of_the_api_knows_of_reflections():
    assert not [each for each in urlpatterns if "reflection" in str(each.pattern)]


def test_a_shared_note_is_a_copy_for_one_reader(written, begin, trust, words):
    chair, ceo = begin("chair"), begin("ceo")
    assert "chair can read a copy" in words(_share(written, chair, trust))
    assert NOTE in words(chair.get(PAGE))
    assert NOTE not in words(ceo.get(PAGE))
    assert NOTE not in _everything_kept()


def test_a_copy_that_is_taken_back_is_gone_at_once(written, begin, trust, words):
    chair = begin("chair")
    _share(written, chair, trust)
    written.post(reverse("leadership:copy-withdraw", args=[SharedCopy.objects.get().pk]))
    assert NOTE not in words(chair.get(PAGE))
    assert not SharedCopy.objects.exists()


def test_somebody_without_a_notebook_cannot_be_given_a_copy(written, browser, trust, words):
    assert "keeps no notes here" in words(_share(written, browser("ned"), trust))


def test_a_colleagues_note_does_not_exist(written, begin):
    chair = begin("chair")
    pk = Reflection.objects.get().pk
    for name in ("leadership:reflection-delete", "leadership:reflection"):
        assert chair.post(reverse(name, args=[pk])).status_code == 404
    assert Reflection.objects.filter(pk=pk).exists()


def test_a_member_of_another_trust_is_not_offered_as_a_reader(written, begin, other_trust, words):
    theirs = begin("chair", other_trust)
    pk = Reflection.objects.get().pk
    reader = theirs.person.memberships.get().pk
    said = words(written.post(reverse("leadership:reflection", args=[pk]), {"reader": reader}))
    assert "Choose a member" in said
    assert not SharedCopy.objects.exists()


def test_who_has_lost_the_passphrase_begins_again_with_nothing(written):
    written.post(reverse("leadership:reflections-lost"))
    assert not Notebook.objects.exists()
    assert not Reflection.objects.exists()


def _change(browser, old=PHRASE, new=OTHER):
    given = {"old": old, "passphrase": new, "again": new}
    return browser.post(reverse("leadership:reflections-passphrase"), given, follow=True)


def test_a_changed_passphrase_opens_all_notes_and_the_former_none(written, words):
    written.post(PAGE, {"text": "A second note."})
    before = [bytes(each.sealed) for each in Reflection.objects.order_by("pk")]
    assert "Only the new passphrase opens your notes now." in words(_change(written))
    written.post(reverse("leadership:reflections-lock"))
    assert "capitals and spaces count" in words(written.post(PAGE, {"passphrase": PHRASE}))
    said = words(written.post(PAGE, {"passphrase": OTHER}, follow=True))
    assert NOTE in said
    assert "A second note." in said
    after = [bytes(each.sealed) for each in Reflection.objects.order_by("pk")]
    assert not set(before) & set(after)
    assert OTHER not in _everything_kept()


def test_copies_go_on_to_be_read_when_either_side_changes_the_passphrase(
    written, begin, trust, words
):
    chair = begin("chair")
    _share(written, chair, trust)
    _change(chair)
    assert NOTE in words(chair.get(PAGE))
    _change(written)
    assert NOTE in words(chair.get(PAGE))


def test_the_wrong_passphrase_changes_nothing(written, words):
    keys, sealed = Notebook.objects.get().keys, bytes(Reflection.objects.get().sealed)
    assert "capitals and spaces count" in words(_change(written, old="eight herons nearby"))
    assert "Enter another passphrase" in words(_change(written, new=PHRASE))
    assert "Enter at least 16 characters" in words(_change(written, new="too short"))
    assert (Notebook.objects.get().keys, bytes(Reflection.objects.get().sealed)) == (keys, sealed)


def test_who_guesses_at_the_passphrase_in_order_to_change_it_is_stopped(written, words):
    for _ in range(11):
        said = words(_change(written, old="eight herons nearby"))
    assert "there were too many tries" in said


def test_a_change_that_fails_half_way_leaves_every_note_as_it_was(written, monkeypatch, words):
    def broken(*_, **__):
        raise OSError

    keys = Notebook.objects.get().keys
    monkeypatch.setattr(Notebook, "save", broken)
    with pytest.raises(OSError):
        _change(written)
    assert Notebook.objects.get().keys == keys
    assert NOTE in words(written.get(PAGE))


def test_another_browser_that_was_unlocked_asks_for_the_new_passphrase(written, words):
    elsewhere = Client()
    elsewhere.force_login(written.person)
    elsewhere.post(PAGE, {"passphrase": PHRASE})
    assert NOTE in words(elsewhere.get(PAGE))
    _change(written)
    assert "Unlock your reflections" in words(elsewhere.get(PAGE))


def test_the_list_takes_no_query_more_for_each_note(written, django_assert_max_num_queries):
    for _ in range(8):
        written.post(PAGE, {"text": NOTE})
    with django_assert_max_num_queries(12):
        written.get(PAGE)


def test_a_note_cannot_be_opened_by_another_key():
    ours, theirs = vault.new_keys(PHRASE), vault.new_keys(PHRASE)
    sealed = vault.seal(ours.public, NOTE)
    with pytest.raises(InvalidTag):
        vault.open_sealed(vault.unlock(theirs, PHRASE), sealed)
