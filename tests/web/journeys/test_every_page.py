"""Every page that any role can reach: no fault of accessibility, nothing too wide, nothing asked
of another place, nothing wrong in the console."""

import pytest
from django.urls import URLPattern, get_resolver

from equity_lens_web.accounts.access import Audience, access_of
from equity_lens_web.accounts.permissions import roles
from web.journeys.looking import faults
from web.journeys.walking import FILES, reachable

pytestmark = pytest.mark.browser

# Roles that may do exactly the same see the same pages: the first of them stands for all.
DIFFERENT = list({role.may: key for key, role in reversed(roles().items())}.values())
# These reach nearly everything; what the others see besides is looked at by `make test-long`.
FIRST = (None, "hi_lead", "administrator")
# Addresses to which no link leads: a button sends to them, or what is said beside them.
BY_A_BUTTON = {
    *("accounts:sign-in-as", "accounts:sign-out-everywhere", "accounts:switch-organisation"),
    *("accounts:withdraw-invitation", "evidence:extract-answer", "evidence:extract-begin-again"),
    *("evidence:extract-include", "evidence:job-cancel", "evidence:make-figures"),
    *("evidence:paper-forget", "evidence:paper-move", "evidence:paper-outcome"),
    "evidence:token-revoke",
    *("improvement:begin-check", "improvement:driver-move", "improvement:go-live"),
    *("improvement:seen", "improvement:test-begin"),
    *("frontline:advocate-erase", "frontline:box-close", "frontline:box-renew"),
    *("frontline:card-link", "frontline:card-link-revoke", "frontline:card-print"),
    *("frontline:openness", "frontline:withdraw"),
    *("learning:begin", "learning:figures", "learning:still-holds", "learning:withdraw"),
    *("guidance:adopt-shape", "guidance:answer", "guidance:keep", "guidance:put-back"),
    *("guidance:vote", "guidance:withdraw"),
    *("leadership:charter-ask", "leadership:charter-sign", "leadership:copy-withdraw"),
    *("leadership:end-worth-knowing", "leadership:first-draft-send", "leadership:induction-mark"),
    *("leadership:induction-skip", "leadership:reflection-delete", "leadership:reflections-lock"),
    *("plan:ambition-end", "plan:arrow-withdraw", "plan:measure-choose", "plan:measure-end"),
    *("plan:part-end", "plan:programme-end", "plan:round-weights"),
}
OTHERWISE = {
    "actions:reply": "offered once the executive team has asked something back",
    "today:brief-off": "the link in the mail of the weekly brief",
    "accounts:join": "an invitation's link, given once",
    "evidence:job": "watched while figures are made: journey 1 does",
    "evidence:job-progress": "asked by the page of a job",
    "operations:health": "asked by machines",
    "frontline:answer-by-code": "from the page of a ward's link",
    "frontline:box": "a ward's link, given once",
    "frontline:phone": "a card's link, given once: journey 3 opens it",
    "learning:version": "offered once a case study has a second version",
    "actions:block": "offered beside a decision of one's own that is under way",
    "guidance:adapt-shape": "beside shapes that are compared: journey 2 passes it",
    "leadership:time-and-money": "asked of the chief executive: journey 2 answers",
    "leadership:unit": "opened by a button of the path: journey 2 does",
    "leadership:reflection": "of notes that are unlocked",
    "leadership:reflections-lost": "offered where notes are locked",
    "leadership:reflections-passphrase": "offered where notes are unlocked: journey 2 looks",
    "plan:dilemma-decide": "of a dilemma that is open",
    "plan:dilemma-option": "of a dilemma that is open",
    "plan:option": "of a dilemma that is open",
    "plan:empty-quadrant": "offered while a quadrant is empty: journey 2 passes it",
    "improvement:definition": "offered once the trust has defined a measure of its own",
    "improvement:mitigation": "offered where a check has planned something",
} | dict.fromkeys(
    (
        *("improvement:check", "improvement:groups", "improvement:no-split"),
        *("improvement:driver-aim", "improvement:driver-line", "improvement:driver-outline"),
        *("improvement:test", "improvement:test-change", "improvement:test-end"),
        *("improvement:test-note", "improvement:test-stop"),
    ),
    "of one project among many, or after a choice: journey 3 walks there",
)


@pytest.fixture(scope="module")
def looked_at():
    """Fingerprints of pages that were looked at already: many roles see the same."""
    return set()


@pytest.fixture(scope="module")
def met():
    """The names of the pages that each role reached."""
    return {}


@pytest.fixture
def walk(visitor, platform, met):
    """Signs a role in, and gives its page and everything that it can reach; None is nobody."""

    def by(role):
        watched = visitor(role)
        pages = reachable(watched.page.context.request, platform.address)
        met[role] = {page.name for page in pages}
        return watched, pages

    return by


@pytest.mark.parametrize(
    "role",
    [
        *FIRST,
        *(pytest.param(key, marks=pytest.mark.long) for key in DIFFERENT if key not in FIRST),
    ],
)
def test_no_page_that_somebody_can_reach_has_a_fault(walk, looked_at, role):
    watched, pages = walk(role)
    assert len(pages) > 3
    found = []
    for page in pages:
        if page.shows not in looked_at:
            looked_at.add(page.shows)
            found += [f"{page.path}: {fault}" for fault in faults(watched, page.path)]
    assert found == []


@pytest.mark.long
def test_a_link_leads_to_every_page_of_ours(walk, met):
    for role in DIFFERENT:
        if role not in met:
            walk(role)
    by_a_link = set().union(*(met[role] for role in DIFFERENT))
    assert _pages() - by_a_link - FILES == BY_A_BUTTON | set(OTHERWISE)


def _pages(patterns=None, namespace=""):
    """The names of all pages for people; those of the sign-in library have no namespace."""
    names = set()
    for each in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(each, URLPattern):
            if namespace and access_of(each.callback).audience is not Audience.TOKEN:
                names.add(f"{namespace}{each.name}")
        else:
            inner = f"{namespace}{each.namespace}:" if each.namespace else namespace
            names |= _pages(each.url_patterns, inner)
    return names
