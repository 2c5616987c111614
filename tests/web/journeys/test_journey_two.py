"""Journey 2: a new lead's first 30 days, at a trust with figures and programmes and nothing else.

Not walked here: day 22, the action learning set, which the platform does not have yet. A day begins
on the page of the path, as a browser opens it again. Expected are the figures that the demonstration
plants: a path of 9 steps and 170 minutes, 11 programmes of which 3 have no owner, the first finding
of each of nine measures, of which two change places with one weight.
"""

import datetime as dt
import re
from contextlib import contextmanager

import pytest

from web.journeys.hand import Hand
from web.journeys.looking import broken_rules

pytestmark = pytest.mark.browser

MOST_CLICKS, MOST_MINUTES = 110, 180
MINUTES_TO_SKIP, MINUTES_TO_TAKE_OVER, MINUTES_A_MONTH = 10, 45, 60
NEW, EXPERIENCED = "New lead trust (synthetic)", "Experienced lead trust (synthetic)"
CAUTION = "(S2:69)"
TEN_ANSWERS = {
    "What portfolio does the lead hold besides?": "Medical director, since this month",
    "Days a month for the role": "0.5",
    "Budget of the role: pounds a year": "0",
    "Who is the deputy?": "Deputy medical director",
    "To whom, and where, does the lead report?": "The chief executive",
    "Who shares the role?": "People director",
    "What is the role for?": "To find the gaps between groups of patients, and to close three.",
    "What is in it, and what is not?": "Access and waiting of patients. Not the workforce.",
    "What support has been agreed?": "Half an analyst.",
    "When is the charter reviewed?": "30 September 2029",
}
SHAPES = (
    "With the medical director",
    "With the chief operating officer",
    "Shared with the people director",
)
# Two or three starters in each of three quadrants, and none in the fourth.
SEVEN = (
    "Show the board where the gaps are, and how sure it can be",
    "Bring inequalities into the work of the system",
    "Champion the work and make it possible, in services and in the workforce",
    "See to fair access, experience and outcomes, for patients and for staff",
    "Give direction across programmes, and keep each to what it was approved for",
    "Work closely with partners, above all in public health",
    "Support data and analysis that decisions can rest on",
)
OWN = "Agree with the council what fair access to outpatients means"
# One enabling and one of the board are process alone; then two short, one medium, one longer.
PROCESS = (
    "Data are of better quality, and numbers and stories are joined up",
    "Inequalities are seen and talked about at the board",
)
CHANGE = (
    "Gaps in access and experience are tackled in services now",
    "Groups who tend to be excluded are reached",
    "Communities and citizens take part",
    "Long-term conditions are fewer, and better looked after",
)
# What no figure tells of the three that vie for a place: in our hands, asked for, what it costs.
JUDGED = {
    "Outpatient appointments not attended: most deprived fifth": (8, 6, 7),
    "Waiting over 52 weeks: most deprived fifth": (8, 8, 5),
    "Waiting within 18 weeks: most deprived fifth": (5, 5, 4),
}


@pytest.fixture
def person(visitor):
    """Somebody at work: their hand, and at the end nothing wrong in the console."""

    @contextmanager
    def at_work(role: str, at: str = ""):
        watched = visitor(role, at=at)
        yield Hand(watched.page)
        assert watched.take() == []

    return at_work


def read(page) -> str:
    """The words of a page, as they stand there."""
    return re.sub(r"\s+", " ", page.locator("main").inner_text())


def step(lead, title: str) -> None:
    """Open a step of the path."""
    lead.goto("/leadership/induction/")
    lead.press(f"Open: {title}")


def test_a_new_leads_first_thirty_days(person):
    hands = []
    for role, does in (
        ("hi_lead", (three_questions, write_the_charter)),
        ("chair", (see_the_gaps_in_the_role,)),
        ("ceo", (name_time_and_money,)),
        ("hi_lead", (sign, adopt_a_shape, read_the_own_trust, plan_activities, choose_measures)),
        ("hi_lead", (choose_priorities, two_units, send_the_first_draft)),
        ("chair", (countersign_and_read,)),
    ):
        with person(role, at=NEW) as hand:
            for each in does:
                each(hand)
            hands.append(hand)
    assert sum(hand.clicks for hand in hands) <= MOST_CLICKS
    assert sum(hand.minutes for hand in hands) <= MOST_MINUTES


def three_questions(lead) -> None:
    """Day 1: a path of nine steps, 170 minutes, four of them optional."""
    lead.follow("Make your induction path")
    lead.tick("I am new to health inequalities")
    lead.tick("Less than a day a month, or nobody has said")
    lead.press("Make my path")
    said = read(lead.page)
    assert "9 steps, 170 minutes in all; 4 of them are optional." in said
    assert CAUTION in said


def write_the_charter(lead) -> None:
    """Day 1: half a day and no budget stand as gaps, and go to the chief executive."""
    lead.press("Open: Write the charter of your role")
    for label, answer in TEN_ANSWERS.items():
        lead.write(label, answer)
    lead.press("Save and send to the chief executive")
    said = read(lead.page)
    assert "Days a month 0.5 Gap: less than one day a month" in said
    assert "Budget None Gap: no budget" in said


def see_the_gaps_in_the_role(chair) -> None:
    """The chair sees what the role lacks, and has nothing to do for it yet."""
    assert "The role has less than one day a month, no budget." in read(chair.page)


def name_time_and_money(chief_executive) -> None:
    """Day 3: two days and £40,000."""
    chief_executive.follow("Name time and money for the lead's role")
    chief_executive.write("Days a month for the role", "2")
    chief_executive.write("Budget of the role: pounds a year", "£40,000")
    chief_executive.press("Name and sign")
    assert "Budget £40,000 a year" in read(chief_executive.page)


def sign(lead) -> None:
    """The lead signs what the chief executive has named."""
    lead.follow("Sign the charter of the lead's role")
    lead.press("Sign version 2")
    assert "Waits for the chair to countersign." in read(lead.page)


def adopt_a_shape(lead) -> None:
    """Day 5: three shapes side by side; the one shared with the people director is adopted."""
    step(lead, "Compare shapes of the role")
    assert CAUTION in read(lead.page)
    for shape in SHAPES:
        lead.tick(shape)
    lead.press("Compare")
    assert lead.page.locator(".app-shapes > section").count() == 3
    lead.open(lead.page.get_by_role("button", name="Shared with the people director"))
    assert "The shape here: Shared with the people director" in read(lead.page)


def read_the_own_trust(lead) -> None:
    """Day 8: five findings, three gaps in the data, eleven programmes."""
    step(lead, "Your own trust in 15 minutes")
    said = read(lead.page)
    assert lead.page.locator(".app-card").count() == 5
    assert "Waiting within 18 weeks: most deprived fifth" in said
    assert len(re.findall(r"% complete\.", said)) == 3
    assert "11 programmes, 3 with no owner." in said


def plan_activities(lead) -> None:
    """Day 12: seven of twenty starters leave one quadrant empty, which one of the lead's own fills."""
    step(lead, "Plan your activities")
    assert CAUTION in read(lead.page)
    assert lead.page.locator('input[name="starter"]').count() == 20
    for starter in SEVEN:
        lead.tick(starter)
    lead.press("Add to the plan")
    assert _empty(lead) == ["Policy formulation"]
    lead.follow("Add an activity to policy formulation")
    lead.write("What you will do", OWN)
    lead.press("Save")
    lead.goto("/leadership/plan/activities/")
    assert _empty(lead) == []
    assert lead.page.locator(".app-quadrants li").count() == 8


def _empty(lead) -> list[str]:
    empty = lead.page.locator(".app-quadrants section", has_text="Empty this quarter.")
    return empty.locator("h3").all_inner_texts()


def choose_measures(lead) -> None:
    """Day 15: a first draft of process alone is warned of; six measures are chosen."""
    step(lead, "Choose measures")
    assert CAUTION in read(lead.page)
    for starter in PROCESS:
        lead.tick(starter)
    lead.press("Add as drafts")
    assert "Every measure of this plan is of process." in read(lead.page)
    lead.follow("Choose from the starters")
    for starter in CHANGE:
        lead.tick(starter)
    lead.press("Add as drafts")
    assert "Every measure of this plan is of process." not in read(lead.page)
    lead.follow("Say where the drafts stand")
    for number in range(6):
        lead.write(
            lead.page.get_by_label("Where it stands now").nth(number), "First counted in January"
        )
    lead.press("Choose these")
    sections = lead.page.locator("main section")
    chosen = [
        sections.nth(i).get_by_text("Chosen; to be reviewed on").count()
        for i in range(sections.count())
    ]
    assert chosen == [1, 1, 2, 1, 1]


def choose_priorities(lead) -> None:
    """Day 20: nine candidates; one weight swaps the second and the third; three are chosen of nine."""
    step(lead, "Choose three priorities")
    lead.follow("Choose which gaps to put in order")
    lead.press("Put these in order")
    assert lead.page.locator("tbody > tr").count() == 9
    lead.follow("Judge them on one page")
    for title, scores in JUDGED.items():
        part = lead.page.get_by_role("group", name=title)
        for label, score in zip(
            ("Ability to act", "Priority for the community", "Cost"), scores, strict=True
        ):
            lead.write(part.get_by_label(label), str(score))
        lead.write(part.get_by_label("Why these scores"), "As we talked it through")
    lead.press("Save")
    assert _places(lead)[:3] == list(JUDGED)
    lead.write("People affected (%)", "40")
    lead.press("Show what moves")
    first, second, third = JUDGED
    assert _places(lead)[:3] == [first, third, second]
    said = read(lead.page)
    assert f"{third} moves from 3 to 2." in said
    assert f"{second} moves from 2 to 3." in said
    left_out = _places(lead)[3:]
    lead.press("Choose your priorities")
    for title in JUDGED:
        lead.tick(title)
    for title in left_out:
        lead.write(f"If it is left out, why: {title}", "It waits until the first three have moved")
    lead.press("Choose these")
    assert lead.page.locator("dd", has_text="It waits until the first three").count() == 6


def _places(lead) -> list[str]:
    """The titles of the candidates in the order of their places."""
    rows = lead.page.locator("tbody > tr > th").all_inner_texts()
    return [
        re.sub(r"^\d+\. |\s*(Judge it|Change the judgement).*", "", row, flags=re.S) for row in rows
    ]


def two_units(lead) -> None:
    """Day 26: two units on the trust's own figures."""
    for unit in ("Read a gap", "See who is not here"):
        step(lead, unit)
        for question in (0, 1):
            lead.click(lead.page.locator("fieldset").nth(question).locator("input").first)
        lead.press("See what holds, and why")
        assert "This unit is done." in read(lead.page)


def send_the_first_draft(lead) -> None:
    """Day 30: charter, priorities, measures, plan, help needed."""
    step(lead, "Send your first draft to the chair")
    lead.press("Send to the chair")
    assert "It stays as it was sent." in read(lead.page)
    lead.goto("/leadership/induction/")
    assert "Done" in lead.page.locator("#step-first-draft").inner_text()


def countersign_and_read(chair) -> None:
    """The chair countersigns, and reads what was sent."""
    assert "The role has" not in read(chair.page)
    chair.follow("Countersign the charter of the lead's role")
    chair.press("Sign version 2")
    assert "All three have signed this version." in read(chair.page)
    chair.goto("/today/")
    chair.follow("Read the lead's first draft")
    said = read(chair.page)
    for part in ("Charter", "Priorities", "Measures", "Plan", "Help needed"):
        assert part in said
    assert OWN in said
    assert all(title in said for title in JUDGED)


def test_an_experienced_lead_skips_to_day_30(person):
    with person("hi_lead", at=EXPERIENCED) as lead:
        lead.follow("Make your induction path")
        lead.tick("I have led on them, or on public health, before")
        lead.tick("About a day a month")
        lead.press("Make my path")
        taken = lead.minutes
        lead.press("Skip to day 30")
        assert "the first 30 days" in read(lead.page)
        assert taken <= MINUTES_TO_SKIP


def test_a_deputy_takes_over_from_the_handover_pack(person, visitor):
    here, needed = "Demonstration: Health inequalities lead", "We ask the board for two things."
    with person("administrator") as administrator:
        administrator.goto("/people/invitations/")
        administrator.write("Name", "Deputy medical director")
        administrator.write("Email address", "deputy@syn.example")
        administrator.tick("Health inequalities lead")
        administrator.press("Invite")
        address = administrator.page.get_by_label("Link", exact=True).input_value()
    deputy = Hand(visitor(None).page)
    deputy.goto(address)
    deputy.write("Password", "a fresh pair of eyes")
    deputy.write("Password again", "a fresh pair of eyes")
    deputy.press("Join")
    with person("hi_lead") as lead:
        lead.goto("/leadership/who-leads/")
        lead.follow("Say who covers for whom")
        lead.choose("Who is away?", here)
        lead.choose("Who covers?", "Deputy medical director (Health inequalities lead)")
        today = dt.date.today()
        lead.write("From", f"{today:%d %m %Y}")
        lead.write("To, and including", f"{today + dt.timedelta(days=14):%d %m %Y}")
        lead.press("Save")
        lead.goto("/today/")
        assert "Deputy medical director covers for you until" in read(lead.page)
    deputy.stated.clear()
    deputy.goto("/today/")
    assert f"for {here}" in deputy.page.locator("main").text_content()
    deputy.goto("/leadership/handover/")
    said = read(deputy.page)
    for part in ("Charter", "Priorities", "Open decisions", "Plan", "Measures", "Risks", "Lessons"):
        assert part in said
    deputy.goto("/leadership/first-draft/")
    deputy.follow("Change the words")
    deputy.write("Help needed: how it opens", needed)
    deputy.press("Save")
    deputy.press("Send to the chair")
    assert "Sent by Deputy medical director" in read(deputy.page)
    assert deputy.minutes <= MINUTES_TO_TAKE_OVER
    with person("chair") as chair:
        chair.goto("/leadership/")
        chair.follow("Read the lead's first draft")
        assert needed in read(chair.page)


def test_nobody_else_meets_a_private_note(person):
    note, phrase = "I hesitated to say it at the board.", "seven herons over the estuary"
    with person("hi_lead", at=EXPERIENCED) as lead:
        lead.goto("/leadership/reflections/")
        lead.write("Passphrase for your notes", phrase)
        lead.write("Passphrase again", phrase)
        lead.tick("I understand")
        lead.press("Begin")
        lead.write("A note to yourself", note)
        lead.press("Keep it")
        assert note in read(lead.page)
        for link in ("Share or delete", "Change the passphrase"):
            lead.goto("/leadership/reflections/")
            lead.follow(link)
            assert list(broken_rules(lead.page)) == []
        for kept in ("docx", "pdf"):
            taken = lead.page.context.request.get(f"/leadership/handover/file.{kept}")
            assert taken.ok
            assert note.encode() not in taken.body()
    with person("administrator", at=EXPERIENCED) as administrator:
        asking = administrator.page.context.request
        assert asking.get("/leadership/reflections/").status == 403
        for path in ("/people/", "/settings/", "/audit/", "/audit/events.csv"):
            assert note not in asking.get(path).text()
        assert "reflection" not in asking.get("/audit/").text()
    with person("analyst", at=EXPERIENCED) as analyst:
        described = analyst.page.context.request.get("/api/openapi.json")
        assert "reflection" not in described.text().lower()


def test_the_leads_whole_month_is_an_hour_or_less(person):
    with person("hi_lead") as lead:
        said = re.search(r"Your month takes about (\d+) minutes", read(lead.page))
        assert said is not None
        assert int(said[1]) <= MINUTES_A_MONTH
        lead.follow("Your month takes about")
        rows = lead.page.locator("tbody > tr > :last-child").all_inner_texts()
        assert sum(map(int, rows)) == int(said[1])
