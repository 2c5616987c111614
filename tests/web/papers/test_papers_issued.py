"""A board paper is issued, read by others, and compared with: journey 1, steps 10 and 11."""

import datetime as dt
import hashlib
import io
import json
import re
import zipfile

import docx
import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.urls import reverse

from equity_lens_web.audit.models import Event
from equity_lens_web.evidence.models import Outcome, Paper, PaperFile
from equity_lens_web.evidence.services import papers as services
from web.papers.pages import at, seen, text_of


def test_every_file_is_kept_byte_for_byte(lead, issued):
    names = set(issued.files.values_list("name", flat=True))
    wanted = {"paper.docx", "paper.pdf", "paper.html", "tables.xlsx", "results.csv"}
    assert wanted | {"chairs-brief.pdf", "help-asked.docx", "results.parquet"} <= names
    for kept in issued.files.all():
        taken = lead.get(at("file", issued, kept.name))
        assert hashlib.sha256(taken.content).hexdigest() == kept.sha256
        assert taken["Content-Disposition"].startswith("attachment")
        assert kept.sha256 in lead.get(at("", issued)).content.decode()
    assert lead.get(at("file", issued, "secrets.txt")).status_code == 404


def test_no_figure_of_the_word_file_differs_from_the_page(lead, issued):
    word = docx.Document(io.BytesIO(lead.get(at("file", issued, "paper.docx")).content))
    on_page = text_of(lead.get(at("", issued)))
    annex = [p.text for p in word.paragraphs].index("Annex: every finding, in order")
    sentences = [p.text for p in word.paragraphs[:annex] if "percentage points" in p.text]
    assert len(sentences) >= 5
    for sentence in sentences:
        said = (
            re.sub(r"[ (]*Table \d+\)?\.?$", "", sentence).removeprefix("Gap to move: ").strip(" .")
        )
        assert re.sub(r"\s+", " ", said) in on_page


def test_the_word_file_is_in_the_organisations_template(lead, draft, writer, refreshed_trust):
    template = docx.Document()
    template.sections[0].header.paragraphs[0].text = "Riverside board pack"
    held = io.BytesIO()
    template.save(held)
    refreshed_trust.word_template = held.getvalue()
    refreshed_trust.save()
    content = bytes(
        services.issue(paper=draft, seen=0, by=writer).files.get(name="paper.docx").content
    )
    assert docx.Document(io.BytesIO(content)).sections[0].header.paragraphs[0].text == (
        "Riverside board pack"
    )
    draft_word = lead.get(reverse("evidence:paper-current", args=["chairs-brief.docx"])).content
    assert "word/header" in " ".join(zipfile.ZipFile(io.BytesIO(draft_word)).namelist())


def test_an_issued_paper_cannot_be_changed_by_any_step(lead, issued, writer):
    for step in ("findings", "words", "decisions", "voices", "preview", "issue", "discard"):
        assert lead.post(at(step, issued), {"seen": seen(issued)}).status_code in (404, 405)
    with pytest.raises(services.PaperRefused, match="has been issued"):
        services.decide(paper=issued, step="voices", seen=seen(issued), by=writer, heard=3)


@pytest.mark.parametrize("verb", ["update", "delete"])
@pytest.mark.parametrize("kept", [Paper, PaperFile])
def test_the_database_itself_refuses_to_change_what_was_issued(issued, kept, verb):
    rows = kept.objects.filter(**({"pk": issued.pk} if kept is Paper else {"paper": issued}))
    change = {"title": "Another"} if kept is Paper else {"content": b""}
    with pytest.raises(DatabaseError, match="stays as it was issued"), transaction.atomic():
        rows.update(**change) if verb == "update" else rows._raw_delete(rows.db)


def test_a_draft_does_not_exist_for_partners_and_the_chair(draft, refreshed_trust, signed_in):
    for role in ("vcse", "lived_experience", "chair"):
        browser = signed_in(refreshed_trust, role)
        for name in ("", "annex", "withheld"):
            assert browser.get(at(name, draft)).status_code == 404
        assert browser.get(at("file", draft, "paper.pdf")).status_code == 404
        assert "Fair access" not in text_of(browser.get(reverse("evidence:papers")))


def test_partners_read_what_was_issued_and_no_figures_besides(issued, refreshed_trust, signed_in):
    browser = signed_in(refreshed_trust, "vcse")
    words = text_of(browser.get(reverse("evidence:papers")))
    assert "Fair access" in words
    assert "Begin a paper" not in words
    assert "From the figures as they are now" not in words
    assert "61.4%" in text_of(browser.get(at("", issued)))
    assert browser.get(at("file", issued, "paper.pdf")).content.startswith(b"%PDF")
    current = reverse("evidence:paper-current", args=["chairs-brief.pdf"])
    assert browser.get(current).status_code == 403


def test_an_analyst_writes_and_does_not_issue(draft, refreshed_trust, signed_in, member):
    browser = signed_in(refreshed_trust, "analyst")
    assert browser.get(at("findings", draft)).status_code == 200
    assert browser.get(at("issue", draft)).status_code == 403
    for name in ("", "preview", "findings"):
        assert at("issue", draft) not in browser.get(at(name, draft)).content.decode()
    with pytest.raises(PermissionDenied):
        services.issue(paper=draft, seen=0, by=refreshed_trust.members.get(name="analyst"))


def test_another_trusts_paper_does_not_exist(issued, draft, other_trust, signed_in):
    browser = signed_in(other_trust, "hi_lead")
    for name in ("", "preview", "annex", "withheld", "issue", "findings"):
        assert browser.get(at(name, issued)).status_code == 404
    assert browser.get(at("file", issued, "paper.pdf")).status_code == 404


def test_the_gates_log_is_on_a_page_and_adds_to_what_the_paper_says(lead, draft):
    words = text_of(lead.get(at("withheld", draft)))
    # By ethnic group the sample withholds one group of "over 52 weeks". The specialty that it
    # withholds besides is no breakdown of a paper, unless somebody chooses it.
    assert "Waiting over 52 weeks Comparison between groups Ethnic group" in words
    assert "Specialty" not in words
    assert "1 cell withheld under the HES rule." in text_of(lead.get(at("issue", draft)))
    annex = text_of(lead.get(at("annex", draft)))
    assert "[c] is withheld to protect people." in annex


def test_the_next_paper_is_compared_with_the_last_one_and_says_what_became(lead, issued, writer):
    lead.post(at("outcome", issued), {"place": "0", "state": "deferred"})
    lead.post(at("outcome", issued), {"place": "0", "state": "agreed"})
    page = text_of(lead.get(at("", issued)))
    assert "Agreed, said by hi_lead" in page
    assert "Before: Deferred, said by hi_lead" in page
    following = services.begin(
        organisation=issued.organisation,
        title="Fair access again",
        meeting="Board of Directors",
        meeting_on=dt.date(2027, 1, 28),
        by=writer,
    )
    words = text_of(lead.get(at("preview", following)))
    assert "Compared with ‘Fair access’ of 26 November 2026." in words
    assert "“Will the board trial phone booking?” State: agreed." in words
    kept = services.issue(paper=following, seen=0, by=writer)
    assert kept.compared_with == issued


def test_a_committee_is_compared_with_its_own_last_paper(issued, writer, refreshed_trust):
    for meeting in ("Quality committee", "Board of Directors"):
        later = services.begin(
            organisation=refreshed_trust, title=meeting, meeting=meeting, meeting_on=None, by=writer
        )
        services.issue(paper=later, seen=0, by=writer)
    found = refreshed_trust.papers.to_compare_with("Quality committee")
    assert found.meeting == "Quality committee"
    assert refreshed_trust.papers.to_compare_with("Finance committee").title == "Board of Directors"


def test_an_outcome_of_a_decision_that_was_not_asked_is_refused(lead, issued):
    assert lead.post(at("outcome", issued), {"place": "7", "state": "agreed"}).status_code == 404
    lead.post(at("outcome", issued), {"place": "0", "state": "loved"})
    assert not Outcome.objects.exists()


def test_what_people_do_with_a_paper_is_in_the_audit_trail(lead, issued):
    lead.get(at("", issued))
    lead.get(at("file", issued, "paper.pdf"))
    done = set(Event.objects.values_list("what", flat=True))
    assert {
        "paper.begun",
        "paper.changed",
        "paper.issued",
        "paper.seen",
        "paper.file-taken",
    } <= done


def test_the_provenance_of_a_paper_is_on_its_page_and_in_its_data(lead, issued):
    words = text_of(lead.get(at("", issued)))
    assert "Refresh 1 of the figures" in words
    assert "waiting-list-2026-10-31.csv" in words
    data = json.loads(bytes(issued.files.get(name="results.json").content))
    assert "9f2c" * 16 in json.dumps(data)


@pytest.mark.parametrize(
    ("name", "most"),
    [("", 12), ("findings", 9), ("words", 12), ("decisions", 12), ("voices", 12),
     ("preview", 13), ("annex", 13), ("withheld", 10), ("issue", 13)],
)  # fmt: skip
def test_the_queries_of_a_page_are_bounded(lead, draft, django_assert_max_num_queries, name, most):
    with django_assert_max_num_queries(most):
        assert lead.get(at(name, draft)).status_code == 200


def test_a_list_of_many_papers_takes_as_many_queries_as_one_of_few(
    lead, issued, refreshed_trust, writer, django_assert_max_num_queries
):
    for number in range(5):
        services.begin(
            organisation=refreshed_trust, title=f"P{number}", meeting="", meeting_on=None, by=writer
        )
    with django_assert_max_num_queries(9):  # three save the session
        lead.get(reverse("evidence:papers"))
    with django_assert_max_num_queries(14):
        lead.get(at("", issued))
