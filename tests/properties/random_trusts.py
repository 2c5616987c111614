"""Small made-up trusts, counted person by person, for tests of what may be shown."""

import datetime as dt

import numpy as np

from equity_lens.cells import ALL, EVERYONE, Counts, Source
from equity_lens.ledger import Ledger
from equity_lens.measures.measure import Condition, Dimension, Measure, Part
from equity_lens.reference.vocabularies import (
    AGE_BAND,
    AGE_BAND5,
    ETHNIC_CATEGORY,
    ETHNIC_GROUP,
    ETHNIC_GROUP_BROAD,
    IMD_DECILE,
    IMD_QUINTILE,
    IMD_QUINTILE_LOCAL,
    SEX,
    roll_up,
)
from equity_lens.reference.vocabulary import Subgroup

WEEKS = 110
DIMENSIONS = {
    "imd_quintile": Dimension("imd_quintile", "Deprivation fifth", True, "5", True, (), "imd_decile"),
    "imd_decile": Dimension("imd_decile", "Deprivation tenth", True, "10"),
    "imd_quintile_local": Dimension("imd_quintile_local", "Local fifth", True, "5"),
    "ethnic_group": Dimension(
        "ethnic_group", "Ethnic group", False, "average", True, (), "ethnic_category"
    ),
    "ethnic_category": Dimension("ethnic_category", "Ethnic category"),
    "ethnic_group_broad": Dimension(
        "ethnic_group_broad", "White British and others", False, "white_british", False, (),
        "ethnic_category",
    ),
    "age_band": Dimension("age_band", "Age band", False, "average", True, (), "age_band5"),
    "age_band5": Dimension("age_band5", "Age in five-year bands"),
    "sex": Dimension("sex", "Sex", False, "average", True),
    "specialty": Dimension("specialty", "Specialty"),
    "plus_carer": Dimension("plus_carer", "Carer", False, "no"),
    "imd_quintile_by_ethnic_group": Dimension(
        "imd_quintile_by_ethnic_group", "Both", of=("imd_quintile", "ethnic_group")
    ),
}  # fmt: skip
SPECIALTIES = tuple(Subgroup(code, code) for code in ("100", "101", "110", "130", "340"))
CARERS = (Subgroup("yes", "Yes"), Subgroup("no", "No"), Subgroup("not_known", "Not known", False))


def measure(id, *, where=(), out_of=(), value="proportion", better="higher", **given):
    """A measure of the waiting list."""
    return Measure(
        id=id, version=1, title=id.replace("-", " ").capitalize(), why_it_matters="", source="",
        owner="", review_by=dt.date(2030, 1, 1), contract="rtt_waiting_list", value=value,
        better=better, kind=given.pop("kind", "access"), numerator=Part("Those", tuple(where)),
        denominator=Part("All", tuple(out_of)), **given,
    )  # fmt: skip


KNOWN_WAIT = Condition("weeks_waited", is_known=True)
WITHIN_18 = measure("within-18", where=[Condition("weeks_waited", at_most=18)], out_of=[KNOWN_WAIT])
OVER_52 = measure(
    "over-52", where=[Condition("weeks_waited", more_than=52)], out_of=[KNOWN_WAIT], better="lower"
)
OVER_18 = measure(
    "over-18", where=[Condition("weeks_waited", more_than=18)], out_of=[KNOWN_WAIT], better="lower"
)
LIST_SIZE = measure("list-size", value="count", better="neither")
MEDIAN = measure("median", value="percentile", percentile=0.5, out_of=[KNOWN_WAIT], better="lower")
RECORDED = measure(
    "ethnicity-recorded",
    where=[Condition("ethnic_category", not_in=("not_stated", "not_known"))],
    kind="data quality",
)
MEASURES = (WITHIN_18, OVER_52, OVER_18, LIST_SIZE, MEDIAN, RECORDED)


def people(rng, how_many):
    """Each person's codes, by dimension, and weeks waited."""
    shares = {
        "imd_decile": rng.dirichlet([1.0] * 10 + [0.05, 0.05, 0.1]),
        "ethnic_category": rng.dirichlet([4.0] + [0.4] * 15 + [0.05, 0.4, 0.4]),
        "age_band5": rng.dirichlet([0.7] * len(AGE_BAND5.subgroups)),
        "sex": rng.dirichlet([5, 5, 0.05, 0.1]),
        "specialty": rng.dirichlet([1.0] * len(SPECIALTIES)),
        "plus_carer": rng.dirichlet([0.5, 5, 1]),
    }
    codes = {key: rng.choice(len(p), size=how_many, p=p) for key, p in shares.items()}
    decile = codes["imd_decile"]
    local = np.minimum(np.searchsorted(np.sort(decile), decile) * 5 // max(how_many, 1), 4)
    codes["imd_quintile_local"] = np.where(decile < 10, local, decile - 5)
    coarse = {
        "imd_quintile": (IMD_DECILE, IMD_QUINTILE),
        "ethnic_group": (ETHNIC_CATEGORY, ETHNIC_GROUP),
        "ethnic_group_broad": (ETHNIC_CATEGORY, ETHNIC_GROUP_BROAD),
        "age_band": (AGE_BAND5, AGE_BAND),
    }
    for key, (fine, vocabulary) in coarse.items():
        sums = roll_up(fine.dimension, key)
        place = np.array([vocabulary.code(sums[s.key]) for s in fine.subgroups])
        codes[key] = place[codes[fine.dimension]]
    pair = codes["imd_quintile"] * len(ETHNIC_GROUP.subgroups) + codes["ethnic_group"]
    codes["imd_quintile_by_ethnic_group"] = pair
    codes["all"] = np.zeros(how_many, dtype=int)
    codes["weeks"] = np.minimum(
        rng.exponential(rng.uniform(8, 30), how_many).astype(int), WEEKS - 1
    )
    return codes


def subgroups():
    """The subgroups of each dimension."""
    pairs = tuple(
        Subgroup(f"{a.key}:{b.key}", f"{a.label}, {b.label}", a.known and b.known)
        for a in IMD_QUINTILE.subgroups
        for b in ETHNIC_GROUP.subgroups
    )
    return {
        "all": (ALL,),
        "imd_quintile": IMD_QUINTILE.subgroups,
        "imd_decile": IMD_DECILE.subgroups,
        "imd_quintile_local": IMD_QUINTILE_LOCAL.subgroups,
        "ethnic_group": ETHNIC_GROUP.subgroups,
        "ethnic_category": ETHNIC_CATEGORY.subgroups,
        "ethnic_group_broad": ETHNIC_GROUP_BROAD.subgroups,
        "age_band": AGE_BAND.subgroups,
        "age_band5": AGE_BAND5.subgroups,
        "sex": SEX.subgroups,
        "specialty": SPECIALTIES,
        "plus_carer": CARERS,
        "imd_quintile_by_ethnic_group": pairs,
    }


def has_event(measure, codes):
    """Who is in the numerator."""
    weeks, ethnic = codes["weeks"], codes["ethnic_category"]
    return {
        "within-18": weeks <= 18,
        "over-18": weeks > 18,
        "over-52": weeks > 52,
        "ethnicity-recorded": ethnic < len(ETHNIC_CATEGORY.subgroups) - 2,
    }.get(measure.id, np.ones(len(weeks), dtype=bool))


def trust(seed, *, periods=2, size=(20, 400), measures=MEASURES, dimensions=None, code="RX1"):
    """Counts of one made-up trust: every measure along every dimension, month by month."""
    rng = np.random.default_rng(seed)
    every = [people(rng, int(rng.integers(*size))) for _ in range(periods)]
    months = tuple(f"{2025 + m // 12}-{m % 12 + 1:02d}" for m in range(periods))
    source = Source(f"trust-{seed}.csv", "0" * 64, "rtt_waiting_list", "IMD 2025", True)
    wanted = {EVERYONE.key: EVERYONE} | {
        key: value for key, value in DIMENSIONS.items() if dimensions is None or key in dimensions
    }
    cells = []
    for each in measures:
        for key, groups in subgroups().items():
            if key not in wanted or (each is RECORDED and "ethnic" in key):
                continue
            n = len(groups)
            counted = [np.bincount(codes[key], minlength=n) for codes in every]
            happened = [
                np.bincount(codes[key][has_event(each, codes)], minlength=n) for codes in every
            ]
            weeks = [
                np.bincount(codes[key] * WEEKS + codes["weeks"], minlength=n * WEEKS).reshape(
                    n, WEEKS
                )
                for codes in every
            ]
            none = np.zeros((1, periods, n), dtype=bool)
            cells.append(
                Counts(
                    each, wanted[key], (code,), months, groups,
                    np.array([happened], dtype=float), np.array([counted], dtype=float), none,
                    none.copy(), (source,), np.zeros((1, periods), dtype=np.intp),
                    np.array([weeks], dtype=float) if each.value == "percentile" else None,
                )
            )  # fmt: skip
    return cells


SOURCE = Source("list.csv", "0" * 64, "rtt_waiting_list", "IMD 2025")
EVERYBODY = (ALL,)


def table(measure, dimension, subgroups, numerator, denominator, *, periods=None, codes=("RX1",),
          source=SOURCE, sources=None, **given):  # fmt: skip
    """Counts by hand: numerators and denominators as (period, subgroup) of one organisation.

    An entry of None is missing, and "*" is withheld.
    """

    def arrays(values):
        read = [[[np.nan if v in (None, "*") else v for v in row] for row in values]]
        hidden = [[[v == "*" for v in row] for row in values]]
        return np.array(read, dtype=float), np.array(hidden, dtype=bool)

    shape = (1, len(denominator))
    with_event, with_event_hidden = arrays(numerator)
    people, people_hidden = arrays(denominator)
    return Counts(
        measure, dimension, codes, tuple(periods or [f"2026-{m + 1:02d}" for m in range(shape[1])]),
        tuple(subgroups), with_event, people, with_event_hidden, people_hidden,
        tuple(sources or (source,)),
        np.array([list(range(len(sources)))]) if sources else np.zeros(shape, dtype=np.intp),
        given.pop("histogram", None), given.pop("strata", None),
    )  # fmt: skip


def fifths(measure, numerator, denominator, **given):
    """Counts by deprivation fifth, most deprived first; further entries have no known fifth."""
    known = IMD_QUINTILE.subgroups[: len(numerator[0])]
    return table(measure, DIMENSIONS["imd_quintile"], known, numerator, denominator, **given)


def everybody(measure, numerator, denominator, **given):
    """Counts of everyone: a number for each period."""
    return table(
        measure, EVERYONE, EVERYBODY, [[n] for n in numerator], [[n] for n in denominator], **given
    )


def ledger_of(cells):
    """The ledger of the file of a trust of one period: how complete its identity fields are."""
    listed = {each.dimension.key: each for each in cells if each.measure is LIST_SIZE}
    accepted = int(listed["all"].denominator.sum())
    completeness = {}
    for field in ("imd_decile", "ethnic_category", "sex"):
        counts = listed[field]
        rows = counts.denominator[0, 0]
        states = {"known": int(rows[counts.known].sum())}
        for subgroup, people in zip(counts.subgroups, rows, strict=True):
            if not subgroup.known:
                states[subgroup.key] = int(people)
        completeness[field] = states
    return Ledger(cells[0].sources[0], accepted, accepted, completeness=completeness)
