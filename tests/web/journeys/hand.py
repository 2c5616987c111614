"""A person's hand on the mouse, which counts: a click, a choice, and a field typed into are one each.

What is typed is counted by itself besides, for journeys that leave typing to their minutes.
"""

import re
from typing import Any
from urllib.parse import urlsplit

STATED = re.compile(r"Takes about (\d+) minutes?")


class Hand:
    """Clicks, choices and fields of one person's part of a journey."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.clicks = 0
        self.typed = 0
        self.stated: dict[str, int] = {}

    @property
    def minutes(self) -> int:
        """What the pages that were opened say they take, each once."""
        return sum(self.stated.values())

    def goto(self, path: str) -> None:
        """Come back to a page, as one does on another day."""
        self.page.goto(path)
        self._note_minutes()

    def follow(self, name: str, *, exact: bool = False) -> None:
        """Click a link by its words, the first of several, and wait for the page it leads to."""
        self.open(self.page.get_by_role("link", name=name, exact=exact).first)

    def press(self, name: str) -> None:
        """Press a button by its words, and wait for the page that answers."""
        self.open(self.page.get_by_role("button", name=name, exact=True))

    def open(self, place: Any) -> None:
        """Click what was found, and wait for the page that it opens."""
        with self.page.expect_navigation():
            self.click(place)
        self._note_minutes()

    def click(self, place: Any) -> None:
        """Click what was found."""
        self.clicks += 1
        place.click()

    def choose(self, label: str, option: str) -> None:
        """Choose one of a list by its words; the first of several lists."""
        self.clicks += 1
        self.page.get_by_label(label, exact=True).first.select_option(label=option)

    def tick(self, label: str, *, place: int = 0) -> None:
        """Tick a box, or one of several round ones; of several with one label, the one in a place."""
        self.clicks += 1
        self.page.get_by_label(label).nth(place).check()

    def untick(self, label: str) -> None:
        """Take the tick out of a box."""
        self.clicks += 1
        self.page.get_by_label(label).first.uncheck()

    def write(self, field: Any, text: str) -> None:
        """Type into a field, or into the first of those with a label."""
        self.clicks += 1
        self.typed += 1
        by_label = isinstance(field, str)
        place = self.page.get_by_label(field, exact=True).first if by_label else field
        place.fill(text)

    def bring(self, path: Any) -> None:
        """Choose a file."""
        self.clicks += 1
        self.page.locator("input[type=file]").set_input_files(path)

    def _note_minutes(self) -> None:
        said = STATED.search(self.page.locator("main").inner_text())
        if said:
            self.stated[urlsplit(self.page.url).path] = int(said[1])
