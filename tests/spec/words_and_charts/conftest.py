"""Released results made by hand: the figures of journey 1, and what a test changes of them."""

import datetime as dt
from dataclasses import replace

import pytest

from equity_lens.cells import Source
from equity_lens.disclosure.released import (
    Figure,
    FunnelPoint,
    Organisation,
    ReleasedFunnel,
    ReleasedGroup,
    ReleasedProfile,
    ReleasedTrend,
    State,
)
from equity_lens.measures.load import dimensions, library
from equity_lens.measures.measure import Standard
from equity_lens.reference.vocabularies import vocabulary

TRUST = Organisation("SYN", "Demonstration trust")
SOURCE = Source("list.csv", "0" * 64, "rtt_waiting_list", "IMD 2025")
WAITING = replace(
    library()["waiting-within-18-weeks"],
    done="had waited within 18 weeks",
    standards=(Standard(0.92, dt.date(2012, 4, 1), None, "NHS Constitution"),),
)


def number(value, unit="proportion", lower=None, upper=None):
    return Figure(State.NUMBER, unit, value, lower, upper)


def suppressed(unit="proportion"):
    return Figure(State.SUPPRESSED, unit, reason="fewer than 8 people")


def missing(unit="proportion", reason=""):
    return Figure(State.MISSING, unit, reason=reason)


def group(subgroup, value, people, *, gap=None, ratio=None, affected=0.0, is_reference=False):
    none = missing("difference in proportion", "not compared")
    return ReleasedGroup(
        subgroup=subgroup,
        is_reference=is_reference,
        numerator=number(round((value.value or 0) * people), "people"),
        denominator=number(people, "people"),
        value=value,
        gap=gap or none,
        ratio=ratio or missing("ratio", "not compared"),
        people_affected=number(affected, "people"),
        share=missing(),
        q_value=missing("probability"),
    )


def journey():
    """Journey 1, step 4. Limits of the values are Wilson's, from OpenEpi's formula by hand."""
    fifths = vocabulary("imd_quintile").subgroups
    gap = number(-0.0788, "difference in proportion", -0.0939, -0.0636)
    groups = (
        group(
            fifths[0],
            number(0.5692, lower=0.5590, upper=0.5794),
            9100.0,
            gap=gap,
            ratio=number(0.8784, "ratio", 0.8571, 0.9003),
            affected=720.0,
        ),
        group(fifths[1], number(0.6020, lower=0.5915, upper=0.6124), 8500.0),
        group(fifths[2], number(0.6240, lower=0.6132, upper=0.6347), 7800.0),
        group(fifths[3], number(0.6421, lower=0.6309, upper=0.6532), 7111.0),
        group(fifths[4], number(0.6480, lower=0.6372, upper=0.6587), 7600.0, is_reference=True),
    )
    unknown = (
        group(fifths[5], number(0.5634, lower=0.4962, upper=0.6283), 213.0),
        replace(
            group(fifths[6], suppressed(), 0.0),
            numerator=suppressed("people"),
            denominator=suppressed("people"),
        ),
        group(fifths[7], number(0.5851, lower=0.5440, upper=0.6251), 564.0),
    )
    return ReleasedProfile(
        organisation=TRUST,
        period="2026-10-31",
        measure=WAITING,
        dimension=dimensions()["imd_quintile"],
        reference="5",
        reference_value=groups[4].value,
        overall=number(0.6140, lower=0.6093, upper=0.6187),
        groups=groups,
        unknown=unknown,
        gap_bounds=(
            number(-0.0788, "difference in proportion", -0.0812, -0.0741),
            *(missing("difference in proportion"),) * 4,
        ),
        slope_index=number(0.098, "difference in proportion", 0.080, 0.116),
        relative_index=number(1.17, "ratio", 1.14, 1.20),
        share_unknown=number(0.019),
        comparisons=4,
        source=SOURCE,
    )


def gap_over_time():
    """A gap in points over 12 months: four ordinary, eight of concern."""
    sizes = [0.05, 0.052, 0.049, 0.051, *[0.07] * 8]
    return ReleasedTrend(
        organisation=TRUST,
        measure=WAITING,
        dimension=dimensions()["imd_quintile"],
        label="Most deprived fifth: gap from least deprived fifth",
        is_gap=True,
        periods=tuple(f"2026-{month:02d}" for month in range(1, 13)),
        points=tuple(number(size, "difference in proportion") for size in sizes),
        mean=0.06,
        lower_limit=0.048,
        upper_limit=0.072,
        signals=("",) * 4 + ("a run of 8 above the mean",) * 8,
        direction=("",) * 4 + ("concern",) * 8,
        provisional=False,
    )


def providers():
    """Ten providers of 1,000 to 10,000 people around 60%; ours, the last, is below the limits."""
    points = [
        FunnelPoint(Organisation(f"R{i:02d}", f"Provider {i}"), 1000.0 * (i + 1), 0.60, "", False)
        for i in range(9)
    ]
    points.append(FunnelPoint(TRUST, 10_000.0, 0.56, "99.8%", True))
    curve = tuple(
        (1000.0 * i, 0.6 - 1.5 / i, 0.6 - 1.0 / i, 0.6 + 1.0 / i, 0.6 + 1.5 / i)
        for i in range(5, 11)
    )
    return ReleasedFunnel(
        measure=WAITING,
        dimension=dimensions()["all"],
        title="Waiting within 18 weeks",
        period="2026-02-22",
        unit="proportion",
        centre=0.6,
        points=tuple(points),
        curve=curve,
        left_out=2,
        source=SOURCE,
    )


@pytest.fixture
def waits():
    return journey()


@pytest.fixture
def gap_trend():
    return gap_over_time()


@pytest.fixture
def funnel():
    return providers()
