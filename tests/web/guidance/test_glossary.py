"""Words in plain English: in the glossary, and at the place where a hard one appears."""

import re
from pathlib import Path

from equity_lens.language.terms import terms
from equity_lens_web.guidance.services import changes
from equity_lens_web.guidance.words import term

PAGE = "/glossary/"
TEMPLATES = Path(__file__).parents[3] / "src" / "equity_lens_web"
GAP = terms()["gap"].meaning


def test_every_role_reads_at_least_sixty_words_each_at_an_address_of_its_own(trust, role, browser):
    page = browser(trust, role).get(PAGE).content.decode()
    anchors = re.findall(r'id="term-([\w-]+)"', page)
    assert len(anchors) == len(set(anchors)) >= 60


def test_a_word_that_is_advised_against_finds_the_one_to_use(trust, browser, words):
    said = words(browser(trust, "chair").get(PAGE, {"q": "hard to reach"}))
    assert "seldom heard" in said
    assert "Wording to avoid" in said


def test_an_empty_search_says_what_to_do(trust, browser, words):
    said = words(browser(trust, "chair").get(PAGE, {"q": "zzxqy"}))
    assert "Try a shorter word" in said


def test_a_hard_word_can_be_opened_where_it_stands_without_a_script(refreshed_trust, browser):
    page = browser(refreshed_trust, "chair").get("/evidence/").content.decode()
    (target,) = re.findall(r'popovertarget="(meaning-gap-\d+)"', page)
    assert f'id="{target}" popover' in page
    assert GAP in page


def test_every_word_that_a_page_explains_is_in_the_glossary():
    known = {name.lower() for each in terms().values() for name in each.names}
    asked = {
        word.lower()
        for path in TEMPLATES.rglob("*.jinja")
        for word in re.findall(r"""\{\{ term\("([^"]+)"\) \}\}""", path.read_text())
    }
    assert asked
    assert asked <= known


def test_a_trusts_own_meaning_stands_in_the_glossary_and_on_the_page(trust, browser, words):
    lead = browser(trust, "hi_lead")
    changes.change(
        organisation=trust,
        kind="glossary",
        key="gap",
        title="gap",
        fields={"meaning": "What one group has and another has not."},
        why="Our partners asked for it.",
        by=lead.person,
    )
    said = words(lead.get(PAGE))
    assert "What one group has and another has not." in said
    assert "In your organisation’s words." in said
    drawn = term({"organisation": trust, "request": None}, "gap")
    assert "What one group has and another has not." in drawn
    assert GAP not in drawn


def test_a_word_that_nobody_has_explained_stays_as_it_is():
    assert term({}, "<b>zzxqy</b>") == "&lt;b&gt;zzxqy&lt;/b&gt;"
