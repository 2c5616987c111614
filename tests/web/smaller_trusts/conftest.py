"""The community and the mental health trust of the demonstration, with all their rooms."""

from functools import cache

import pytest
from django.test import Client

from equity_lens.demonstration.smaller_trusts import smaller_trusts, write_smaller_trust
from equity_lens.pipeline import Request, run
from equity_lens_web.evidence.services.refreshes import keep_release
from equity_lens_web.operations.demonstration import smaller_rooms
from equity_lens_web.operations.demonstration.bringing import members, set_up_trust
from web.uploading import work_off


@pytest.fixture(scope="session")
def release_of(tmp_path_factory):
    """The figures of a smaller trust, made once: ``release_of("SYC")``."""
    folder = tmp_path_factory.mktemp("smaller")

    @cache
    def make(code):
        (trust,) = (each for each in smaller_trusts() if each.code == code)
        request = Request(
            sources=(write_smaller_trust(folder, code),),
            organisation=code,
            known_organisations={code: trust.title},
            synthetic=True,
        )
        return run(request).release

    return make


@pytest.fixture
def filled(db, release_of):
    """Sets a smaller trust up and fills its rooms: ``filled("SYM")``."""

    def fill(code):
        (trust,) = (each for each in smaller_trusts() if each.code == code)
        organisation = set_up_trust(code, trust.title, trust.sector, trust.local_authorities)
        people = members(organisation)
        keep_release(release_of(code), organisation=organisation, by=people["analyst"])
        smaller_rooms.fill(organisation, people)
        work_off()
        smaller_rooms.tell(organisation, people)
        return organisation

    return fill


@pytest.fixture
def community(filled):
    """The community trust."""
    return filled("SYC")


@pytest.fixture
def mental_health(filled):
    """The mental health trust."""
    return filled("SYM")


@pytest.fixture
def browser():
    """A browser of whoever holds a role: ``browser(community, "chair")``."""

    def open_for(organisation, role):
        client = Client()
        client.force_login(members(organisation)[role])
        return client

    return open_for
