"""A decision on the sample's gap of 7.9 points, and figures of a later month to read it again."""

import datetime as dt
from dataclasses import replace

import pytest

from equity_lens.disclosure.released import Figure, State
from equity_lens.disclosure.rereading import gap_as_shown
from equity_lens_web.actions.services.decisions import decide
from equity_lens_web.design_system import moments
from equity_lens_web.evidence.reading import figures_at
from equity_lens_web.evidence.services.refreshes import keep_release

WITHIN = ("waiting-within-18-weeks", "imd_quintile")
DUE = dt.date(2027, 4, 30)


@pytest.fixture
def on_the_day(monkeypatch):
    """Sets the day: ``on_the_day(DUE)``."""

    def set_day(day: dt.date) -> None:
        monkeypatch.setattr(moments, "today", lambda: day)

    return set_day


@pytest.fixture
def gap(refreshed_trust):
    """The gap as it is shown: 56.9% against 64.8%, 7.9 points lower (6.4 to 9.4)."""
    return gap_as_shown(
        figures_at(refreshed_trust.refreshes.current()).profile(*WITHIN), "1", "hes"
    )


@pytest.fixture
def lead(refreshed_trust, member):
    return member(refreshed_trust, "hi_lead")


@pytest.fixture
def decision(refreshed_trust, lead, gap):
    """Two points narrower by 30 April 2027."""
    return decide(
        organisation=refreshed_trust,
        what="Trial phone booking and transport help at two sites",
        owner=lead.memberships.get(),
        due_on=DUE,
        by=lead,
        gap=gap,
        refresh=refreshed_trust.refreshes.current(),
        hoped=0.02,
        first_step="Agree the two sites",
    )


@pytest.fixture
def later_figures(refreshed_trust, sample_release):
    """Figures of a later period: ``later_figures(0.60, -0.05)`` is a level of 60% and 5.0 points."""

    def make(value: float, points: float, period: str = "2027-04-30"):
        def moved(profile):
            if (profile.measure.id, profile.dimension.key) != WITHIN:
                return profile
            first, *others = profile.groups
            gap = Figure(State.NUMBER, first.gap.unit, points, points - 0.015, points + 0.015)
            level = replace(first.value, value=value)
            return replace(
                profile, period=period, groups=(replace(first, gap=gap, value=level), *others)
            )

        released = replace(
            sample_release,
            profiles=tuple(moved(each) for each in sample_release.profiles),
            findings=(),
        )
        by = refreshed_trust.refreshes.first().made_by
        return keep_release(released, organisation=refreshed_trust, by=by)

    return make
