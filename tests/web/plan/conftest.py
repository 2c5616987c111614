"""The lead of a trust with figures, by page and by service; and the words of a page."""

import pytest
from django.urls import reverse


@pytest.fixture
def lead(refreshed_trust, member):
    """The person who leads."""
    return member(refreshed_trust, "hi_lead")


@pytest.fixture
def browser(client, lead):
    """The lead's browser."""
    client.force_login(lead)
    return client


@pytest.fixture
def membership(refreshed_trust, lead):
    """The lead's membership."""
    return lead.memberships.get(organisation=refreshed_trust)


@pytest.fixture
def page(browser, words):
    """The words of one of the plan's pages: ``page("activities")``."""

    def read(name, *args, **query) -> str:
        return words(browser.get(reverse(f"plan:{name}", args=args, query=query or None)))

    return read
