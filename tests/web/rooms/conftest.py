"""A trust whose figures hold a pathway, a list by group, and users beside residents."""

from dataclasses import replace

import pytest

from equity_lens.cells import Source
from equity_lens.disclosure.released import (
    Figure,
    Organisation,
    ReleasedRepresentation,
    RepresentedGroup,
    State,
)
from equity_lens.measures.load import dimensions, library
from equity_lens.reference.vocabulary import Subgroup
from equity_lens_web.evidence.services.refreshes import keep_release
from spec.planning import conftest as planned


def _number(value, unit="people", lower=None, upper=None):
    return Figure(State.NUMBER, unit, value, lower, upper)


def _group(key, label, observed, expected, limits, fewer):
    return RepresentedGroup(
        Subgroup(key, label),
        observed=_number(observed),
        residents=_number(expected * 20),
        expected=_number(expected),
        ratio=_number(observed / expected, "ratio", *limits),
        bounds=_number(observed / expected, "ratio", 0.54, 1.4),
        fewer=_number(*fewer[:1], "people", *fewer[1:]),
    )


def _users():
    """Journey 6: 60% of the expected rate, interval 52 to 69%. And a breakdown with no residents."""
    shown = ReleasedRepresentation(
        organisation=Organisation("TST", "Test trust"),
        period="2026-10-31",
        measure=library()["waiting-list-size"],
        dimension=dimensions()["ethnic_group"],
        catchment="Exeter and Luton",
        population="ONS Census 2021, table TS021",
        year="2021",
        standardised=False,
        users=_number(1000.0),
        share_unknown=_number(0.119, "proportion"),
        groups=(
            _group("white", "White", 700.0, 650.0, (1.03, 1.12), (-50.0, -80.0, -20.0)),
            _group("asian", "Asian or Asian British", 126.0, 210.0, (0.52, 0.69), (85.0, 65.0, 100.0)),
        ),
        unknown=(),
        source=Source("list.csv", "0" * 64, "rtt_waiting_list", "IMD 2025", True),
    )  # fmt: skip
    reason = "No count of residents is published for these groups."
    none = Figure(State.MISSING, "people", reason=reason)
    refused = replace(
        shown,
        dimension=replace(dimensions()["plus_*"], key="plus_carer", title="Unpaid carer"),
        groups=tuple(
            replace(each, residents=none, expected=none, ratio=none, bounds=none, fewer=none)
            for each in shown.groups
        ),
        refusal=reason,
    )
    return shown, refused


def _waiting():
    """3,000 wait in one fifth and 6,000 in the other; 1,000 belong to neither."""
    groups = [
        planned.group("1", 3000, 3000, unit="people"),
        planned.group("5", 6000, 6000, unit="people", is_reference=True),
    ]
    unknown = [planned.group("not_known", 1000, 1000, unit="people", known=False)]
    return planned.profile("waiting-list-size", groups, unknown=unknown)


def _cancelled():
    """300 of 3,000 cancelled in one fifth, 150 of 3,000 in the other: 150 more than at 5%."""
    groups = [
        planned.group("1", 300, 3000, gap=(0.05, 0.037, 0.063), affected=(150, 110, 190)),
        planned.group("5", 150, 3000, is_reference=True),
    ]
    return planned.profile("outpatient-cancelled-by-provider", groups)


@pytest.fixture
def planned_trust(refreshed_trust, sample_release):
    """The trust with the sample figures and, besides, referrals, a list and residents."""
    extra = (*planned.referral_steps(), _waiting(), _cancelled())
    released = replace(
        sample_release,
        profiles=(*sample_release.profiles, *extra),
        representations=_users(),
    )
    by = refreshed_trust.refreshes.current().made_by
    keep_release(released, organisation=refreshed_trust, by=by)
    return refreshed_trust


@pytest.fixture
def lead(planned_trust, signed_in):
    """A browser of the health inequalities lead."""
    return signed_in(planned_trust, "hi_lead")
