"""A trust with figures, made from the sample release: pages can be tested without the pipeline."""

import pytest

from equity_lens_web.accounts.models import Membership, Person
from equity_lens_web.evidence.models import Extract
from equity_lens_web.evidence.services.refreshes import keep_release


@pytest.fixture
def refreshed_trust(trust, sample_release):
    """The trust with the sample release as its current figures, and the extract they rest on.

    ``refreshed_trust.refreshes.current()`` is the refresh; its ``made_by`` is an analyst.
    """
    analyst = Person.objects.create_user("made-figures@tst.example", name="Test analyst")
    Membership.objects.create(person=analyst, organisation=trust, role="analyst")
    extract = Extract.objects.create(
        organisation=trust,
        name="waiting-list-2026-10-31.csv",
        state=Extract.State.IN_FORCE,
        contract="rtt_waiting_list",
        contract_title="Waiting list",
        periods=["2026-10-31"],
        received_by=analyst,
        included_by=analyst,
    )
    keep_release(sample_release, organisation=trust, by=analyst, extracts=[extract])
    return trust
