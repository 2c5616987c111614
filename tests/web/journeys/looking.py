"""Looking at a page as its readers do, and saying what is wrong with it."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
WIDE, PHONE = {"width": 1200, "height": 900}, {"width": 320, "height": 900}

# What stands out on the right, though nothing around it scrolls.
STICKING_OUT = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  const scrolls = (element) => element && element !== document.documentElement && (
    ["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(element).overflowX)
    || scrolls(element.parentElement));
  const found = [...document.querySelectorAll("body *")]
    .filter((each) => each.getBoundingClientRect().right > room + 1 && !scrolls(each.parentElement))
    .map((each) => `${each.tagName.toLowerCase()}.${each.getAttribute("class")}`);
  return found.length ? found.slice(0, 3) : ["something that cannot be named"];
}"""
TEXT_SIZE = "(size) => { document.documentElement.style.fontSize = size }"
# What repeats itself is taken out before the rules of accessibility are tried: they take seconds on
# a thousand equal rows. The first pictures stay whole, and three rows each of six tables.
THIN_OUT = """() => {
  const rest = [...document.querySelectorAll("svg")].slice(2);
  rest.forEach((svg) => svg.querySelectorAll(":scope > :not(title, desc)")
    .forEach((each) => each.remove()));
  [...document.querySelectorAll(".app-table-scroll")].slice(6).forEach((each) => each.remove());
  document.querySelectorAll("tbody > tr:nth-child(n + 4)").forEach((each) => each.remove());
}"""


class Watched:
    """A page whose console and requests are kept: nothing may fail, nothing may leave the server."""

    def __init__(self, page: Any, address: str) -> None:
        self.page, self.server = page, urlsplit(address).netloc
        self.heard: list[str] = []
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.heard.append(f"script: {error}"))
        page.on("request", self._asked)
        page.on("response", self._answered)

    def take(self) -> list[str]:
        """What was heard since the last time."""
        heard, self.heard = self.heard, []
        return heard

    def _said(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.heard.append(f"console: {message.text}")

    def _asked(self, request: Any) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and parts.netloc != self.server:
            self.heard.append(f"asked of another place: {request.url}")

    def _answered(self, response: Any) -> None:
        if response.status >= 400:
            self.heard.append(f"{response.status} of {urlsplit(response.url).path}")


def faults(watched: Watched, path: str) -> Iterator[str]:
    """Everything that is wrong with one page: wide, on a phone, and with text twice as large."""
    page = watched.page
    page.set_viewport_size(WIDE)
    page.goto(path)
    page.evaluate(TEXT_SIZE, "200%")
    yield from (f"200% text: wider than the screen: {each}" for each in page.evaluate(STICKING_OUT))
    page.evaluate(TEXT_SIZE, "")
    page.set_viewport_size(PHONE)
    yield from (f"320 px: wider than the screen: {each}" for each in page.evaluate(STICKING_OUT))
    page.evaluate(THIN_OUT)
    for size in (PHONE, WIDE):
        page.set_viewport_size(size)
        yield from (f"{size['width']} px: {fault}" for fault in broken_rules(page))
    yield from watched.take()


def broken_rules(page: Any) -> Iterator[str]:
    """The rules of accessibility that a page breaks, as axe finds them."""
    from axe_playwright_python.sync_playwright import Axe

    for broken in Axe().run(page, options=RULES).response["violations"]:
        places = [node["target"] for node in broken["nodes"][:3]]
        yield f"{broken['id']}: {broken['help']} {places}"
