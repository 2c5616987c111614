"""Journey 1, steps 7 to 11: from chosen findings to a paper that a secretary can issue."""

import datetime as dt
import io
import json
import re
from dataclasses import replace

import docx
import lxml.html
import pytest

from equity_lens.errors import UnreadableFile
from equity_lens.reports.brief import (
    Action,
    Ask,
    Brief,
    BriefRefused,
    FindingKey,
    Voice,
    brief_from_json,
    brief_to_json,
)
from equity_lens.reports.chair import chairs_brief
from equity_lens.reports.compose import compose, written
from equity_lens.reports.document import (
    Bullets,
    ChartBlock,
    Decision,
    Heading,
    KeyFigures,
    Paragraph,
    Table,
    texts,
)
from equity_lens.reports.figures import published
from equity_lens.reports.help_asked import help_asked
from equity_lens.reports.issue import issue, withheld_from_json, withheld_to_json
from equity_lens.reports.last import last_from_json, last_to_json
from equity_lens.reports.length import fitted, length
from equity_lens.reports.pdf import pages, pages_before_annex
from equity_lens.reports.rendering import render
from equity_lens.reports.wording import edit_faults, sentences

SENTENCE = "finding:waiting-within-18-weeks:imd_quintile:1"
REWORDED = (
    "Where you live matters here. In the most deprived fifth 56.9% were waiting 18 weeks or less, "
    "against 64.8% in the least deprived fifth: a gap of 7.9 percentage points (95% interval 6.4 to "
    "9.4). That is lower, 0.88 times the least deprived rate (95% interval 0.86 to 0.90). For equal "
    "care about 720 more people would be waiting 18 weeks or less. Strong enough to act."
)


@pytest.fixture(scope="module")
def release(sample_release):
    return published(sample_release)


@pytest.fixture(scope="module")
def brief(meeting):
    return replace(meeting.brief(), sentences={SENTENCE: REWORDED})


@pytest.fixture(scope="module")
def last(meeting, release):
    return meeting.last(release)


@pytest.fixture(scope="module")
def document(release, brief, last):
    return fitted(release, brief=brief, last=last)


@pytest.fixture(scope="module")
def issued(release, brief, last):
    return issue(release, brief, last=last)


def said(blocks):
    return " ".join(text for text in texts(tuple(blocks)) if text)


def section(document, heading, until=1):
    """The blocks under a heading of level 1."""
    blocks = iter(document.paper + document.annex)
    for block in blocks:
        if isinstance(block, Heading) and block.text == heading:
            break
    under = []
    for block in blocks:
        if isinstance(block, Heading) and block.level <= until:
            break
        under.append(block)
    return under


def test_a_paper_for_a_meeting_has_every_section_that_a_board_needs(document):
    headings = [b.text for b in document.paper if isinstance(b, Heading) and b.level == 1]
    assert headings == [
        "Purpose",
        "Headline figures and their gaps",
        "Since the last paper",
        "What we found",
        "Where it is widening",
        "Who is missing from the data",
        "Voices",
        "Actions",
        "Decisions asked",
        "How the figures were made",
    ]


def test_the_cover_names_the_title_the_committee_and_the_day(document):
    assert document.title == "Fair access to planned care"
    assert document.subtitle == (
        "Riverside Demonstration NHS Trust. Quality committee, 12 November 2026. "
        "Figures to 31 October 2026."
    )


def test_findings_stand_in_the_order_chosen_and_keep_the_number_of_their_rank(document):
    titles = [b.text for b in section(document, "What we found") if isinstance(b, Heading)]
    assert [title.split(".")[0] for title in titles] == ["2", "1", "4"]
    charts = [b.number for b in document.paper if isinstance(b, ChartBlock)]
    assert charts == sorted(charts)


def test_a_paper_says_how_many_findings_were_left_out_and_how_strong_they_are(document):
    # Five were found: 1, 2 and 3 graded act. Chosen are 2, 1 and 4; of 3 and 5, 3 is graded act.
    text = said(section(document, "What we found"))
    assert "3 of 5 findings were chosen for this paper." in text
    assert "Of those not shown, 1 is graded ‘act’." in text


def test_an_edited_sentence_stands_in_the_paper_and_beside_the_written_one_in_the_annex(document):
    assert REWORDED in said(document.paper)
    (table,) = [b for b in section(document, "Annex: sentences that were edited") if isinstance(b, Table)]  # fmt: skip
    ((stands, was),) = table.rows
    assert stands == REWORDED
    assert was.startswith("Among people in the most deprived fifth, 56.9% were waiting")


def test_an_edit_that_changes_a_figure_stops_the_paper_and_says_what_to_write(release, brief):
    wrong = replace(brief, sentences={SENTENCE: REWORDED.replace("720", "800")})
    with pytest.raises(BriefRefused, match="does not hold the figures") as refused:
        compose(release, brief=wrong)
    assert any("Write about 720 where you wrote about 800" in f for f in refused.value.faults)


def test_an_edit_made_before_the_figures_changed_is_found_out(release, brief):
    newer = release.findings[1]
    group = newer.group
    changed = replace(newer, group=replace(group, value=replace(group.value, value=0.575)))
    later = replace(
        release, findings=(release.findings[0], changed, *release.findings[2:])
    )  # fmt: skip
    assert list(edit_faults(written(later, brief=brief), brief.sentences)) == [SENTENCE]


def test_an_edit_of_a_finding_that_is_not_chosen_waits(release, brief):
    other = replace(brief, findings=brief.findings[1:])
    assert REWORDED not in said(compose(release, brief=other).paper)


@pytest.mark.parametrize("which", ["sample_release", "large_release"])
def test_every_sentence_that_may_be_edited_may_stay_as_it_was_written(which, request):
    document = written(published(request.getfixturevalue(which)), brief=Brief())
    told = sentences(document)
    assert len({sentence.id for sentence in told}) == len(told) > 8
    assert edit_faults(document, {sentence.id: sentence.text for sentence in told}) == {}


def test_headline_figures_tables_and_the_method_note_cannot_be_edited(release):
    document = written(release, brief=Brief())
    editable = {sentence.text for sentence in sentences(document)}
    fixed = [b for b in document.paper if isinstance(b, KeyFigures | Table)]
    fixed += section(document, "How the figures were made")
    assert not editable & set(texts(tuple(fixed)))


def test_a_decision_names_its_gap_as_it_is_now_and_by_how_much_it_should_narrow(document):
    first, second = [b for b in document.paper if isinstance(b, Decision)]
    assert first.moves == (
        "finding 2, Waiting within 18 weeks: now 7.9 percentage points; expected to narrow by "
        "2.0 percentage points"
    )
    assert (first.owner, first.report_back) == ("Chief operating officer", "30 April 2027")
    assert (second.owner, second.report_back) == ("to be named", "date to be agreed")


def test_voices_are_printed_beside_how_many_were_heard(document):
    text = said(section(document, "Voices"))
    assert "13 comments and stories heard; 2 printed here, with consent." in text
    assert "“Two buses and a walk, with a frame.” Patient panel" in text


@pytest.mark.parametrize(
    ("heard", "words"), [(0, "None yet."), (11, "None yet with consent to print, of 11 comments")]
)
def test_a_paper_without_voices_says_none_yet(release, heard, words):
    text = said(section(compose(release, brief=Brief(heard=heard)), "Voices"))
    assert text.strip().startswith(words)


def test_an_action_that_is_done_is_not_called_a_gap_that_is_closed(document):
    text = said(section(document, "Actions"))
    assert "Ask for ethnicity at the desk. Owner: Head of Outpatients. State: done." in text
    assert "Whether people fare better, the gap says." in text


def test_a_paper_without_actions_says_so(release):
    assert said(section(compose(release, brief=Brief()), "Actions")) == "No action is recorded yet."


def test_a_board_that_is_asked_nothing_is_told_so(release):
    text = said(section(compose(release, brief=Brief(asks=())), "Decisions asked"))
    assert "No decision is asked of the board" in text


def test_a_paper_says_how_long_it_takes_and_six_minutes_hold_1200_words(release, brief, document):
    short = fitted(release, brief=replace(brief, findings=brief.findings[:2]))
    told = length(short)
    assert told.fits
    assert told.words <= 1200
    assert told.minutes == -(-told.words // 200) <= 6
    assert f"about {told.minutes} minutes." in said(short.paper)
    assert pages_before_annex(document) <= 4


def test_a_paper_of_everything_is_called_too_long_and_loses_nothing_that_was_chosen(release, brief):
    every = tuple(
        FindingKey(f.profile.measure.id, f.profile.dimension.key, f.group.subgroup.key)
        for f in release.findings
    )
    long = fitted(release, brief=replace(brief, findings=every, sentences={}))
    assert sum(isinstance(b, Heading) and b.level == 2 for b in long.paper) == 5
    assert not length(long).fits


def test_what_does_not_fit_the_figures_is_refused_all_at_once(release):
    gap = FindingKey("waiting-within-18-weeks", "imd_quintile", "1")
    nobody = FindingKey("no-such-measure", "sex", "1")
    wrong = Brief(
        findings=(nobody, gap, gap),
        asks=(
            Ask("Do it."),
            Ask("Shall we?", moves=gap, narrower_by=0.09),  # more than the whole gap of 0.079
            Ask("Shall we?", narrower_by=0.01),
            Ask("Shall we?", moves=nobody),
        ),
        voices=(Voice("My number is 943 476 5919."), Voice("I live at LS1 4AP."), Voice(" ")),
        actions=(Action(" "),),
    )
    with pytest.raises(BriefRefused) as refused:
        compose(release, brief=wrong)
    faults = "\n".join(refused.value.faults)
    for part in (
        "Decision 1: ask a question",
        "Decision 2: a gap of 7.9 percentage points cannot narrow by 9.0 percentage points",
        "Decision 3: choose the gap",
        "Decision 4: there is no finding no-such-measure:sex:1",
        "There is no finding no-such-measure:sex:1",
        "Voice 1: take out",
        "Voice 2: take out",
        "Voice 3: write what was said",
        "Action 1: say what is done",
        "A finding is chosen twice",
    ):
        assert part in faults, part


def test_a_brief_and_a_record_are_kept_as_json(brief, issued):
    assert brief_from_json(brief_to_json(brief)) == brief
    assert last_from_json(last_to_json(issued.record)) == issued.record
    assert withheld_from_json(withheld_to_json(issued.withheld)) == issued.withheld
    with pytest.raises(BriefRefused):
        brief_from_json(b'{"findings": 3}')
    with pytest.raises(BriefRefused):
        last_from_json(b"[]")


def test_an_issued_paper_is_every_file_and_the_same_bytes_each_time(release, brief, last, issued):
    assert set(issued.files) == {
        *("paper.html", "paper.pdf", "paper.docx", "tables.xlsx", "results.csv", "results.json"),
        *("results.parquet", "chairs-brief.html", "chairs-brief.pdf", "chairs-brief.docx"),
        *("help-asked.html", "help-asked.pdf", "help-asked.docx"),
    }
    again = issue(release, brief, last=last)
    assert [name for name in issued.files if issued.files[name] != again.files[name]] == []


def test_every_text_of_the_paper_is_on_the_page_and_in_word(document, issued):
    page = lxml.html.fromstring(issued.files["paper.html"].decode())
    on_page = re.sub(r"\s+", " ", page.find(".//main").text_content())
    word = docx.Document(io.BytesIO(issued.files["paper.docx"]))
    in_word = " ".join(t.text or "" for t in word.element.body.iter(f"{W}t"))
    in_word = re.sub(r"\s+", " ", in_word)
    for block in document.paper:
        if isinstance(block, Heading | Paragraph | Bullets | Decision):
            for text in texts(block):
                assert re.sub(r"\s+", " ", text) in on_page
                assert re.sub(r"\s+", " ", text) in in_word


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def test_a_brief_changes_no_figure_of_the_data_files(issued, paper_files):
    assert issued.files["results.csv"] == paper_files["results.csv"].read_bytes()
    figures = json.loads(issued.files["results.json"])["figures"]
    assert figures == json.loads(paper_files["results.json"].read_text("utf-8"))["figures"]


@pytest.mark.parametrize("which", ["sample_release", "large_release"])
def test_the_chairs_brief_is_one_page_of_the_papers_figures(which, request):
    release = published(request.getfixturevalue(which))
    short = chairs_brief(release)
    assert pages_before_annex(short) == 1
    assert len(pages(short)) == 1
    paper = said(written(release).paper)
    numbers = re.findall(r"\d[\d,.]*\d%?|\d%?", said([b for b in short.paper if isinstance(b, KeyFigures)]))  # fmt: skip
    assert numbers
    assert [number for number in numbers if number not in paper] == []


def test_the_chair_is_given_questions_with_figures_in_them(release, brief, last):
    asked = section(chairs_brief(release, brief, last), "Questions to put")[0].items
    assert "the gap of 7.9 percentage points" in asked[0]
    assert "Ethnic group is not known for 12.2% of people" in asked[1]
    assert "Will the board ask for a trial?" in asked[2]
    without = section(chairs_brief(release), "Questions to put")[0].items
    assert "which of them have we asked?" in without[-1]


def test_help_is_asked_in_the_order_of_waiting_with_its_age_and_the_one_decision(release, brief):
    document = help_asked(release, brief)
    blocks = section(document, "Decisions that work waits for")
    titles = [b.text for b in blocks if isinstance(b, Heading)]
    assert titles == [
        "1. Who owns the booking system?",
        "2. Will you pay for interpreters at £18,000 a year?",
    ]
    text = said(blocks)
    # 3 August to 12 November: 28 + 30 + 31 + 12 = 101 days; 1 September: 29 + 31 + 12 = 72
    assert "asked 101 days before this meeting" in text
    assert "Asked of: Chief executive; asked 72 days before this meeting" in text
    assert "Outpatient appointments not attended, now 8.2 percentage points" in text
    assert section(document, "Owners to be named")[0].items == (
        "Will the board ask for ethnicity at every contact?",
    )


def test_no_help_asked_is_said_in_words(release):
    assert "No action waits for help." in said(help_asked(release, Brief()).paper)


@pytest.mark.parametrize("name", ["paper", "chairs-brief", "help-asked"])
def test_every_document_has_real_headings_alternative_texts_and_a_tagged_pdf(issued, name):
    word = docx.Document(io.BytesIO(issued.files[f"{name}.docx"]))
    styles = [p.style.name for p in word.paragraphs]
    assert styles[0] == "Title"
    assert styles.count("Heading 1") >= 2 - (name == "help-asked")
    pictures = [e.get("descr") for e in word.element.body.iter() if e.tag.endswith("}docPr")]
    assert all(pictures)
    assert len(word.sections) == (2 if name == "paper" else 1)
    assert b"pdfuaid:part" in issued.files[f"{name}.pdf"] or b"/MarkInfo" in issued.files[f"{name}.pdf"]  # fmt: skip
    assert "Synthetic data: for demonstration only" in issued.files[f"{name}.html"].decode()


def test_a_template_may_be_given_as_bytes(document, tmp_path):
    template = docx.Document()
    template.styles["Heading 1"].font.name = "Georgia"
    template.save(str(tmp_path / "trust.docx"))
    by_path = render(document, "docx", template=tmp_path / "trust.docx")
    by_bytes = render(document, "docx", template=(tmp_path / "trust.docx").read_bytes())
    assert by_path == by_bytes
    made = docx.Document(io.BytesIO(by_bytes))
    assert made.styles["Heading 1"].font.name == "Georgia"
    with pytest.raises(UnreadableFile, match="The template cannot be opened"):
        render(document, "docx", template=b"not a Word file")


def test_a_day_of_asking_after_the_meeting_is_given_as_a_day(release):
    brief = Brief(
        meeting_on=dt.date(2026, 1, 1),
        actions=(Action("Cover", help_needed="Fund it?", asked_on=dt.date(2026, 2, 1)),),
    )
    assert "asked on 1 February 2026" in said(help_asked(release, brief).paper)
