"""Every page that can be reached, as every role: a smaller trust meets nothing that is for acute care alone."""

import html
import re
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve

from equity_lens_web.accounts.permissions import roles

ACUTE_ONLY = re.compile(
    r"18 weeks to treatment|waiting 18 weeks or less|52 weeks|65 weeks|\bA&E\b|emergency department"
    r"|emergency admission|\belective|\btheatre|outpatient|referral to treatment|clock start"
    r"|cancer wait|admitted care|\bsurgery\b|\bRTT\b",
    re.IGNORECASE,
)
# Where somebody is offered what does not concern them: there it is switched on.
OFFERS = {"accounts:settings"}
# Forms of an entry show again what its own page shows, and one of each kind is enough.
FORMS = {"guidance:change", "guidance:propose", "guidance:retire"}
LINK = re.compile(r'<a\b[^>]*\bhref="([^"#]+)', re.IGNORECASE)


def words(page):
    text = re.sub(r"<(script|style).*?</\1>", "", page, flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def reached(client, seen):
    """Each page that links lead to: of every kind once a role, and every address once for all."""
    waiting, kinds = ["/"], set()
    while waiting:
        address = waiting.pop()
        path = urlsplit(address).path
        try:
            name = resolve(path).view_name
        except Resolver404:
            continue
        if name in kinds and (path in seen or name in FORMS or name.endswith("-file")):
            continue
        kinds.add(name)
        seen.add(path)
        response = client.get(address, follow=True)
        if response.status_code == 200 and "text/html" in response.headers["Content-Type"]:
            page = response.content.decode()
            yield name, path, page
            waiting += [html.unescape(each) for each in LINK.findall(page) if each.startswith("/")]


@pytest.mark.long
@pytest.mark.parametrize("code", ["SYC", "SYM"])
def test_no_acute_only_word_is_on_any_page_open_to_any_role(code, filled, browser):
    organisation = filled(code)
    seen, found, names = set(), [], set()
    for role in roles():
        for name, path, page in reached(browser(organisation, role), seen):
            names.add(name)
            if name not in OFFERS and (met := ACUTE_ONLY.search(words(page))):
                around = words(page)[max(0, met.start() - 60) : met.end() + 60]
                found.append(f"{path} as {role}: …{around}…")
    assert not found, "\n".join(found)
    assert len(names) > 90, "the walk reaches all rooms"
