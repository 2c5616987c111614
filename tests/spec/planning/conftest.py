"""Released profiles made by hand, small enough to reckon with on paper."""

from types import SimpleNamespace

import pytest

from equity_lens.cells import Source
from equity_lens.disclosure.released import (
    Figure,
    Organisation,
    ReleasedGroup,
    ReleasedProfile,
    State,
)
from equity_lens.measures.load import dimensions, library
from equity_lens.reference.vocabulary import Subgroup

TRUST = Organisation("SYN", "Demonstration trust")
SOURCE = Source("referrals.csv", "0" * 64, "outpatient_referral", "IMD 2025")
WITHHELD = "a count of 1 to 7"
LABELS = {"1": "Most deprived fifth", "5": "Least deprived fifth"}


def number(value, unit, lower=None, upper=None):
    return Figure(State.NUMBER, unit, value, lower, upper)


def suppressed(unit):
    return Figure(State.SUPPRESSED, unit, reason=WITHHELD)


def missing(unit, reason="not compared"):
    return Figure(State.MISSING, unit, reason=reason)


def group(key, numerator, denominator, *, gap=None, affected=None, unit="events", **options):
    """A subgroup of a proportion; a count of None is withheld, a gap is (value, lower, upper)."""
    counts = [suppressed(unit) if x is None else number(float(x), unit)
              for x in (numerator, denominator)]  # fmt: skip
    known = options.get("known", True)
    value = suppressed("proportion")
    if None not in (numerator, denominator):
        value = (
            number(numerator / denominator, "proportion") if denominator else missing("proportion")
        )
    difference = "difference in proportion"
    return ReleasedGroup(
        subgroup=Subgroup(key, options.get("label", LABELS.get(key, key)), known),
        is_reference=options.get("is_reference", False),
        numerator=counts[0],
        denominator=counts[1],
        value=value,
        gap=number(gap[0], difference, *gap[1:]) if gap else missing(difference),
        ratio=missing("ratio"),
        people_affected=number(affected[0], unit, *affected[1:]) if affected else missing(unit),
        share=missing("proportion"),
        q_value=missing("probability"),
    )


def profile(measure, groups, *, dimension="imd_quintile", period="2026-10", unknown=()):
    named = next((each.subgroup.key for each in groups if each.is_reference), "average")
    return ReleasedProfile(
        organisation=TRUST,
        period=period,
        measure=library()[measure],
        dimension=dimensions()[dimension],
        reference=named,
        reference_value=missing("proportion"),
        overall=missing("proportion"),
        groups=tuple(groups),
        unknown=tuple(unknown),
        gap_bounds=tuple(missing("difference in proportion") for _ in groups),
        slope_index=missing("difference in proportion"),
        relative_index=missing("ratio"),
        share_unknown=missing("proportion"),
        comparisons=len(groups) - 1,
        source=SOURCE,
    )


def referral_steps():
    """Two fifths: 1,000 referrals each.

    Most deprived: 1,000, 980 accepted, 780 booked, 760 and 740 left, 640 attended.
    Least deprived: 1,000, 980 accepted, 930 booked, 910 and 890 left, 850 attended.
    """
    most, least = (1000, 980, 780, 760, 740, 640), (1000, 980, 930, 910, 890, 850)
    gaps = (
        (0.0, -0.014, 0.014),
        (-0.153, -0.183, -0.123),
        (-0.004, -0.021, 0.013),
        (-0.004, -0.022, 0.013),
        (-0.090, -0.119, -0.061),
    )
    measures = (
        "referral-accepted", "referral-booked", "first-appointment-kept-by-trust",
        "first-appointment-not-cancelled-by-patient", "first-appointment-attended",
    )  # fmt: skip
    nobody = group("no_fixed_abode", 0, 0, known=False, label="No fixed abode")
    return [
        profile(
            measure,
            [
                group("1", most[i + 1], most[i], gap=gaps[i]),
                group("5", least[i + 1], least[i], is_reference=True),
            ],
            unknown=[nobody],
        )
        for i, measure in enumerate(measures)
    ]


@pytest.fixture(scope="session")
def made():
    return SimpleNamespace(
        group=group,
        profile=profile,
        number=number,
        suppressed=suppressed,
        missing=missing,
        referral_steps=referral_steps,
        withheld=WITHHELD,
    )


@pytest.fixture
def walked(made):
    from equity_lens.planning.pathway import walk
    from equity_lens.planning.pathways import pathways

    return walk(pathways()["referral-to-attendance"], made.referral_steps())
