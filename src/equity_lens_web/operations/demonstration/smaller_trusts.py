"""The community and the mental health trust: what a platform looks like where other things fit."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from equity_lens.demonstration.smaller_trusts import smaller_trusts, write_smaller_trust
from equity_lens_web.operations.demonstration.bringing import bring, include, member, set_up_trust


def build() -> Iterator[str]:
    """Set up each trust and put its counts into the figures; say each step.

    Raises EquityLensError where a file could not be used: the demonstration would mislead.
    """
    for trust in smaller_trusts():
        yield f"Setting up {trust.title}"
        organisation = set_up_trust(trust.code, trust.title, trust.sector, trust.local_authorities)
        analyst = member(organisation, "analyst")
        with tempfile.TemporaryDirectory() as folder:
            path = write_smaller_trust(Path(folder), trust.code)
            bring([path], organisation=organisation, by=analyst)
        include(organisation.extracts.order_by("pk"), by=analyst)
