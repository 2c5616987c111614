"""Random released results whose figures agree with each other, in every state they can have."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import strategies as st

from equity_lens.cells import Source
from equity_lens.disclosure.released import (
    Figure,
    Finding,
    FunnelPoint,
    Grade,
    Organisation,
    ReleasedFunnel,
    ReleasedGroup,
    ReleasedProfile,
    ReleasedTrend,
    State,
)
from equity_lens.measures.load import dimensions, library
from equity_lens.measures.measure import Dimension, Measure, Part
from equity_lens.reference.vocabularies import vocabulary
from equity_lens.reference.vocabulary import Subgroup

REASON = "fewer than 8 people"
TRUST = Organisation("XYZ", "A trust")
SOURCE = Source("list.csv", "0" * 64, "rtt_waiting_list", "IMD 2025")
UNITS = {
    "proportion": "proportion",
    "percentile": "weeks",
    "standardised_rate": "per 100,000",
    "count": "proportion",
}
LARGEST = {"proportion": 1.0, "weeks": 110.0, "per 100,000": 60_000.0}
LOCAL = Measure(
    id="a-measure-of-ones-own",
    version=1,
    title="Letters read aloud",
    why_it_matters="",
    source="",
    owner="",
    review_by=dt.date(2027, 4, 1),
    contract="outpatient_appointment",
    value="proportion",
    better="neither",
    kind="access",
    numerator=Part("Read"),
    denominator=Part("Sent"),
    noun="letters",
)


def number(value, unit, lower=None, upper=None):
    return Figure(State.NUMBER, unit, value, lower, upper)


def suppressed(unit):
    return Figure(State.SUPPRESSED, unit, reason=REASON)


def missing(unit, reason=""):
    return Figure(State.MISSING, unit, reason=reason)


measures = st.builds(
    lambda measure, better: replace(measure, better=better),
    st.sampled_from([*library().values(), LOCAL]),
    st.sampled_from(["higher", "lower", "neither"]),
)


@st.composite
def compared_by(draw):
    """A dimension, its subgroups, and the reference: a group, everyone, or a standard."""
    key = draw(
        st.sampled_from(
            [
                *("imd_quintile", "imd_decile", "imd_quintile_local", "ethnic_group", "sex"),
                *("ethnic_category", "ethnic_group_broad", "age_band", "pair", "plus", "specialty"),
            ]
        )
    )
    if key == "plus":
        dimension = replace(dimensions()["plus_*"], key="plus_carer", title="Unpaid carer")
        return dimension, vocabulary("yes_no").subgroups, "no"
    if key == "specialty":
        names = ("Ear, nose and throat", "Trauma and orthopaedics", "Cardiology")
        return dimensions()[key], tuple(Subgroup(name, name) for name in names), "average"
    if key == "pair":
        dimension = dimensions()["imd_quintile_by_ethnic_group"]
        ends = (vocabulary("imd_quintile").subgroups[i] for i in (0, 4))
        groups = vocabulary("ethnic_group").subgroups[:5]
        pairs = (
            Subgroup(f"{a.key}:{b.key}", f"{a.label}, {b.label}") for a in ends for b in groups
        )
        return dimension, tuple(pairs), "average"
    dimension: Dimension = dimensions()[key]
    reference = draw(st.sampled_from([dimension.reference, "average", "target"]))
    return dimension, vocabulary(key).subgroups, reference


def limits_around(draw, value, spread, low, high):
    """Limits that hold the value; sometimes none, sometimes no wider than the value."""
    if draw(st.integers(0, 19)) == 0:
        return None, None
    below, above = (draw(st.floats(0.0, spread)) for _ in range(2))
    return max(low, value - below), min(high, value + above)


def value_of(draw, unit):
    if draw(st.integers(0, 14)) == 0:
        return suppressed(unit)
    if draw(st.integers(0, 29)) == 0:
        return missing(unit, draw(st.sampled_from(["", "nobody to count"])))
    most = LARGEST[unit]
    value = draw(st.floats(0.0, most) | st.sampled_from([0.0, most / 2, most]))
    return number(value, unit, *limits_around(draw, value, most / 10, 0.0, most))


def compare(draw, value, reference, measure):
    """Gap, ratio and people affected, as the counts behind the two values would give them."""
    unit = value.unit
    ways = (f"difference in {unit}", "ratio", "people")
    if State.SUPPRESSED in (value.state, reference.state):
        return tuple(suppressed(way) for way in ways)
    if not (value.is_number and reference.is_number):
        return tuple(missing(way, "nobody to compare") for way in ways)
    gap = value.value - reference.value
    low, high = limits_around(draw, gap, LARGEST[unit] / 8, -LARGEST[unit], LARGEST[unit])
    ratio = missing("ratio", "nobody in the reference")
    if reference.value > LARGEST[unit] / 1000:
        times = value.value / reference.value
        ends = (None, None)
        if low is not None:
            ends = tuple(max(0.0, 1 + end / reference.value) for end in (low, high))
        ratio = number(times, "ratio", *ends)
    people = missing("people", "neither direction is better")
    worse = {"higher": -gap, "lower": gap}.get(measure.better)
    if unit == "weeks":
        people = missing("people", "not worked out for a percentile")
    elif worse is not None:
        size = max(worse, 0.0) / LARGEST[unit] * draw(st.integers(8, 90_000))
        people = number(5.0 * round(size / 5), "people")
    return number(gap, ways[0], low, high), ratio, people


@st.composite
def profiles_drawn(draw):
    measure = draw(measures)
    dimension, subgroups, reference = draw(compared_by())
    unit = UNITS[measure.value]
    overall = value_of(draw, unit)
    values = {subgroup.key: value_of(draw, unit) for subgroup in subgroups}
    if draw(st.booleans()) and overall.is_number:
        values[subgroups[0].key] = (
            overall  # a gap of nought exactly, when everyone is the reference
        )
    is_count = measure.value == "count"
    against = values.get(reference, overall)
    if reference == "target":
        against = number(0.92, unit) if unit == "proportion" else missing(unit, "no standard")
    groups = []
    for subgroup in subgroups:
        value = values[subgroup.key]
        is_reference = subgroup.key == reference
        people = number(float(draw(st.integers(8, 99_999))), "people")
        if is_count or is_reference or not subgroup.known:
            ways = (f"difference in {unit}", "ratio", "people")
            gap, ratio, affected = (missing(way, "not compared") for way in ways)
        else:
            gap, ratio, affected = compare(draw, value, against, measure)
        groups.append(
            ReleasedGroup(
                subgroup=subgroup,
                is_reference=is_reference,
                numerator=suppressed("people") if not value.is_number else people,
                denominator=suppressed("people") if not value.is_number else people,
                value=value,
                gap=gap,
                ratio=ratio,
                people_affected=affected,
                share=number(0.2, "proportion"),
                q_value=missing("probability"),
            )
        )
    known = tuple(group for group in groups if group.subgroup.known)
    slope = value_of(draw, "proportion")
    if slope.is_number:
        ends = limits_around(draw, slope.value - 0.5, 0.2, -1.0, 1.0)
        slope = number(slope.value - 0.5, "difference in proportion", *ends)
    else:
        slope = replace(slope, unit="difference in proportion")
    return ReleasedProfile(
        organisation=TRUST,
        period=draw(st.sampled_from(["2026-10-31", "2026-09"])),
        measure=measure,
        dimension=dimension,
        reference=reference,
        reference_value=missing(unit, "a count is not compared") if is_count else against,
        overall=number(41_200.0, "people") if is_count else overall,
        groups=known,
        unknown=tuple(group for group in groups if not group.subgroup.known),
        gap_bounds=tuple(bounds_of(draw, group.gap) for group in known),
        slope_index=slope if dimension.ordered else missing("difference in proportion", "no order"),
        relative_index=number(1.1, "ratio", 1.0, 1.2),
        share_unknown=draw(
            st.sampled_from(
                [number(0.0, "proportion"), number(0.064, "proportion"), suppressed("proportion")]
            )
        ),
        comparisons=len(known),
        source=SOURCE,
    )


def bounds_of(draw, gap):
    if not gap.is_number or gap.unit != "difference in proportion":
        return missing(gap.unit, "worked out for proportions only")
    low, high = (draw(st.floats(0.0, 0.2)) for _ in range(2))
    return number(gap.value, gap.unit, gap.value - low, gap.value + high)


@st.composite
def findings_drawn(draw):
    """Every comparison of a profile, graded as a rule might: to act, the interval leaves out 0."""
    profile = draw(profiles_drawn())
    found = []
    for group, bounds in zip(profile.groups, profile.gap_bounds, strict=True):
        gap = group.gap
        sure = gap.lower is not None and (gap.lower > 0 or gap.upper < 0)
        grade = draw(st.sampled_from(list(Grade))) if sure else Grade.WATCH
        if not group.is_reference:
            found.append(Finding(len(found) + 1, grade, profile, group, bounds, ("it is large",)))
    return found


SIGNALS = {
    1: "above the process limits",
    -1: "below the process limits",
    7: "a run of 7 above the mean",
}


@st.composite
def trends_drawn(draw):
    measure = draw(measures)
    unit = UNITS[measure.value]
    is_gap = draw(st.booleans())
    count = draw(st.integers(3, 40))
    months = [f"{2023 + i // 12}-{i % 12 + 1:02d}" for i in range(count)]
    points = [value_of(draw, unit) for _ in months]
    if is_gap:
        points = [
            replace(p, unit=f"difference in {unit}", value=p.value and p.value - LARGEST[unit] / 2)
            for p in points
        ]
    points = [replace(point, lower=None, upper=None) for point in points]
    signals = [
        draw(st.sampled_from(["", "", "", *SIGNALS.values()])) if point.is_number else ""
        for point in points
    ]
    ways = ["improvement", "concern"] if measure.better != "neither" else [""]
    mean, low, high = sorted(draw(st.floats(0.0, LARGEST[unit])) for _ in range(3))
    turn = LARGEST[unit] / 2 if is_gap else 0.0
    levels = (low - turn, mean - turn, high - turn)
    levels = tuple(sorted(levels))
    if draw(st.integers(0, 5)) == 0:
        levels = (None, None, None)
    return ReleasedTrend(
        organisation=TRUST,
        measure=measure,
        dimension=dimensions()["imd_quintile"],
        label="Most deprived fifth: gap from least deprived fifth" if is_gap else "Everyone",
        is_gap=is_gap,
        periods=tuple(months),
        points=tuple(points),
        lower_limit=levels[0],
        mean=levels[1],
        upper_limit=levels[2],
        signals=tuple(signals),
        direction=tuple(draw(st.sampled_from(ways)) if signal else "" for signal in signals),
        provisional=count < 12,
        breaks=tuple(draw(st.sampled_from([[], months[count // 2 : count // 2 + 1]]))),
    )


@st.composite
def funnels_drawn(draw):
    is_gap = draw(st.booleans())
    measure = draw(measures.filter(lambda measure: measure.value == "proportion"))
    low, high = (-0.5, 0.5) if is_gap else (0.0, 1.0)
    centre = draw(st.floats(low * 0.6, high * 0.6))
    sizes = draw(st.lists(st.floats(20.0, 150_000.0), min_size=3, max_size=60))
    reach = [(size, 1.5 / size**0.5) for size in sizes]
    points = []
    for place, (size, wide) in enumerate(reach):
        value = min(max(centre + draw(st.floats(-1.5, 1.5)) * wide, low), high)
        away = abs(value - centre)
        beyond = "99.8%" if away > wide else "95%" if away > wide * 0.63 else ""
        name = Organisation(f"R{place:02d}", f"Provider {place} NHS Foundation Trust")
        points.append(FunnelPoint(name, size, value, beyond, False))
    if draw(st.booleans()):
        points[0] = replace(points[0], is_ours=True, organisation=TRUST)
    curve = tuple(
        (size, *(min(max(centre + k * wide, low), high) for k in (-1.0, -0.63, 0.63, 1.0)))
        for size, wide in sorted(reach)
    )
    return ReleasedFunnel(
        measure=measure,
        dimension=dimensions()["imd_quintile"],
        title="Most deprived fifth minus least deprived fifth" if is_gap else measure.title,
        period="2026-02-22",
        unit="difference in proportion" if is_gap else "proportion",
        centre=centre,
        points=tuple(points),
        curve=curve,
        left_out=draw(st.integers(0, 3)),
        source=SOURCE,
    )


@pytest.fixture(scope="session")
def profiles():
    return profiles_drawn()


@pytest.fixture(scope="session")
def findings():
    return findings_drawn()


@pytest.fixture(scope="session")
def trends():
    return trends_drawn()


@pytest.fixture(scope="session")
def funnels():
    return funnels_drawn()
