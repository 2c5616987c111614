"""Journey 3: text reminders help the average and widen a gap; a second test then narrows it.

The figures are those that the demonstration plants for this project: 9.8% of appointments missed,
8.1% after six months, and a gap that grew from 8.1 points to 9.6 and shrank to 7.2. The counts are
brought as they stood at months 3, 6 and 12; a year passes in one test.

Elsewhere: check 3, a thousand runs in which nothing changed, and check 4, levelling down, in
``tests/statistics``; check 6, ten working days by a stopped clock, in ``tests/web/frontline``; that
the database refuses to change a verdict, in ``tests/web/improvement``. Step 9, the patient partner's
pay, belongs to a room that is still to come.
"""

import re
import time
from contextlib import contextmanager

import pytest

from equity_lens.demonstration import kept_counts
from equity_lens.demonstration.projects import projects, rows_of
from equity_lens.language.check import check_language
from equity_lens.language.personal import personal_details
from web.journeys.hand import Hand

pytestmark = pytest.mark.browser

# Clicks and choices of the year, what comes week by week apart; typing is in the minutes.
MOST_CLICKS = 60
SET_UP_MINUTES = 34
PATIENCE = 60
PHONE = {"width": 390, "height": 844}
TITLE = "Reminders by text in four clinics"
FIRST, SECOND = (
    "Letters and reminders in the languages most read",
    "Call people who have no mobile number",
)
SENTENCE = (
    "The rate fell for everyone, less in the most deprived fifth than in the least deprived fifth. "
    "The gap grew by 1.5 percentage points (95% interval 0.5 to 2.5), from 8.1 to 9.6. About 215 more "
    "appointments for people in the most deprived fifth were not attended in six months than had the "
    "gap held"
)
IDEA = "Ring people in the evening, in the three languages that most of them speak."
ANSWER = "Thank you. It becomes the second test, with transport for those who have none."
REASON = "A second test began, of calls and transport."
THANKS = "You asked those whom the texts left out, and rang them in three languages."


@pytest.fixture
def person(visitor):
    """Somebody at work: their hand, and at the end nothing wrong in the console."""

    @contextmanager
    def at_work(role, *, on_a_phone=False):
        watched = visitor(role)
        if on_a_phone:
            watched.page.set_viewport_size(PHONE)
        yield Hand(watched.page)
        assert watched.take() == []

    return at_work


@pytest.fixture
def counts(tmp_path):
    """The project's table as it stood in a month."""

    def table(month):
        path = tmp_path / f"reminders-{month}.csv"
        kept_counts.write(path, rows_of(projects()[0], until=month))
        return path

    return table


def read(page):
    """The words of a page, as they stand there."""
    return re.sub(r"\s+", " ", page.locator("main").inner_text())


def minutes_of(page):
    """How long a page says that it takes."""
    return int(re.search(r"Takes about (\d+) minutes?", read(page))[1])


def test_a_project_that_helps_the_average_and_widens_the_gap(person, counts):
    with person("qi_team") as team:
        minutes = start(team) + check_who_is_left_out(team) + plan_two_tests(team)
        assert minutes == SET_UP_MINUTES
        address = team.page.url
        note_on_the_test(team)
        month_three(team, address, counts("2026-01"))
        month_six(team, address, counts("2026-04"))
    everybody_reads_widening(person, address)
    with person("qi_team") as team_again:
        link = print_the_card(team_again, address)
    open_the_card_with_no_sign_in(person, link)
    with person("clinician", on_a_phone=True) as nurse:
        share_an_idea(nurse)
    with person("qi_team") as answering:
        answer_the_idea(answering)
    with person("clinician", on_a_phone=True) as nurse_later:
        nurse_later.page.goto("/ideas/")
        assert ANSWER in read(nurse_later.page)
    with person("qi_team") as team_at_last:
        second_test(team_at_last, address)
        month_twelve(team_at_last, address, counts("2026-10"))
        tell_what_failed_first(team_at_last, address)
    with person("hi_lead") as lead:
        thank_team_and_partner(lead)
    hands = (team, team_again, nurse, answering, team_at_last, lead)
    assert sum(each.clicks - each.typed for each in hands) <= MOST_CLICKS


def start(team):
    """Step 1: the aim is read for what it does not say; no split, no start."""
    page = team.page
    team.follow("Improvement", exact=True)
    team.follow("Register a project")
    minutes = minutes_of(page)
    team.write("What is it called?", TITLE)
    team.press("Save and go on")
    minutes += minutes_of(page)
    team.write("For whom?", "everybody with an appointment, above all the most deprived fifth")
    team.write("How much?", "from 9.8% of appointments not attended to 8.0%")
    team.write("By when?", "31 10 2099")
    team.press("Save and go on")
    assert "so the average could improve while the gap grows" in read(page)
    team.write("How much?", "from 9.8% of appointments not attended to 8.0%, and no wider a gap")
    team.press("Save and go on")
    minutes += minutes_of(page)
    team.choose("Sponsor", "Demonstration: Health inequalities lead")
    team.write("Team", "outpatient clinic manager, nurse, patient partner")
    team.write("Partners", "community transport partner")
    team.write("First day of the change", "1 11 2025")
    team.press("Save and go on")
    split = page.url
    page.goto(split.removesuffix("split/"))
    assert "Choose a measure split by group, or say why there is none." in read(page)
    assert not page.get_by_role("button", name="Set it live").count()
    page.goto(split)
    return minutes + agree_the_split(team)


def agree_the_split(team):
    """Step 1, its end: whose gap, agreed before anybody looks."""
    page = team.page
    minutes = minutes_of(page)
    team.choose("Measure", "Outpatient appointments not attended")
    team.choose("Split by", "Deprivation fifth")
    team.press("Go on")
    minutes += minutes_of(page)
    team.tick("Most deprived fifth")
    team.write("Smallest change in the gap that would matter (percentage points)", "1")
    team.press("Agree this split")
    return minutes


def check_who_is_left_out(team):
    """Step 2: what the figures know is there already; whom a text does not reach is added."""
    page = team.page
    team.follow("Equity check")
    team.press("Begin the check")
    minutes = minutes_of(page)
    known = read(page)
    assert "Gaps that the trust’s figures show" in known
    assert "Who is missing from the record" in known
    team.write("Who could be left out?", "People with no mobile number")
    team.write("Share of the list whom this route cannot reach (%)", "17")
    team.write("The same, in the group that it is for (%)", "22")
    team.write("What will you change, so that nobody is left out?", "Offer a call as well")
    team.write("When will you look again?", "30 4 2026")
    team.write("When was this check made?", "20 10 2025")
    team.press("Finish the check")
    said = read(page)
    assert "17% of the list cannot be reached by this route" in said
    assert "22% of the group that it is for. Offer a second route" in said
    team.follow(TITLE)
    team.press("Set it live")
    return minutes


def plan_two_tests(team):
    """Step 3: a diagram from a starter; each test says what it expects before it begins."""
    page = team.page
    project = page.url
    team.follow("Driver diagram")
    minutes = minutes_of(page)
    team.tick("Missed appointments")
    team.press("Begin")
    outline = page.url
    minutes += plan(team, FIRST, "Fewer than 8 in 100 are missed", "1 11 2025")
    team.press("Begin the test")
    assert "1 November 2025" in read(page)
    page.goto(outline)
    minutes += plan(team, SECOND, "The most deprived fifth gains most", "1 5 2026")
    page.goto(project)
    return minutes


def plan(team, idea, expected, begins):
    """One test of a change idea, whose words are its title."""
    team.follow(f"Test it : {idea}")
    minutes = minutes_of(team.page)
    team.write("What do you expect to see?", expected)
    team.write("What will you do?", "In four clinics, for six months.")
    team.write("Who does the test include?", "People who can be reached so")
    team.write("Who does it leave out?", "People who cannot")
    team.write("Begins on", begins)
    team.press("Save")
    return minutes


@contextmanager
def week_by_week(team):
    """Notes and counts come week by week, three clicks each: the year's total leaves them out."""
    clicks, typed = team.clicks, team.typed
    yield
    assert team.clicks - clicks == 3
    team.clicks, team.typed = clicks, typed


def note_on_the_test(team):
    """Step 4: two minutes and three clicks."""
    project = team.page.url
    team.page.goto(f"{project}tests-of-change/")
    team.page.get_by_role("link", name=FIRST).click()
    with week_by_week(team):
        team.follow("Note what you saw")
        assert minutes_of(team.page) == 2
        team.write(
            "What did you see?", "At the desk, few people with no mobile knew of a reminder."
        )
        team.press("Save")
    team.page.goto(project)


def bring(team, address, table):
    """Step 4: bring a table, and wait until the rule has answered."""
    page = team.page
    page.goto(address)
    with week_by_week(team):
        team.follow("bring figures")
        team.bring(table)
        team.press("Upload")
    end = time.monotonic() + PATIENCE
    page.goto(address)
    while "The rule is being asked" in read(page) and time.monotonic() < end:
        page.goto(address)
    return read(page)


def month_three(team, address, table):
    """Step 5: too early, and how much could be seen by month 6."""
    said = bring(team, address, table)
    assert "Too early to say, as of January 2026" in said
    assert "By month 6 after the change, a change in the gap of" in said


def month_six(team, address, table):
    """Step 6: the average has improved, and the gap has widened."""
    said = bring(team, address, table)
    assert said.index("Widening") < said.index("Average improved") < said.index(SENTENCE)
    assert "For everyone together the rate fell, from 9.8% to 8.1%." in said
    chart = team.page.locator("main figure svg, main svg").first
    assert {"Most deprived fifth", "Least deprived fifth"} <= set(
        chart.locator("text").all_text_contents()
    )


def everybody_reads_widening(person, address):
    """Check 2: the board's list says widening; no form of any page could say otherwise."""
    path = re.sub(r"^https?://[^/]+", "", address)
    with person("chair") as chair:
        chair.follow("Improvement", exact=True)
        tile = chair.page.locator("section.app-card", has_text="The gap is wider than before")
        assert tile.locator(f"a[href='{path}']").inner_text() == TITLE
    with person("hi_lead") as lead:
        lead.page.goto("/")
        assert f"The verdict on “{TITLE}” is now “widening”" in read_folded(lead.page)
    for role in ("qi_team", "hi_lead", "chair", "analyst"):
        with person(role) as somebody:
            for page in (address, f"{address}verdicts/"):
                somebody.page.goto(page)
                forms = somebody.page.locator("main form[action*='verdict']").all()
                assert {each.get_attribute("action") for each in forms} <= {f"{path}verdicts/read/"}


def read_folded(page):
    """The words of a page, with those that are folded away."""
    return re.sub(r"\s+", " ", page.locator("main").text_content())


def print_the_card(team, address):
    """Step 7: two clicks from the project to a print; then the link that is on it."""
    page = team.page
    page.goto(address)
    before = team.clicks
    team.follow("Make a huddle card")
    said = read(page)
    with page.expect_download() as printed:
        team.click(page.get_by_role("button", name="Make and print (A5)"))
    assert team.clicks - before == 2
    assert printed.value.path().read_bytes().startswith(b"%PDF")
    assert int(re.search(r"Words (\d+) \(90 at most\)", said)[1]) <= 90
    assert float(re.search(r"Reading age ([\d.]+) years", said)[1]) <= 11
    assert int(re.search(r"Read aloud (\d+) seconds", said)[1]) <= 60
    page.goto("/improvement/huddle-cards/")
    page.get_by_role("article").first.get_by_role("link").click()
    page.get_by_role("button", name="Make a link for phones").click()
    return page.get_by_label("Link", exact=True).input_value()


def open_the_card_with_no_sign_in(person, link):
    """Checks 5 and 7: quick on a phone; no small count, no blame and no name."""
    with person(None, on_a_phone=True) as clinician:
        page = clinician.page
        began = time.monotonic()
        page.goto(re.sub(r"^https?://[^/]+", "", link))
        assert time.monotonic() - began < 2
        card = re.sub(r"\s+", " ", page.locator("body").inner_text())
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert "The gap grew by 1.5 points (95% interval 0.5 to 2.5)." in card
    assert "What would make it easier to come?" in card
    assert not re.search(r"(?<![\d.,])[1-7](?![\d.,%])", card)
    assert check_language(card) == []
    assert personal_details(card) == []


def share_an_idea(nurse):
    """Step 8: four clicks on a phone."""
    nurse.click(nurse.page.get_by_role("button", name="More"))
    nurse.follow("Ideas", exact=True)
    nurse.follow("Share an idea")
    assert minutes_of(nurse.page) <= 2
    nurse.write("In your own words", IDEA)
    nurse.press("Share it")
    assert nurse.clicks - nurse.typed == 4
    assert IDEA in read(nurse.page)


def answer_the_idea(team):
    """The idea becomes part of the project, and whoever sent it reads so."""
    page = team.page
    team.follow("Improvement", exact=True)
    team.follow("Ideas received")
    idea = page.get_by_role("article").filter(has_text=IDEA)
    team.open(idea.get_by_role("link", name="Answer the idea").first)
    team.write("Your answer", ANSWER)
    team.tick("It is tested in a project that we have")
    team.choose("Project in which it is tested (only where it is tested in one)", TITLE)
    team.press(page.get_by_role("main").get_by_role("button").last.inner_text())
    assert ANSWER in read(page)


def second_test(team, address):
    """Step 10: what came of the first test is told, and the second begins its own baseline."""
    page = team.page
    page.goto(f"{address}tests-of-change/")
    end(team, FIRST, "Better for some people, worse for others", "Adapt: change it and test again")
    page.goto(f"{address}tests-of-change/")
    team.follow(SECOND)
    team.press("Begin the test")
    page.goto(address)
    team.follow("Begin a new baseline")
    team.write("First month to compare with", "11 2025")
    team.write("First month of the new change", "5 2026")
    team.write("Why is a new baseline needed?", REASON)
    team.press("Begin the baseline")


def end(team, test, beside, following):
    """What came of a test, beside what was expected."""
    team.follow(test)
    team.follow("Say what came of it")
    team.write("What happened?", "It reached some people and not others.")
    team.tick(beside)
    team.write("What did you learn?", "A text reaches nobody who has no mobile number.")
    team.tick(following)
    team.press("Save")


def month_twelve(team, address, table):
    """Step 10: narrowing, against the months of text alone, with the reason beside it."""
    said = bring(team, address, table)
    assert "Narrowing, as of October 2026" in said
    assert "from 9.6 to 7.2" in said
    assert f"Reason given: {REASON}" in said
    history = team.page.goto(f"{address}verdicts/") and read(team.page)
    assert history.index("Narrowing") < history.index("Widening") < history.index("Too early")


def tell_what_failed_first(team, address):
    """Step 11: one click makes the case study; both halves, what failed first."""
    page = team.page
    page.goto(f"{address}tests-of-change/")
    end(team, SECOND, "As predicted", "Adopt: make it how we work")
    page.goto(address)
    team.press("Make a case study")
    team.press("Save and publish")
    said = read(page)
    failed, worked = said.index("What failed"), said.index("What worked")
    assert failed < said.index("Widening, as of April 2026") < worked
    assert worked < said.index("Narrowing, as of October 2026")
    assert "People who cannot" in said


def thank_team_and_partner(lead):
    """Step 11: thanks rest on the verdict; a partner is named on the day they agreed."""
    lead.follow("Improvement", exact=True)
    lead.follow("Recognition")
    lead.follow(f"Thank the people of “{TITLE}”")
    lead.write("Day on which they agreed to be named", "16 11 2026")
    lead.write("Your thanks", THANKS)
    lead.press("Thank them")
    said = read(lead.page)
    assert THANKS in said
    assert "nurse, patient partner, with community transport partner" in said


def test_work_with_no_split_goes_live_only_with_its_reason(person):
    """Check 1, its other half: the reason stands on the board's list."""
    because = "A theatre list is not a person."
    with person("qi_team") as team:
        page = team.page
        page.goto("/improvement/projects/new/")
        team.write("What is it called?", "Lists that are read at noon")
        team.press("Save and go on")
        team.write("For whom?", "people of the most deprived fifth")
        team.write("How much?", "from 2 lists a day read late to none")
        team.write("By when?", "31 10 2099")
        team.press("Save and go on")
        team.write("Sponsor’s post", "Chief Nurse")
        team.write("First day of the change", "1 11 2026")
        team.press("Save and go on")
        team.follow("Say why there is no split")
        team.write("Why can it not be split by group?", because)
        team.press("Save the reason")
        team.press("Set it live")
    with person("chair") as chair:
        chair.follow("Improvement", exact=True)
        assert because in read(chair.page)
