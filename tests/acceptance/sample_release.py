"""A release made by hand, so that papers can be tested before and apart from everything below them.

The first measure carries the figures of the board meeting that the product is built for: within 18
weeks, 5,180 of 9,100 in the most deprived fifth and 4,925 of 7,600 in the least. The rest is made
up to meet every case: withheld, missing, nought, a standardised rate, a percentile, a count.
"""

import datetime as dt
from dataclasses import replace
from itertools import pairwise
from math import exp, log, sqrt

from equity_lens.cells import EVERYONE, Source
from equity_lens.disclosure.released import (
    Figure,
    Finding,
    FunnelPoint,
    Grade,
    Organisation,
    Release,
    ReleasedFunnel,
    ReleasedGroup,
    ReleasedLedger,
    ReleasedProfile,
    ReleasedTrend,
    State,
    Tally,
)
from equity_lens.measures.measure import Dimension, Measure, Part, Standard
from equity_lens.reference.vocabulary import Subgroup

TRUST = Organisation("RZZ", "Riverside Demonstration NHS Trust")
Z = 1.959964
SOURCE = Source(
    name="waiting-list-2026-10-31.csv",
    sha256="9f2c" * 16,
    contract="rtt_waiting_list",
    edition="IMD 2025",
    synthetic=True,
)
CLINICS = replace(
    SOURCE, name="outpatients-2026-10.csv", sha256="41ab" * 16, contract="outpatient_appointment"
)

FIFTH = Dimension("imd_quintile", "Deprivation fifth", True, "5", True, (), "imd_decile")
ETHNIC = Dimension("ethnic_group", "Ethnic group", False, "average", True, (), "ethnic_category")
AGE = Dimension("age_band", "Age band", False, "average", True, (), "age_band5")
SEX = Dimension("sex", "Sex", False, "average", True)
SPECIALTY = Dimension("specialty", "Specialty")

FIFTHS = (
    "Most deprived fifth",
    "Second most deprived fifth",
    "Middle fifth",
    "Second least deprived fifth",
    "Least deprived fifth",
)
ETHNIC_GROUPS = (
    "White",
    "Mixed or multiple ethnic groups",
    "Asian or Asian British",
    "Black or Black British",
    "Other ethnic group",
)


def number(value, unit, lower=None, upper=None):
    return Figure(State.NUMBER, unit, value, lower, upper)


def missing(unit, reason=""):
    return Figure(State.MISSING, unit, reason=reason)


def suppressed(unit, reason="fewer than 8 people"):
    return Figure(State.SUPPRESSED, unit, reason=reason)


def wilson(events, people):
    """Wilson's score interval, written out."""
    p, square = events / people, Z * Z
    middle = (events + square / 2) / (people + square)
    half = Z * sqrt(people * p * (1 - p) + square / 4) / (people + square)
    return number(p, "proportion", max(middle - half, 0.0), min(middle + half, 1.0))


def newcombe(ours, theirs):
    """Newcombe's interval for the difference of two proportions."""
    gap = ours.value - theirs.value
    down = sqrt((ours.value - ours.lower) ** 2 + (theirs.upper - theirs.value) ** 2)
    up = sqrt((ours.upper - ours.value) ** 2 + (theirs.value - theirs.lower) ** 2)
    return number(gap, "difference in proportion", gap - down, gap + up)


def ratio(ours, theirs, n, m):
    """Katz's interval for the ratio of two proportions."""
    if not ours.value or not theirs.value:
        return missing("ratio", "no events to compare")
    value = ours.value / theirs.value
    half = Z * sqrt((1 - ours.value) / (ours.value * n) + (1 - theirs.value) / (theirs.value * m))
    return number(value, "ratio", exp(log(value) - half), exp(log(value) + half))


def people_step(value):
    """The largest step not above 2.5% of the value, and never finer than 5."""
    steps = [5, 10, 50, 100, 500, 1000, 5000]
    step = max([s for s in steps if s <= 0.025 * value], default=5)
    return round(value / step) * step


def measure(id, title, **given):
    """A measure with the parts that papers show."""
    words = {
        "version": 1,
        "why_it_matters": "Long waits harm people who can least afford them.",
        "source": "NHS England, RTT waiting times rules",
        "owner": "Chief operating officer",
        "review_by": dt.date(2027, 4, 1),
        "contract": "rtt_waiting_list",
        "value": "proportion",
        "better": "higher",
        "kind": "access",
        "numerator": Part("Waiting 18 weeks or less"),
        "denominator": Part("People on the waiting list"),
        "headline": True,
    }
    return Measure(id=id, title=title, **(words | given))


WITHIN_18 = measure(
    "waiting-within-18-weeks",
    "Waiting within 18 weeks",
    done="were waiting 18 weeks or less",
    standards=(Standard(0.92, dt.date(2012, 4, 1), None, "NHS Constitution"),),
)
OVER_52 = measure(
    "waiting-over-52-weeks",
    "Waiting over 52 weeks",
    better="lower",
    numerator=Part("Waiting more than 52 weeks"),
    done="were waiting over 52 weeks",
)
DID_NOT_ATTEND = measure(
    "outpatient-did-not-attend",
    "Outpatient appointments not attended",
    better="lower",
    contract="outpatient_appointment",
    why_it_matters="Missed appointments are commoner where travel, work and caring are harder.",
    source="NHS Data Dictionary, attendance status 3, 5, 6, 7",
    owner="Head of Outpatients",
    numerator=Part("Not attended, or too late to be seen"),
    denominator=Part("Appointments that were due to take place"),
    noun="appointments",
    done="were not attended",
)
MEDIAN = measure(
    "median-wait", "Median wait", value="percentile", percentile=0.5, better="lower", headline=False
)
ELECTIVE = measure(
    "elective-activity-rate",
    "Elective admissions, standardised for age and sex",
    value="standardised_rate",
    better="neither",
    contract="admitted_care",
)
ETHNICITY_RECORDED = measure(
    "ethnicity-recorded",
    "Ethnicity recorded",
    kind="data quality",
    numerator=Part("Ethnic category known"),
    headline=False,
)
FOUR_HOURS = measure(
    "emergency-within-4-hours",
    "Emergency attendances within 4 hours",
    contract="emergency_attendance",
    numerator=Part("Admitted, transferred or discharged within 4 hours"),
    denominator=Part("Emergency attendances"),
    noun="attendances",
)


def group(m, subgroup, counted, reference, is_reference, total):
    """One subgroup of a profile; ``counted`` is (events, people), or None where withheld."""
    if counted is None:
        shown = {"numerator": "people", "denominator": "people", "value": "proportion"}
        shown |= {"gap": "difference in proportion", "ratio": "ratio", "people_affected": "people"}
        shown |= {"share": "proportion", "q_value": "probability"}
        return ReleasedGroup(
            subgroup, is_reference, **{name: suppressed(unit) for name, unit in shown.items()}
        )
    events, people = counted
    value = wilson(events, people)
    compared, compared_people = reference
    gap = newcombe(value, compared)
    worse = gap.value < 0 if m.better == "higher" else gap.value > 0
    affected = people_step(abs(gap.value) * people) if worse and m.better != "neither" else 0.0
    spread = (gap.upper - gap.lower) / (2 * Z)
    return ReleasedGroup(
        subgroup,
        is_reference,
        number(float(events), "people"),
        number(float(people), "people"),
        value,
        gap,
        ratio(value, compared, people, compared_people),
        number(float(affected), "people"),
        number(people / total, "proportion"),
        number(min(1.0, exp(-((gap.value / spread) ** 2) / 2)), "probability"),
    )


def uncompared(reason):
    """The figures of a group that is counted, shown, and never compared."""
    return {
        "gap": missing("difference in proportion", reason),
        "ratio": missing("ratio", reason),
        "people_affected": missing("people", reason),
        "q_value": missing("probability", reason),
    }


def profile(m, dimension, labels, counted, *, unknown=(), source=SOURCE, period="2026-10-31"):
    """A profile of proportions; the reference is the last group, or everyone."""
    known = [pair for pair in counted if pair is not None]
    total = sum(people for _, people in known) + sum(people for _, (_, people) in unknown)
    events = sum(e for e, _ in known) + sum(e for _, (e, _) in unknown)
    overall = wilson(events, total)
    average = dimension.reference == "average"
    reference = (overall, total) if average else (wilson(*counted[-1]), counted[-1][1])
    groups = tuple(
        group(m, Subgroup(str(i), label), pair, reference, not average and i == len(labels), total)
        for i, (label, pair) in enumerate(zip(labels, counted, strict=True), start=1)
    )
    alone = dimension.key == EVERYONE.key
    groups = (
        tuple(replace(g, **uncompared("nobody to compare with")) for g in groups)
        if alone
        else groups
    )
    others = tuple(
        replace(
            group(
                m,
                Subgroup(key, key.replace("_", " ").capitalize(), False),
                pair,
                reference,
                False,
                total,
            ),
            **uncompared("identity not known"),
        )
        for key, pair in unknown
    )
    bounds = tuple(
        missing("difference in proportion")
        if alone
        else number(
            g.gap.value, "difference in proportion", g.gap.value - 0.011, g.gap.value + 0.009
        )
        if g.gap.is_number
        else suppressed("difference in proportion")
        for g in groups
    )
    ordered = dimension.ordered
    return ReleasedProfile(
        TRUST,
        period,
        m,
        dimension,
        dimension.reference,
        reference[0],
        overall,
        groups,
        others,
        bounds,
        number(0.0931, "difference in proportion", 0.0772, 0.109)
        if ordered
        else missing("difference in proportion", "the groups have no order"),
        number(1.164, "ratio", 1.135, 1.194)
        if ordered
        else missing("ratio", "the groups have no order"),
        number(sum(people for _, (_, people) in unknown) / total, "proportion"),
        0 if alone else len(labels) - (0 if average else 1),
        source,
    )


def trend(m, dimension, label, values, *, is_gap, signals=(), widening="concern"):
    """Twenty-four months ending in October 2026; ``signals`` are the positions of special causes."""
    months = tuple(
        f"{year}-{month:02d}"
        for year, month in ((2024 + (10 + i) // 12, (10 + i) % 12 + 1) for i in range(len(values)))
    )
    unit = "difference in proportion" if is_gap else "proportion"
    mean = sum(values) / len(values)
    moving = sum(abs(a - b) for a, b in pairwise(values)) / (len(values) - 1)
    shift = "a run of 8 above the mean"
    return ReleasedTrend(
        TRUST,
        m,
        dimension,
        label,
        is_gap,
        months,
        tuple(number(value, unit) for value in values),
        mean,
        mean - 2.66 * moving,
        mean + 2.66 * moving,
        tuple(shift if i in signals else "" for i in range(len(values))),
        tuple(widening if i in signals else "" for i in range(len(values))),
        False,
    )


def ledger():
    """The waiting list's rows: 41,200 read, 40,888 accepted, 312 rejected for three reasons."""
    rejected = {"clock start after the extract": 204, "provider not known": 71, "duplicate": 37}
    completeness = {
        "ethnic_category": {"known": 36022, "not_stated": 2617, "not_known": 2249},
        "imd_decile": {
            "known": 40111,
            "no_fixed_abode": 213,
            "outside_england": 64,
            "not_known": 500,
        },
        "sex": {"known": 40888},
    }

    def tallies(rows, of):
        return tuple(
            Tally(name, number(float(n), "people"), number(n / of, "proportion"))
            for name, n in rows.items()
        )

    return ReleasedLedger(
        SOURCE,
        41200,
        40888,
        312,
        tallies(rejected, 41200),
        (
            Tally(
                "postcode: not a postcode, counted as deprivation not known",
                number(212.0, "people"),
                number(212 / 40888, "proportion"),
            ),
            Tally("specialty: not recognised", suppressed("people"), suppressed("proportion")),
        ),
        tuple((key, tallies(rows, 40888)) for key, rows in completeness.items()),
    )


def funnel():
    """Forty providers' gaps around their common gap; ours lies between the two sets of limits."""
    centre, people = -0.031, [4000 + 700 * i for i in range(40)]

    def limit(n, z):
        return z * sqrt(2 * 0.24 / n * 2)

    points = []
    for i, n in enumerate(people):
        gap = centre + ((i * 7919) % 41 - 20) / 1000
        ours = i == 18
        points.append(
            FunnelPoint(
                TRUST if ours else Organisation(f"R{i:02d}", f"Provider {i}"),
                float(n),
                -0.079 if ours else gap,
                "99.8%" if ours else "",
                ours,
            )
        )
    curve = tuple(
        (
            float(n),
            *(centre + s * limit(n, z) for s, z in ((-1, 3.09), (-1, 1.96), (1, 1.96), (1, 3.09))),
        )
        for n in range(4000, 32000, 1000)
    )
    return ReleasedFunnel(
        WITHIN_18,
        FIFTH,
        "Gap between the most and least deprived fifths, waiting within 18 weeks",
        "2026-10-31",
        "difference in proportion",
        centre,
        tuple(points),
        curve,
        3,
        replace(SOURCE, name="WLMDS-Demographics-Geography.csv", published_by="NHS England"),
    )


def profiles():
    """Seven measures; deprivation, ethnic group, age, sex and specialty."""
    fifths_18 = [(5180, 9100), (4970, 8320), (4850, 7780), (4765, 7310), (4925, 7600)]
    no_area = [("no_fixed_abode", (95, 215)), ("not_known", (320, 565))]
    ethnic_18 = [(17700, 28300), (610, 1045), (2550, 4350), (905, 1615), (410, 715)]
    no_ethnic = [("not_stated", (1580, 2615)), ("not_known", (1350, 2250))]
    fifths_52 = [(310, 9100), (235, 8320), (185, 7780), (150, 7310), (145, 7600)]
    fifths_dna = [(1965, 13800), (1390, 12110), (1085, 12060), (860, 11760), (700, 11550)]
    ages = ("0 to 17", "18 to 39", "40 to 64", "65 to 79", "80 and over")
    made = [
        profile(WITHIN_18, EVERYONE, ("Everyone",), [(25105, 40890)]),
        profile(WITHIN_18, FIFTH, FIFTHS, fifths_18, unknown=no_area),
        profile(WITHIN_18, ETHNIC, ETHNIC_GROUPS, ethnic_18, unknown=no_ethnic),
        profile(
            WITHIN_18,
            AGE,
            ages,
            [(2900, 4600), (5400, 8900), (8800, 14600), (6100, 9700), (1905, 3090)],
        ),
        profile(WITHIN_18, SEX, ("Female", "Male"), [(13900, 22700), (11205, 18190)]),
        profile(
            WITHIN_18,
            SPECIALTY,
            ("Cardiology", "Orthopaedics", "Rare disorders", "Skin"),
            [(5120, 8400), (9900, 17000), None, (10075, 15460)],
        ),
        profile(OVER_52, FIFTH, FIFTHS, fifths_52, unknown=[("no_fixed_abode", (0, 215))]),
        profile(
            OVER_52,
            ETHNIC,
            ETHNIC_GROUPS,
            [(640, 28300), None, (150, 4350), (65, 1615), (0, 715)],
            unknown=no_ethnic,
        ),
        profile(DID_NOT_ATTEND, FIFTH, FIFTHS, fifths_dna, source=CLINICS, period="2026-10"),
        profile(
            ETHNICITY_RECORDED,
            FIFTH,
            FIFTHS,
            [(7810, 9100), (7300, 8320), (6900, 7780), (6500, 7310), (6750, 7600)],
        ),
    ]
    by_fifth = made[1]
    weeks = [number(w, "weeks", w - 0.6, w + 0.6) for w in (15.0, 14.0, 13.0, 13.0, 12.0)]
    made.append(
        replace(
            by_fifth,
            measure=MEDIAN,
            overall=number(13.0, "weeks", 12.7, 13.4),
            reference_value=weeks[-1],
            groups=tuple(
                replace(
                    g,
                    value=w,
                    numerator=missing("people", "a percentile has no numerator"),
                    gap=number(
                        w.value - 12.0, "difference in weeks", w.value - 12.9, w.value - 11.1
                    ),
                    ratio=number(w.value / 12, "ratio"),
                    people_affected=missing("people", "not worked out for a percentile"),
                )
                for g, w in zip(by_fifth.groups, weeks, strict=True)
            ),
            unknown=(),
            gap_bounds=tuple(missing("difference in weeks") for _ in weeks),
            slope_index=missing("difference in weeks", "not worked out for a percentile"),
            relative_index=missing("ratio", "not worked out for a percentile"),
        )
    )
    rates = [number(r, "per 100,000", r - 210, r + 215) for r in (9050.4, 9420.7, 9730.2, 9910.9)]
    withheld_rate = suppressed("per 100,000", "fewer than 10 events")
    made.append(
        replace(
            by_fifth,
            measure=ELECTIVE,
            overall=number(9520.3, "per 100,000", 9430.1, 9611.0),
            reference_value=withheld_rate,
            groups=tuple(
                replace(
                    g,
                    value=r,
                    gap=suppressed("difference in per 100,000", "its reference is withheld"),
                    ratio=suppressed("ratio", "its reference is withheld"),
                    people_affected=missing("people", "no direction is better"),
                )
                for g, r in zip(by_fifth.groups, [*rates, withheld_rate], strict=True)
            ),
            unknown=(),
            population="resident population, mid-2019, standardised to the 2013 European population",
            gap_bounds=tuple(missing("difference in per 100,000") for _ in range(5)),
            slope_index=suppressed("difference in per 100,000"),
            relative_index=suppressed("ratio"),
        )
    )
    made.append(profile(FOUR_HOURS, EVERYONE, ("Everyone",), [(6930, 9510)], period="2026-10"))
    return tuple(made)


def sample_release(*, synthetic=True) -> Release:
    """The whole of it."""
    shown = profiles()
    within, ethnic, over, missed = shown[1], shown[2], shown[6], shown[8]

    def finding(rank, grade, of, position, reasons, advice=""):
        return Finding(
            rank, grade, of, of.groups[position], of.gap_bounds[position], reasons, advice
        )

    sure = ("the interval leaves out nought", "it holds however the missing identities fall")
    findings = (
        finding(1, Grade.ACT, missed, 0, sure),
        finding(2, Grade.ACT, within, 0, sure),
        finding(3, Grade.ACT, over, 0, sure),
        finding(
            4,
            Grade.TEST,
            ethnic,
            3,
            ("the interval leaves out nought", "it does not hold if all the missing fell one way"),
            "Ask for ethnicity at the next contact in the two specialties with most gaps.",
        ),
        finding(
            5,
            Grade.WATCH,
            ethnic,
            1,
            ("the interval includes nought",),
            "Pool three periods, and ask people in this group what gets in the way.",
        ),
    )
    gap = [0.061, 0.058, 0.064, 0.060, 0.057, 0.062, 0.059, 0.063] * 2
    gap += [0.071, 0.074, 0.070, 0.076, 0.073, 0.077, 0.075, 0.079]
    most = [0.142, 0.139, 0.144, 0.141, 0.140, 0.143] * 4
    trends = (
        trend(
            WITHIN_18,
            FIFTH,
            "Most deprived fifth: gap from least deprived fifth",
            gap,
            is_gap=True,
            signals=range(16, 24),
        ),
        trend(DID_NOT_ATTEND, FIFTH, "Most deprived fifth", most, is_gap=False),
    )
    sources = (SOURCE, CLINICS)
    return Release(
        organisation=TRUST,
        policy="hes",
        policy_described="Counts of 1 to 7 are withheld; other counts are rounded to the nearest 5.",
        software="equity-lens 0.1.0",
        made_from=sources if synthetic else tuple(replace(s, synthetic=False) for s in sources),
        profiles=shown,
        findings=findings,
        trends=trends,
        funnels=(funnel(),),
        ledgers=(ledger(),),
        withheld=4,
        comparisons=sum(p.comparisons for p in shown),
        synthetic=synthetic,
    )


def large_release(measures=15, dimensions=10) -> Release:
    """As much as a trust would ever show at once: for limits of length, and for speed."""
    release = sample_release()
    within = release.profiles[1]
    made = []
    for m in range(measures):
        a_measure = replace(
            WITHIN_18,
            id=f"measure-{m}",
            title=f"Measure number {m} of people waiting for their treatment to start",
        )
        for d in range(dimensions):
            key = "imd_quintile" if d == 0 else f"dimension_{d}"
            a_dimension = replace(FIFTH, key=key, title=f"Dimension {d}", ordered=d < 2)
            groups = tuple(
                replace(
                    g,
                    subgroup=Subgroup(
                        f"{g.subgroup.key}{copy}", f"{g.subgroup.label} {copy}".strip()
                    ),
                )
                for copy in ("", "b")
                for g in within.groups
            )
            made.append(
                replace(
                    within,
                    measure=a_measure,
                    dimension=a_dimension,
                    groups=groups,
                    gap_bounds=within.gap_bounds * 2,
                )
            )
    findings = tuple(
        replace(
            release.findings[3],
            rank=rank,
            profile=made[rank - 1],
            group=made[rank - 1].groups[0],
            grade=Grade.ACT if rank < 6 else Grade.TEST,
        )
        for rank in range(1, 21)
    )
    trends = tuple(
        replace(release.trends[0], measure=made[i * dimensions].measure) for i in range(measures)
    )
    return replace(
        release, profiles=tuple(made), findings=findings, trends=trends, comparisons=1350
    )
