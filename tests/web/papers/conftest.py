"""People who write papers, a draft, and an issued paper."""

import datetime as dt

import pytest

from equity_lens.reports.brief import Ask
from equity_lens_web.evidence.services import papers as services
from web.papers.pages import WAITING, key


@pytest.fixture
def lead(refreshed_trust, signed_in):
    """A browser of the health inequalities lead of a trust with figures."""
    return signed_in(refreshed_trust, "hi_lead")


@pytest.fixture
def writer(refreshed_trust, member):
    """A secretary: may write and issue."""
    return member(refreshed_trust, "secretary")


@pytest.fixture
def draft(refreshed_trust, writer):
    """A draft of which nothing has been decided."""
    return services.begin(
        organisation=refreshed_trust,
        title="Fair access",
        meeting="Board of Directors",
        meeting_on=dt.date(2026, 11, 26),
        by=writer,
    )


@pytest.fixture
def issued(draft, writer):
    """A paper with one decision, issued."""
    ask = Ask("Will the board trial phone booking?", "Chief operating officer", moves=key(WAITING))
    services.decide(paper=draft, step="decisions", seen=0, by=writer, asks=(ask,))
    draft.refresh_from_db()
    return services.issue(paper=draft, seen=1, by=writer)
