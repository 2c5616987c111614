"""A board paper is written: journey 1, steps 8 to 10."""

import pytest
from django.urls import reverse

from equity_lens.reports.brief import Ask
from equity_lens_web.evidence.models import Paper, PaperFile
from equity_lens_web.evidence.papers.keeping import Few
from equity_lens_web.evidence.papers.making import brief_of
from equity_lens_web.evidence.services import papers as services
from web.papers.pages import MISSED, WAITING, at, box, key, rows_of, seen, text_of


def test_a_paper_is_written_and_issued_in_fewer_than_ten_clicks(lead, refreshed_trust):
    clicks = 2  # "Begin a paper", "Begin"
    page = lead.post(reverse("evidence:paper-begin"), {"title": "Fair access", "meeting": ""})
    paper = refreshed_trust.papers.get()
    for step, sent in (
        ("findings", {"findings": [WAITING, MISSED]}),
        ("words", {}),
        ("decisions", rows_of("ask")),
        ("voices", {**rows_of("voice"), **rows_of("action"), "heard": "13"}),
    ):
        assert page["Location"] == at(step, paper)
        page = lead.post(page["Location"], {**sent, "seen": seen(paper)})
        assert page.status_code == 302, text_of(page)
        clicks += 1
    assert page["Location"] == at("preview", paper)
    lead.get(at("issue", paper))
    page = lead.post(at("issue", paper), {"seen": seen(paper)})
    clicks += 2
    assert page["Location"] == at("", paper)
    assert clicks <= 10
    paper.refresh_from_db()
    assert paper.is_issued
    assert "Issued. It can no longer be changed" in text_of(lead.get(page["Location"]))


def test_the_findings_ranked_first_are_ticked_until_somebody_chooses(lead, draft):
    page = lead.get(at("findings", draft)).content.decode()
    assert page.count(" checked") == 5
    lead.post(at("findings", draft), {"findings": [WAITING], "seen": 0})
    page = lead.get(at("findings", draft)).content.decode()
    assert page.count(" checked") == 1
    draft.refresh_from_db()
    assert brief_of(draft).findings == (key(WAITING),)


def test_a_paper_without_a_finding_is_refused_with_an_instruction(lead, draft):
    page = lead.post(at("findings", draft), {"seen": 0})
    assert page.status_code == 422
    assert "Choose at least one finding" in text_of(page)


def test_the_preview_says_how_many_findings_were_not_chosen(lead, draft):
    lead.post(at("findings", draft), {"findings": [WAITING], "seen": 0})
    words = text_of(lead.get(at("preview", draft)))
    # Five findings, three of grade "act", of which one is chosen: two of those left are.
    assert "1 of 5 findings were chosen for this paper." in words
    assert "Of those not shown, 2 are graded ‘act’." in words


def test_the_preview_holds_the_figures_of_the_meeting(lead, draft):
    words = text_of(lead.get(at("preview", draft)))
    for figure in ("61.4%", "56.9%", "64.8%", "7.9 percentage points", "about 720 more"):
        assert figure.lower() in words.lower()
    assert "None yet" in words


def test_a_sentence_can_be_put_in_other_words_and_its_figures_stay(lead, draft):
    name, text = box(lead.get(at("words", draft)), "Among people in the most deprived fifth, 56.9%")
    edited = text.replace("Among people", "Of the people on our list")
    page = lead.post(at("words", draft), {name: edited, "seen": 0})
    assert page["Location"] == at("decisions", draft)
    assert "Of the people on our list in the most deprived fifth, 56.9%" in text_of(
        lead.get(at("preview", draft))
    )


def test_an_edit_that_changes_a_figure_is_refused_and_the_words_are_not_lost(lead, draft):
    name, text = box(lead.get(at("words", draft)), "Among people in the most deprived fifth, 56.9%")
    page = lead.post(at("words", draft), {name: text.replace("56.9%", "58%"), "seen": 0})
    assert page.status_code == 422
    assert "Write 56.9% where you wrote 58%" in text_of(page)
    assert "in the most deprived fifth, 58%" in page.content.decode()
    draft.refresh_from_db()
    assert brief_of(draft).sentences == {}


def test_an_emptied_box_goes_back_to_the_sentence_as_it_was_written(lead, draft):
    name, text = box(lead.get(at("words", draft)), "People who were never referred")
    lead.post(at("words", draft), {name: "Nobody counted those who never came.", "seen": 0})
    draft.refresh_from_db()
    assert list(brief_of(draft).sentences.values()) == ["Nobody counted those who never came."]
    lead.post(at("words", draft), {name: "", "seen": seen(draft)})
    draft.refresh_from_db()
    assert brief_of(draft).sentences == {}
    assert text in lead.get(at("words", draft)).content.decode()


def test_two_people_do_not_overwrite_each_other(lead, draft, writer):
    services.decide(paper=draft, step="voices", seen=0, by=writer, heard=3)
    page = lead.post(at("findings", draft), {"findings": [WAITING], "seen": 0})
    assert page.status_code == 422
    assert "Somebody else changed this draft while you had it open." in text_of(page)
    # The page that says so carries the present revision, so that saving again is possible.
    assert 'name="seen" value="1"' in page.content.decode()
    assert lead.post(at("findings", draft), {"findings": [WAITING], "seen": 1}).status_code == 302


def test_a_decision_names_its_gap_and_by_how_much(lead, draft):
    row = {
        "question": "Will the board trial phone booking and transport help at two sites?",
        "moves": WAITING,
        "narrower_by": "2",
        "owner": "Chief operating officer",
        "report_back": "2027-05-27",
    }
    page = lead.post(at("decisions", draft), {**rows_of("ask", row), "seen": 0})
    assert page["Location"] == at("voices", draft)
    draft.refresh_from_db()
    (ask,) = brief_of(draft).asks
    assert ask.narrower_by == 0.02  # 2 percentage points
    words = text_of(lead.get(at("preview", draft)))
    assert "expected to narrow by 2.0 percentage points" in words
    assert "27 May 2027" in words
    assert 'value="2.0"' in lead.get(at("decisions", draft)).content.decode()


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"question": "Trial phone booking."}, "end it with a question mark"),
        ({"question": "Will we?", "narrower_by": "2"}, "Choose the gap that it should move"),
        ({"question": "Will we?", "moves": WAITING, "narrower_by": "9"}, "cannot narrow by 9.0"),
        ({"question": "Will we?", "report_back": "Thursday"}, "Enter a day, such as 26/11/2026"),
    ],
)
def test_a_decision_that_cannot_be_asked_is_refused_with_an_instruction(lead, draft, row, said):
    page = lead.post(at("decisions", draft), {**rows_of("ask", row), "seen": 0})
    assert page.status_code == 422
    assert said in text_of(page)


def test_a_decision_can_be_taken_out(lead, draft, writer):
    asks = (Ask("Will the board agree?"), Ask("Will the board wait?"))
    services.decide(paper=draft, step="decisions", seen=0, by=writer, asks=asks)
    sent = rows_of("ask", {"question": "Will the board agree?", "DELETE": "on"}, {"question": "Q?"})
    sent["ask-INITIAL_FORMS"] = "2"
    lead.post(at("decisions", draft), {**sent, "seen": 1})
    draft.refresh_from_db()
    assert [ask.question for ask in brief_of(draft).asks] == ["Q?"]


def _voices(*rows):
    return {**rows_of("voice", *rows), **rows_of("action"), "heard": "13"}


def test_a_voice_is_printed_only_with_consent_and_without_a_number(lead, draft):
    words = {"text": "The letter came after the appointment."}
    page = lead.post(at("voices", draft), {**_voices(words), "seen": 0})
    assert "Tick only if they agreed" in text_of(page)
    named = {"text": "Ring me on 0113 496 0000.", "consent": "on"}
    page = lead.post(at("voices", draft), {**_voices(named), "seen": 0})
    assert "Take out what looks like an NHS number" in text_of(page)
    page = lead.post(at("voices", draft), {**_voices({**words, "consent": "on"}), "seen": 0})
    assert page.status_code == 302
    preview = text_of(lead.get(at("preview", draft)))
    assert "“The letter came after the appointment.”" in preview
    assert "13 comments and stories heard; 1 printed here, with consent." in preview


def test_help_asked_is_a_list_of_the_draft_and_later_of_the_figures(lead, draft, writer):
    action = {
        "what": "Interpreters at the first contact",
        "state": "blocked",
        "help_needed": "Agree £18,000 for interpreters",
        "asked_of": "Chief executive",
    }
    sent = {**rows_of("voice"), **rows_of("action", action), "heard": "", "seen": 0}
    assert lead.post(at("voices", draft), sent).status_code == 302
    assert "Agree £18,000" in lead.get(at("file", draft, "help-asked.html")).content.decode()
    current = reverse("evidence:paper-current", args=["help-asked.html"])
    assert "Agree £18,000" not in lead.get(current).content.decode()  # a draft stays a draft
    draft.refresh_from_db()
    services.issue(paper=draft, seen=draft.revision, by=writer)
    assert "Agree £18,000" in lead.get(current).content.decode()


def test_a_draft_that_changed_after_it_was_read_is_not_issued(lead, draft, writer):
    services.decide(paper=draft, step="voices", seen=0, by=writer, heard=3)
    page = lead.post(at("issue", draft), {"seen": 0})
    assert page.status_code == 422
    assert "Somebody changed this draft after you read it." in text_of(page)
    assert not PaperFile.objects.exists()


def test_a_draft_can_be_left_and_says_where_to_go_on(lead, draft):
    page = lead.post(at("findings", draft), {"findings": [WAITING], "later": "yes", "seen": 0})
    assert page["Location"] == at("", draft)
    words = text_of(lead.get(page["Location"]))
    assert "Go on: read and reword" in words
    assert "about 9 minutes" in words


def test_files_of_a_draft_say_that_they_are_of_a_draft(lead, draft):
    for name in ("paper.html", "chairs-brief.html"):
        assert "<h1>Draft: " in lead.get(at("file", draft, name)).content.decode()
    taken = lead.get(at("file", draft, "paper.pdf"))
    assert taken.content.startswith(b"%PDF")
    assert (
        'filename="draft-fair-access-board-of-directors-2026-11-26-paper.pdf"'
        in (taken["Content-Disposition"])
    )
    assert lead.get(at("file", draft, "results.csv")).status_code == 404


def test_the_list_of_papers_offers_what_is_made_from_the_current_figures(lead, draft, writer):
    words = text_of(lead.get(reverse("evidence:papers")))
    assert "Made in a moment from refresh 1" in words
    assert "Chair’s brief: PDF" in words
    assert "Help asked: PDF" not in words  # no paper has been issued, so nobody waits yet
    services.issue(paper=draft, seen=0, by=writer)
    assert "Help asked: PDF" in text_of(lead.get(reverse("evidence:papers")))
    brief = lead.get(reverse("evidence:paper-current", args=["chairs-brief.html"]))
    assert "7.9 percentage points" in brief.content.decode()
    assert brief["Content-Disposition"] == 'attachment; filename="chairs-brief-refresh-1.html"'
    assert lead.get(reverse("evidence:paper-current", args=["paper.html"])).status_code == 404


def test_the_chair_has_a_brief_from_the_current_figures(refreshed_trust, signed_in):
    browser = signed_in(refreshed_trust, "chair")
    taken = browser.get(reverse("evidence:paper-current", args=["chairs-brief.pdf"]))
    assert taken.content.startswith(b"%PDF")


def test_what_is_kept_in_memory_is_the_last_few_that_were_asked_for():
    few = Few(most=2)
    few.get("a", lambda: 1)
    few.get("b", lambda: 2)
    few.get("a", lambda: 3)  # kept as 1, and now asked for after b
    few.get("c", lambda: 4)  # b goes
    assert [few.get(key, lambda: 0) for key in ("a", "c", "b")] == [1, 4, 0]


def test_a_discarded_draft_is_gone_after_a_question(lead, draft):
    assert "Discard this draft?" in text_of(lead.get(at("discard", draft)))
    lead.post(at("discard", draft))
    assert not Paper.objects.exists()


def test_without_figures_a_paper_cannot_begin_and_the_page_says_what_to_do(trust, signed_in):
    browser = signed_in(trust, "hi_lead")
    assert "No paper has been issued yet" in text_of(browser.get(reverse("evidence:papers")))
    page = browser.post(reverse("evidence:paper-begin"), {"title": "Fair access"})
    assert page.status_code == 422
    assert "There are no figures yet." in text_of(page)
