"""The community and the mental health trust: what a platform looks like where other things fit."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from equity_lens.demonstration.smaller_trusts import (
    SmallerTrust,
    smaller_trusts,
    write_smaller_trust,
)
from equity_lens_web.accounts.models import Organisation
from equity_lens_web.operations.demonstration import smaller_rooms
from equity_lens_web.operations.demonstration.bringing import (
    bring,
    include,
    members,
    set_up_trust,
)
from equity_lens_web.operations.worker import work_off_the_queue


def build() -> Iterator[str]:
    """Set up each trust, put its counts into the figures, fill its rooms; say each step.

    Raises EquityLensError where a file could not be used: the demonstration would mislead.
    """
    for trust in smaller_trusts():
        yield f"Setting up {trust.title}"
        organisation = _with_figures(trust)
        yield "Filling its rooms"
        people = members(organisation)
        smaller_rooms.fill(organisation, people)
        work_off_the_queue()
        smaller_rooms.tell(organisation, people)


def _with_figures(trust: SmallerTrust) -> Organisation:
    organisation = set_up_trust(trust.code, trust.title, trust.sector, trust.local_authorities)
    analyst = members(organisation)["analyst"]
    with tempfile.TemporaryDirectory() as folder:
        path = write_smaller_trust(Path(folder), trust.code)
        bring([path], organisation=organisation, by=analyst)
    include(organisation.extracts.order_by("pk"), by=analyst)
    return organisation
