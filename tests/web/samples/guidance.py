"""Samples of guidance: entries are the same for everybody until somebody changes them."""

from equity_lens_web.accounts.models import Organisation, Person
from equity_lens_web.guidance.models import Proposal
from web.samples.sample import Sample, anything


def _proposal(organisation: Organisation, member: Person) -> int:
    proposal = Proposal.objects.create(
        organisation=organisation,
        kind="role_shape",
        key="medical-director",
        title="With the medical director",
        fields={"easy": "Much"},
        why="We know more",
        proposed_by=member,
    )
    return proposal.pk


SAMPLES = {
    "guidance:*:kind": anything("role_shape"),
    "guidance:add:kind": anything("glossary"),
    "guidance:propose-new:kind": anything("glossary"),
    "guidance:*:key": anything("medical-director"),
    "guidance:*:pk": Sample(_proposal),
}
