"""The page in a real browser: axe finds no fault, and nothing is asked of any other place."""

import os
from pathlib import Path

import pytest

CHROMIUM = Path(os.environ.get("EQUITY_LENS_CHROMIUM", "/usr/bin/chromium"))
REQUIRED = os.environ.get("EQUITY_LENS_BROWSER") == "required"
ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-gpu"]
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser():
    if not CHROMIUM.exists():
        message = f"no Chromium at {CHROMIUM}; set EQUITY_LENS_CHROMIUM to where it is"
        if REQUIRED:
            pytest.fail(message)
        pytest.skip(message)
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def opened(browser, paper_files):
    """Opens the paper at a width, and keeps every address that it asks for."""
    pages = []

    def at(width, height=900):
        page = browser.new_page(viewport={"width": width, "height": height})
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(paper_files["paper.html"].as_uri())
        pages.append(page)
        return page

    yield at
    for page in pages:
        page.close()


@pytest.mark.parametrize("width", [1200, 320])
def test_axe_finds_no_fault_at_any_width(opened, width):
    from axe_playwright_python.sync_playwright import Axe

    results = Axe().run(opened(width), options=RULES)
    assert results.response["violations"] == []
    assert len(results.response["passes"]) > 15


@pytest.mark.parametrize("width", [1200, 360, 320])
def test_the_page_never_scrolls_sideways(opened, width):
    page = opened(width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_page_asks_for_itself_and_for_nothing_else(opened):
    page = opened(1200)
    assert page.asked == [page.url]


@pytest.mark.parametrize("width", [1200, 360])
def test_the_headline_and_its_gap_are_drawn_alike_and_level(opened, width):
    pairs = opened(width).eval_on_selector_all(
        ".key-figures > li",
        """rows => rows.map(row => [...row.querySelectorAll('.number')].map(e => {
            const s = getComputedStyle(e);
            return [s.fontSize, s.fontWeight, s.color, Math.round(e.getBoundingClientRect().top)];
        }))""",
    )
    assert pairs
    for value, gap in pairs:
        assert value == gap


@pytest.mark.parametrize(
    ("width", "shown", "hidden"), [(1200, "wide", "narrow"), (360, "narrow", "wide")]
)
def test_one_drawing_of_each_chart_is_shown(opened, width, shown, hidden):
    page = opened(width)
    assert page.locator(f"figure .{shown}").first.is_visible()
    assert not page.locator(f"figure .{hidden}").first.is_visible()


def test_the_synthetic_banner_stays_in_sight_while_the_page_is_read(opened):
    page = opened(1200)
    page.evaluate("window.scrollTo(0, document.body.scrollHeight / 2)")
    box = page.locator(".synthetic").bounding_box()
    assert 0 <= box["y"] < 100


def test_the_first_tab_leads_past_the_header(opened):
    page = opened(1200)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main"


def test_a_printed_page_leaves_the_contents_out_and_is_stamped(opened):
    page = opened(1200)
    page.emulate_media(media="print")
    assert not page.locator("nav").is_visible()
    assert page.locator(".stamp").is_visible()
