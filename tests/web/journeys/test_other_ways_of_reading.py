"""Reading the evidence with the keyboard alone, without JavaScript, and in high contrast."""

import pytest

pytestmark = pytest.mark.browser

MOST_STOPS = 80
# What has the focus: its words, and whether something around it shows that it has.
FOCUSED = """() => {
  const at = document.activeElement, style = getComputedStyle(at);
  return {
    words: (at.getAttribute("aria-label") || at.innerText || at.id || "").trim(),
    shown: style.outlineStyle !== "none" || style.boxShadow !== "none",
    here: at.getBoundingClientRect().bottom > 0
      && at.getBoundingClientRect().top < window.innerHeight,
  };
}"""
# The words of each chart that cannot be told from what they stand on: contrast below 4.5 to 1.
# Watermarks are meant to be faint, and letters on an icon are drawn in its own colours.
UNREADABLE = """() => {
  const light = (rgb) => {
    const [r, g, b] = rgb.match(/[\\d.]+/g).map((each) => each / 255)
      .map((each) => each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const poor = [];
  for (const svg of document.querySelectorAll("svg:not(.app-icon)")) {
    const ground = light(getComputedStyle(svg.querySelector("rect")).fill);
    for (const text of svg.querySelectorAll("text")) {
      const style = getComputedStyle(text), ink = light(style.fill);
      const ratio = (Math.max(ground, ink) + 0.05) / (Math.min(ground, ink) + 0.05);
      const isFaint = Number(style.opacity) < 1 || /Synthetic data/.test(text.textContent);
      if (ratio < 4.5 && !isFaint) poor.push(`${text.textContent}: ${ratio.toFixed(1)}`);
    }
  }
  return poor;
}"""


def tab_to(page, words):
    """Press Tab until something with these words has the focus; each stop must be seen."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused["words"]:
            assert focused["shown"], f"the focus on “{focused['words']}” cannot be seen"
            assert focused["here"], f"“{focused['words']}” has the focus outside the window"
        if focused["words"].startswith(words):
            return
    raise AssertionError(f"“{words}” is not reached within {MOST_STOPS} presses of Tab")


def enter(page):
    """Press Enter on a link or a button, and wait for the page that it opens."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_finding_is_reached_read_and_compared_with_the_keyboard_alone(visitor):
    page = visitor(None).page
    page.goto("/sign-in/")
    tab_to(page, "Health inequalities lead")
    enter(page)
    tab_to(page, "Evidence")
    enter(page)
    tab_to(page, "Findings")
    enter(page)
    tab_to(page, "1. Waiting within 18 weeks: most deprived fifth")
    enter(page)
    tab_to(page, "Everyone")  # the words of a list are its choices, and this is the first
    page.keyboard.press("s")  # Sex
    tab_to(page, "Show")
    enter(page)
    assert "Waiting within 18 weeks by sex" in page.locator("main").inner_text()


def test_the_points_of_a_chart_speak_to_the_keyboard(visitor):
    page = visitor("hi_lead").page
    page.goto("/evidence/measures/waiting-within-18-weeks/?by=imd_quintile")
    page.get_by_role("button", name="Show", exact=True).first.focus()
    tab_to(page, "Most deprived fifth")
    note = page.locator(".app-chart__note:visible")
    assert "56.9%" in note.inner_text()
    page.keyboard.press("ArrowRight")
    # Journey 1 plants 5,117 of 8,500 in the second fifth: 60.2%.
    assert "60.2%" in note.inner_text()


def test_the_measure_page_is_whole_without_javascript(visitor):
    watched = visitor("hi_lead", java_script_enabled=False)
    page = watched.page
    page.goto("/evidence/measures/waiting-within-18-weeks/")
    page.get_by_label("Compared with").select_option(label="Everyone at the trust")
    with page.expect_navigation():
        page.get_by_role("button", name="Show", exact=True).first.click()
    # 56.9% against everyone's 61.4%.
    assert "4.5 percentage points" in page.locator("main").inner_text()
    assert page.locator("figure.app-chart svg").count() >= 2
    assert page.get_by_role("table").count() >= 1
    assert watched.take() == []


@pytest.mark.parametrize("colours", ["dark", "light"])
def test_in_high_contrast_everything_can_still_be_read(visitor, colours):
    watched = visitor("hi_lead", forced_colors="active", color_scheme=colours)
    page = watched.page
    for path in ("/evidence/", "/evidence/measures/waiting-within-18-weeks/", "/papers/"):
        page.goto(path)
        assert page.evaluate("() => matchMedia('(forced-colors: active)').matches")
        assert page.evaluate(UNREADABLE) == []
