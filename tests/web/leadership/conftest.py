"""The people of a charter, each with a browser, and the words of a page."""

import re

import pytest
from django.test import Client


@pytest.fixture
def browser(trust, member):
    """A browser of a role at the trust: ``browser("chair")``; the person is its ``person``."""
    known = {}

    def of(role, organisation=trust):
        key = (role, organisation.pk)
        if key not in known:
            known[key] = Client()
            known[key].person = member(organisation, role)
            known[key].force_login(known[key].person)
        return known[key]

    return of


@pytest.fixture
def words():
    """The words of a page, with the spaces of its layout folded."""

    def read(response) -> str:
        text = re.sub(r"<[^>]+>", " ", response.content.decode())
        for code, sign in (("&#39;", "'"), ("&amp;", "&"), ("&#34;", '"')):
            text = text.replace(code, sign)
        return re.sub(r"\s+", " ", text)

    return read
