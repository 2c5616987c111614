"""Finding every page that a person can reach by following links."""

import hashlib
import re
from collections import Counter, deque
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.urls import resolve

# Files and pictures, which are no pages.
FILES = {
    "accounts:logo",
    "evidence:chart-file",
    "evidence:pathway-file",
    "evidence:paper-current",
    "evidence:paper-file",
    "evidence:rejected-rows",
    "api:openapi-json",
    "operations:trail-csv",
    "leadership:charter-file",
    "leadership:first-draft-file",
    "leadership:handover-file",
    "improvement:driver-file",
    "improvement:figures-template",
    "learning:case-file",
}
# How many pages of one kind are walked: those that come in different kinds, more than once.
SEVERAL = {"evidence:extract": 6, "evidence:measure": 2, "evidence:paper": 2}
# Pages about oneself: alike for everybody, but for the name and the key on them.
ABOUT_ONESELF = {"accounts:me", "mfa_activate_totp"}
# What differs each time that the same page is made, and menus, which differ by who looks.
FLEETING = re.compile(
    r'<header.*?</header>|<nav class="app-subnav".*?</nav>|name="csrfmiddlewaretoken" value="[^"]*"',
    re.S,
)


@dataclass(frozen=True)
class Found:
    """One page: where it is, which kind it is of, and a fingerprint of what it shows."""

    path: str
    name: str
    shows: str


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        href = dict(attrs).get("href")
        if tag == "a" and href:
            self.found.append(href)


def reachable(asking: Any, address: str) -> list[Found]:
    """Every page that is reached from the first one; ``asking`` is signed in as somebody."""
    waiting, met, pages = deque(["/"]), {"/"}, []
    walked: Counter[str] = Counter()
    while waiting:
        path = waiting.popleft()
        name = resolve(urlsplit(path).path).view_name
        if name in FILES or walked[name] >= SEVERAL.get(name, 1):
            continue
        walked[name] += 1
        answer = asking.get(address + path)
        assert answer.ok, f"{path} is linked, and answers {answer.status}"
        if "text/html" not in answer.headers["content-type"]:
            continue
        text = answer.text()
        shows = name if name in ABOUT_ONESELF else FLEETING.sub("", text)
        pages.append(Found(path, name, hashlib.sha256(shows.encode()).hexdigest()))
        links = _Links()
        links.feed(text)
        here = urlsplit(answer.url)
        for href in links.found:
            parts = urlsplit(urljoin(answer.url, href))
            if parts.netloc == here.netloc and parts.path not in met:
                met.add(parts.path)
                # A page may be about what its address asks: the first that is met stands for all.
                waiting.append(f"{parts.path}?{parts.query}" if parts.query else parts.path)
    return pages
