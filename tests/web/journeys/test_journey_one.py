"""Journey 1: an extract on Monday, a paper for the board on Thursday, by three people.

The figures are those that the demonstration plants: 5,180 of 9,100 within 18 weeks in the most
deprived fifth (56.9%), 4,925 of 7,600 in the least (64.8%); of 41,200 rows 204 + 71 + 37 rejected.
"""

import io
import re
from contextlib import contextmanager

import pytest
from docx import Document as WordDocument

from equity_lens.demonstration.trust import write_trust
from web.journeys.hand import Hand

pytestmark = pytest.mark.browser

MOST_CLICKS = 40
PATIENCE = 60_000
QUESTIONS = {
    "LD_FLG": "Learning disability",
    "CARER_FLG": "Unpaid carer",
    "ARMED_FORCES_FLG": "Armed forces community",
}
DECISION = (
    "Will the board try booking by telephone and help with transport at two sites for six months?"
)
VOICE = "I could not get through to change the day, and the bus does not come before nine."
REWORDED = {
    "To show the board how": "To show how",
    "Among people in the most deprived fifth, 56.9%": "In the most deprived fifth 56.9%",
    "Among people whose ethnic group is Asian": "Of those whose ethnic group is Asian",
}
SECTIONS = (
    *("Headline figures and their gaps", "What we found", "Where it is widening"),
    *("Voices", "Actions", "Decisions asked", "How the figures were made"),
)


@pytest.fixture(scope="module")
def extract(tmp_path_factory):
    """The trust's waiting list, exported again: its rows in another order, so another file."""
    path = write_trust(tmp_path_factory.mktemp("trust")).waiting_list
    header, *rows = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([header, *reversed(rows), ""]), encoding="utf-8")
    return path


@pytest.fixture
def person(visitor):
    """Somebody at work: their hand, and at the end nothing wrong in the console."""

    @contextmanager
    def at_work(role: str):
        watched = visitor(role)
        yield Hand(watched.page)
        assert watched.take() == []

    return at_work


def read(page) -> str:
    """The words of a page, as they stand there."""
    return re.sub(r"\s+", " ", page.locator("main").inner_text())


def sentence(page, words):
    """The box of the sentence that begins with these words."""
    return next(
        box for box in page.locator("textarea").all() if box.input_value().startswith(words)
    )


def forget_what_was_said_of_columns(page):
    """As if it were the trust's first file: the demonstration has answered for its columns."""
    page.goto("/data/answers/rtt_waiting_list/")
    for column in QUESTIONS:
        page.get_by_label(column).select_option(label="Ask me again with the next file")
    page.get_by_role("button", name="Save").click()


def bring_the_extract(hand, extract):
    """Steps 1 to 3: upload, answer, see what became of every row, put into the figures."""
    page = hand.page
    hand.follow("Data")
    hand.bring(extract)
    hand.press("Upload")
    page.get_by_text("14 of 17 columns were recognised").first.wait_for(timeout=PATIENCE)
    for column, meaning in QUESTIONS.items():
        hand.choose(f"What does the column “{column}” hold?", meaning)
    hand.press("Save the answers and check every row")
    page.get_by_role("heading", name="What became of every row").wait_for(timeout=PATIENCE)
    words = read(page)
    for figure in (
        *("Rows read 41,200", "Accepted 40,888", "Rejected 312"),
        "Clock start is after the census date 204",
        "Provider is not known 71",
        "Duplicate of an earlier row 37",
        *("Known 36,022 88.1%", "2,617 6.4%", "2,249 5.5%"),
        *("not for 1.9%", "No fixed abode 213"),
    ):
        assert figure in words
    hand.tick("This file: it replaces those figures")
    hand.press("Continue")
    page.get_by_text("The figures were made").wait_for(timeout=PATIENCE)


def read_the_evidence(hand):
    """Steps 4 to 6: the first finding, its measure, the gap over time and beside other providers."""
    page = hand.page
    hand.follow("every finding")
    first = page.get_by_role("article").first.inner_text()
    for figure in (
        "56.9%",
        "64.8%",
        "7.9 percentage points",
        "6.4 to 9.4",
        "About 720 more people",
    ):
        assert figure in first
    assert "Strong enough to act" in first
    assert "caused by" not in first.lower()
    hand.follow("1. Waiting within 18 weeks")
    headline, gap = page.locator(".app-pair__figure").all()[:2]
    size = "(each) => [getComputedStyle(each).fontSize, getComputedStyle(each).fontWeight]"
    assert headline.evaluate(size) == gap.evaluate(size)
    words = read(page)
    # Two clicks from the first page to a finding; the figures behind it, and where they are from.
    for figure in ("9,100", "5,180", "7,600", "IMD 2025", "waiting-list-2026-10-31.csv"):
        assert figure in words
    # The gap of the last eight months lies above the mean since the booking system changed.
    assert "Special cause: concern" in words
    assert "concern: above the process limits" in words or "a run of 8 points" in words
    beside = page.get_by_role("region", name="Beside other providers").inner_text()
    assert "all providers together" in beside
    assert "It lies outside the 9" in beside


def write_and_issue(hand):
    """Steps 7 to 10: what people said, a decision, three sentences, what was withheld, issue."""
    page = hand.page
    hand.follow("Papers", exact=True)
    hand.press("Begin a paper")
    hand.write("Board or committee", "Board of Directors")
    hand.write("Day of the meeting", "2026-11-26")
    hand.press("Begin")
    for last in ("4. ", "5. "):  # a board has six minutes
        hand.untick(last)
    hand.press("Save and go on")
    for words, instead in REWORDED.items():
        field = sentence(page, words)
        hand.write(field, field.input_value().replace(words, instead))
    hand.press("Save and go on")
    hand.write("Question for the board", DECISION)
    hand.write("Narrower by", "2")
    hand.write("Owner", "Chief operating officer")
    hand.write("Report back on", "2027-05-27")
    for suggested in (1, 2):
        hand.tick("Take this decision out", place=suggested)
    hand.press("Save and go on")
    hand.write("Comments and stories heard, printed or not", "13")
    hand.write("What was said", VOICE)
    hand.write("Who speaks", "A person waiting for an eye appointment")
    hand.tick("They agreed to these words being printed in this paper")
    hand.press("Save and go on")
    assert "Takes about 6 minutes to read" in read(page)
    hand.press("Go on to issue")
    assert "withheld" in read(page)
    hand.press("Issue this paper")
    page.get_by_text("Issued. It can no longer be changed").wait_for(timeout=PATIENCE)


def take_into_the_pack(hand):
    """Step 11: the secretary takes the Word file; gives its words and the words of the screen."""
    page = hand.page
    hand.follow("Papers", exact=True)
    issued = page.get_by_role("table", name="Issued papers")
    hand.open(issued.get_by_role("link", name="Health inequalities: report to the board").first)
    on_screen = [
        each.inner_text() for each in page.locator("main p, main h2, main h3, main li").all()
    ]
    with page.expect_download(timeout=PATIENCE) as download:
        hand.click(page.get_by_role("link", name="Paper, Word"))
    word = WordDocument(io.BytesIO(download.value.path().read_bytes()))
    return word, on_screen


def test_from_an_extract_to_the_word_file_in_forty_clicks(person, extract):
    with person("analyst") as analyst:
        forget_what_was_said_of_columns(analyst.page)
        bring_the_extract(analyst, extract)
    with person("hi_lead") as lead:
        read_the_evidence(lead)
        write_and_issue(lead)
    with person("secretary") as secretary:
        word, on_screen = take_into_the_pack(secretary)
    assert analyst.clicks + lead.clicks + secretary.clicks <= MOST_CLICKS
    _whole(word)
    _the_same_figures(word, on_screen)


def test_a_figure_in_a_sentence_cannot_be_changed(visitor):
    page = visitor("hi_lead").page
    page.goto("/papers/")
    with page.expect_navigation():
        page.get_by_role("link", name="Begun", exact=True).click()
    with page.expect_navigation():
        page.get_by_role("link", name="Read and reword").first.click()
    field = sentence(page, "Among people in the most deprived fifth, 56.9%")
    field.fill(field.input_value().replace("7.9 percentage points", "7.0 percentage points"))
    with page.expect_navigation():
        page.get_by_role("button", name="Save and go on").click()
    assert "There is a problem" in read(page)
    assert "7.9" in page.locator(".nhsuk-error-message").first.inner_text()


def _whole(word):
    """The parts that a board expects, as headings; a picture without words is none."""
    headings = [each.text for each in word.paragraphs if each.style.name.startswith("Heading")]
    for section in SECTIONS:
        assert any(section in heading for heading in headings), headings
    pictures = word.element.body.findall(".//{*}docPr")
    assert pictures
    assert all(picture.get("descr") for picture in pictures)


def _the_same_figures(word, on_screen):
    """Each finding's sentence, and what people wrote, stand in the Word file as on the screen."""
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    text = " ".join([each.text for each in word.paragraphs] + cells)
    written = re.sub(r"\s+", " ", text)
    lines = [re.sub(r"\s+", " ", line).strip() for line in on_screen]
    sentences = [line for line in lines if "95% interval" in line and "percentage points" in line]
    assert len(sentences) >= 3
    for sentence in sentences:
        assert re.sub(r" Table \d+\.$", "", sentence) in written
    for said in (DECISION, VOICE, "In the most deprived fifth 56.9% had waited 18 weeks or less"):
        assert said in written
