"""What the demonstration shows of guides, made through the services that people use."""

import pytest

from equity_lens_web.accounts.permissions import roles
from equity_lens_web.guidance.reading import adopted_shape, entry
from equity_lens_web.operations.demonstration.guidance import fill


@pytest.mark.django_db
def test_the_demonstration_has_a_change_a_proposal_with_two_votes_and_a_shape(trust, member):
    fill(trust, {role: member(trust, role) for role in roles()})
    assert adopted_shape(trust).title == "Medical director, shared with the people director"
    assert entry("activity", "FA2", trust).is_local
    (proposal,) = trust.guide_proposals.waiting().for_a_list()
    assert (proposal.votes_for, proposal.votes_against) == (2, 0)
