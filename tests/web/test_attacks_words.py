"""Words that a person pastes: hidden characters, line breaks, letters that a font does not have."""

import pytest
from django.core import mail

from equity_lens_web.evidence.models import Paper
from web.papers.pages import text_of

COVER = {"meeting": "Board", "meeting_on": "2026-11-26"}


@pytest.fixture
def secretary(refreshed_trust, signed_in):
    return signed_in(refreshed_trust, "secretary")


@pytest.fixture
def administrator(trust, signed_in):
    return signed_in(trust, "administrator")


def begun(browser, title):
    browser.post("/papers/drafts/", {"title": title, **COVER})
    return Paper.objects.get()


@pytest.mark.parametrize("hidden", ["\x0b", "\x0c", "\x01", "\x00", "\x85", "\u2028", "\ufffe"])
@pytest.mark.parametrize("form", ["docx", "pdf", "html"])
def test_a_paper_can_be_made_of_words_with_hidden_characters(secretary, hidden, form):
    paper = begun(secretary, f"Fair{hidden}access")
    assert secretary.get(f"/papers/{paper.pk}/files/paper.{form}").status_code == 200
    assert paper.title in ("Fair access", "Fairaccess")


def test_words_in_several_lines_keep_their_lines_and_lose_word_s_own(secretary):
    paper = begun(secretary, "Fair access")
    said = "First line.\x0bSecond line.\r\nThird line?"
    secretary.post(
        f"/papers/{paper.pk}/decisions/",
        {
            "ask-TOTAL_FORMS": "1", "ask-INITIAL_FORMS": "0", "ask-0-question": said,
            "seen": "0", "later": "yes",
        },
    )  # fmt: skip
    paper.refresh_from_db()
    assert paper.brief["asks"][0]["question"] == "First line.\nSecond line.\nThird line?"


@pytest.mark.parametrize("word", ["健康", "🙂", "স্বাস্থ্য"])
def test_letters_that_the_pdf_does_not_have_are_said_and_not_a_fault_of_ours(secretary, word):
    paper = begun(secretary, f"Fair access {word}")
    response = secretary.get(f"/papers/{paper.pk}/files/paper.pdf")
    assert response.status_code == 422
    assert f"The PDF has no letters for “{word[0]}" in text_of(response)
    assert "Put these words into English" in text_of(response)
    assert secretary.get(f"/papers/{paper.pk}/files/paper.docx").status_code == 200


def test_a_paper_that_cannot_be_printed_is_not_issued_and_says_why(secretary):
    paper = begun(secretary, "Fair access 健康")
    response = secretary.post(f"/papers/{paper.pk}/issues/", {"seen": "0"})
    assert "The PDF has no letters for “健" in text_of(response)
    paper.refresh_from_db()
    assert not paper.is_issued


def test_a_name_with_a_line_break_adds_no_header_to_a_mail(trust, administrator, settings):
    settings.SENDS_MAIL = True
    trust.name = "Trust\r\nBcc: somebody@elsewhere.example"  # as the server's command could
    trust.save()
    given = {"name": "New", "email": "new@tst.example", "role": "chair"}
    assert administrator.post("/people/invitations/", given).status_code == 200
    (sent,) = mail.outbox
    assert sent.subject == "Equity Lens: join Trust Bcc: somebody@elsewhere.example"
    assert sent.recipients() == ["new@tst.example"]


def test_a_name_is_one_line(trust, administrator):
    given = {"name": "Trust\r\nof two lines", "sector": "", "policy": "hes", "edition": ""}
    administrator.post("/settings/", given)
    trust.refresh_from_db()
    assert trust.name == "Trust of two lines"


def test_a_form_that_another_site_sends_changes_nothing_and_is_told_in_our_own_words(trust, member):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(member(trust, "administrator"))
    response = strict.post("/settings/", {"name": "Taken over", "policy": "hes"})
    assert response.status_code == 403
    assert "This form is too old to be sent" in text_of(response)
    trust.refresh_from_db()
    assert trust.name != "Taken over"
