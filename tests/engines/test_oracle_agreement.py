"""DuckDB and NumPy count what plain Python counts: every measure, every dimension, every cell."""

import datetime as dt
import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from equity_lens.aggregation.count import count_cells
from equity_lens.contracts.load import contracts
from equity_lens.measures.load import dimensions, library
from equity_lens.measures.measure import Condition, Measure, Part
from equity_lens.reference.ages import band5
from equity_lens.reference.populations import european_standard_population, resident_population
from equity_lens.reference.vocabularies import (
    AREA_STATE,
    ETHNIC_CATEGORY,
    IMD_DECILE,
    IMD_QUINTILE_LOCAL,
    SEX,
    YES_NO,
)

ORGANISATIONS = ("RX1", "RX2", "RX3")
PERIODS = ("2026-08", "2026-09", "2026-10")
LEEDS, BRADFORD, LUTON = "E08000035", "E08000032", "E06000032"
CATCHMENT = frozenset({LEEDS, BRADFORD})


def keys(vocabulary):
    return [subgroup.key for subgroup in vocabulary.subgroups]


CHOICES = {
    "organisation": ORGANISATIONS[:2],  # the third sends nothing
    "period": PERIODS,
    "imd_decile": keys(IMD_DECILE),
    "imd_quintile_local": keys(IMD_QUINTILE_LOCAL),
    "area_state": keys(AREA_STATE),
    "ethnic_category": keys(ETHNIC_CATEGORY),
    "sex": keys(SEX),
    "age": [None, 0, 4, 5, 10, 11, 15, 17, 18, 19, 40, 64, 65, 89, 90, 104],
    "specialty": ["100", "110", "not_known"],  # not in emergency care
    "site": ["RX101", "RX102"],
    "local_authority": [LEEDS, BRADFORD, LUTON, "not_known"],
    "plus_carer": keys(YES_NO),
}
OWN = {
    "rtt_waiting_list": {
        "weeks_waited": [None, 0, 1, 17, 18, 19, 51, 52, 53, 65, 66, 104],
        "priority": [None, "1", "2", "3"],
    },
    "outpatient_appointment": {
        "attendance_status": ["5", "6", "7", "2", "3", "4", "0"],
        "consultation_medium": [None, "01", "02", "03", "11", "98", "not_known"],
    },
    "outpatient_referral": {
        "referral_outcome": ["0", "1", "1", "2", "3"],
        "first_appointment": ["N", "0", "2", "3", "4", "5", "6", "7", "not_known"],
    },
    "rtt_movement": {
        "movement": ["start", "treated", "not_treated", "moved", "validated"],
        "weeks_waited": [None, 0, 1, 17, 18, 19, 52, 104],
    },
    "emergency_attendance": {
        "minutes_in_department": [None, 0, 239, 240, 241, 720, 721, 3000],
        "department_type": [None, "01", "03", "99"],
    },
    "admitted_care": {
        "admission_method": ["11", "12", "13", "21", "2A", "28", "31", "99"],
        "main_diagnosis": [None, "K021", "K02", "K03", "I63"],
        "main_procedure": [None, "F091", "F104", "F11", "K40"],
    },
}


def choices(contract):
    every = CHOICES | OWN[contract]
    return {c: values for c, values in every.items() if may_have(contract, c)}


def may_have(contract, column):
    return column != "specialty" or contract != "emergency_attendance"


def with_band(row):
    return row | {"age_band5": band5(row["age"])}


def rows_of(contract):
    """Up to forty rows, each cell any of its column's values."""
    cells = {column: st.sampled_from(list(values)) for column, values in choices(contract).items()}
    return st.lists(st.fixed_dictionaries(cells).map(with_band), min_size=1, max_size=40)


def many_rows(contract, rows, seed):
    rng = random.Random(seed)
    columns = choices(contract)
    return [
        with_band({column: rng.choice(list(values)) for column, values in columns.items()})
        for _ in range(rows)
    ]


def own_measure(contract, name, denominator, numerator=(), value="proportion", **given):
    """A measure of no library, to meet the tests that no library measure makes."""
    out_of = Part("Out of", tuple(denominator))
    return Measure(
        id=name,
        version=1,
        title=name,
        why_it_matters="",
        source="",
        owner="",
        review_by=dt.date(2027, 4, 1),
        contract=contract,
        value=value,
        better="neither",
        kind="access",
        numerator=Part("Of them", tuple(numerator)) if numerator else out_of,
        denominator=out_of,
        **given,
    )


def measures_of(contract):
    own = [
        own_measure(
            contract,
            "bounds",
            [Condition("age", at_least=5), Condition("age", less_than=90)],
            [Condition("age", more_than=10), Condition("sex", is_in=("female", "indeterminate"))],
        ),
        own_measure(contract, "age-not-known", [], [Condition("age", is_known=False)]),
        own_measure(contract, "carer-known", [], [Condition("plus_carer", is_known=True)]),
        own_measure(contract, "carer-not-known", [], [Condition("plus_carer", is_known=False)]),
        own_measure(
            contract,
            "not-two-areas",
            [Condition("local_authority", not_in=(LUTON, "E06000001"))],
            [Condition("site", is_in=("RX102", "RX999"))],
        ),
        own_measure(contract, "everybody", [], value="count"),
        own_measure(
            contract,
            "young-women",
            [],
            [Condition("age", at_most=39), Condition("sex", is_in=("female",))],
            value="standardised_rate",
        ),
    ]
    if contract == "rtt_waiting_list":
        own += [
            own_measure(
                contract,
                "third-quartile-of-urgent",
                [Condition("priority", is_in=("2", "3"))],
                value="percentile",
                percentile=0.75,
            ),
            own_measure(
                contract,
                "long-among-waits-of-a-year",
                [Condition("weeks_waited", at_least=52), Condition("priority", is_known=True)],
                [Condition("weeks_waited", more_than=65)],
            ),
            own_measure(
                contract, "wait-not-known", [], [Condition("weeks_waited", is_known=False)]
            ),
        ]
    return [*own, *(each for each in library().values() if each.contract == contract)]


def unknown_keys(store):
    return {
        (column, subgroup.key)
        for column, vocabulary in store.vocabularies.items()
        for subgroup in vocabulary.subgroups
        if not subgroup.known
    }


def as_array(cells, counts, shape, *further):
    """Cells that plain Python counted, in the order of the arrays: nought where it met nobody."""
    axes = (counts.organisations, counts.periods, [s.key for s in counts.subgroups], *further)
    at = [{key: place for place, key in enumerate(keys)} for keys in axes]
    array = np.zeros(shape)
    for keys, number in cells.items():
        array[tuple(places[key] for places, key in zip(at, keys, strict=True))] = number
    return array


def sent_by(rows, counts):
    """(organisation, period) whether there is any row."""
    sent = {(row["organisation"], row["period"]) for row in rows}
    return np.array([[(o, p) in sent for p in counts.periods] for o in counts.organisations])


def agree(plain_python, rows, store, counts):
    """Every cell of every count is what plain Python counts; what nobody sent is missing."""
    unknown = unknown_keys(store)
    for each in counts:
        of_them, out_of, weeks = plain_python.count(rows, each.measure, each.dimension.key, unknown)
        sent = sent_by(rows, each)
        np.testing.assert_array_equal(each.source_of, np.where(sent, 0, -1))
        parts = [(each.numerator, of_them, ()), (each.denominator, out_of, ())]
        if each.measure.value == "percentile":
            parts.append((each.histogram, weeks, (range(each.histogram.shape[-1]),)))
        for found, cells, further in parts:
            expected = as_array(cells, each, found.shape, *further)
            expected[~sent] = np.nan
            np.testing.assert_array_equal(found, expected)


def agree_on_rates(plain_python, rows, counts):
    """Events of each stratum as plain Python counts them, residents as the reference data say."""
    residents = resident_population("IMD 2025", CATCHMENT)
    standard = european_standard_population()
    for each in counts:
        share = {band: _share(each.measure, band) for band in residents.age_bands}
        strata = [(sex, band) for sex in residents.sexes for band in share if share[band]]
        weights = dict(zip(standard.age_bands, standard.people, strict=True))
        assert each.strata.standard == pytest.approx([weights[b] * share[b] for _, b in strata])
        events = plain_python.events(rows, each.measure, each.dimension.key, CATCHMENT)
        sent = sent_by(rows, each)
        expected = as_array(
            {(o, p, s, (x, b)): n for (o, p, s, x, b), n in events.items() if (x, b) in strata},
            each,
            each.strata.events.shape,
            strata,
        )
        expected[~sent] = np.nan
        np.testing.assert_array_equal(each.strata.events, expected)
        np.testing.assert_array_equal(each.numerator, expected.sum(axis=-1))
        for s, subgroup in enumerate(each.subgroups):
            people = [_people(residents, each, subgroup.key, *at) * share[at[1]] for at in strata]
            assert each.strata.population[0, 0, s] == pytest.approx(people)
            assert each.denominator[..., s][sent] == pytest.approx(sum(people))


def _share(measure, band):
    """Share of a band's single years that the measure's ages allow."""
    low = int(band.rstrip("+").split("-")[0])
    tests = [each for each in measure.numerator.where if each.column == "age"]
    years = range(low, 131 if band.endswith("+") else low + 5)
    allowed = [
        year
        for year in years
        if all(
            (t.less_than is None or year < t.less_than) and (t.at_most is None or year <= t.at_most)
            for t in tests
        )
    ]
    return len(allowed) / len(years)


def _people(residents, counts, key, sex, band):
    deciles = {
        "all": residents.deciles,
        "imd_decile": (key,),
        "imd_quintile": tuple(d for d in residents.deciles if str((int(d) + 1) // 2) == key),
    }[counts.dimension.key]
    x, a = residents.sexes.index(sex), residents.age_bands.index(band)
    return sum(residents.people[residents.deciles.index(d), x, a] for d in deciles)


def check(contract, rows, stores, engine, plain_python):
    store = stores(contract, rows, organisations=ORGANISATIONS, periods=PERIODS)
    counts, left_out = count_cells(store, measures_of(contract), engine=engine, catchment=CATCHMENT)
    assert left_out == {}
    rates = [each for each in counts if each.measure.value == "standardised_rate"]
    agree(plain_python, rows, store, [each for each in counts if each not in rates])
    agree_on_rates(plain_python, rows, rates)
    return counts


@pytest.mark.parametrize("contract", OWN)
def test_every_cell_of_random_rows_is_what_plain_python_counts(
    contract, stores, engine, plain_python
):
    @settings(
        max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
    )
    @given(rows=rows_of(contract))
    def every_cell(rows):
        check(contract, rows, stores, engine, plain_python)

    every_cell()


@pytest.mark.parametrize("contract", OWN)
def test_every_cell_of_four_thousand_rows_is_what_plain_python_counts(
    contract, stores, engine, plain_python
):
    counts = check(contract, many_rows(contract, 4000, seed=11), stores, engine, plain_python)
    # Every dimension that is declared, with the one local group that the rows have.
    expected = {key for key in dimensions() if may_have(contract, key)}
    expected = expected - {"plus_*"} | {"plus_carer"}
    everybody = [each.dimension.key for each in counts if each.measure.id == "everybody"]
    assert set(everybody) == expected


def test_each_measure_of_the_library_is_counted_from_some_contract():
    of_records = {each.id for each in contracts().values() if each.kind != "aggregate"}
    brought_as_counts = {each.id for each in contracts().values() if each.kind == "aggregate"}
    assert of_records == set(OWN)
    assert {measure.contract for measure in library().values()} - brought_as_counts == set(OWN)


def test_cells_are_the_same_by_week_as_by_a_test_of_each_record(stores, engine):
    # With a percentile among the measures, waits are rolled up from a histogram by week; without
    # one, the statement tests each record. Both must come to the same.
    rows = many_rows("rtt_waiting_list", 2000, seed=5)
    store = stores("rtt_waiting_list", rows, organisations=ORGANISATIONS, periods=PERIODS)
    measures = [each for each in measures_of("rtt_waiting_list") if each.value == "proportion"]
    by_record, _ = count_cells(store, measures, engine=engine)
    with_median = [*measures, library()["median-wait"]]
    by_week, _ = count_cells(store, with_median, engine=engine)
    by_week = [each for each in by_week if each.measure.value == "proportion"]
    assert len(by_record) == len(by_week) > 50
    for one, other in zip(by_record, by_week, strict=True):
        assert replace(one, measure=other.measure).dimension == other.dimension
        np.testing.assert_array_equal(one.numerator, other.numerator)
        np.testing.assert_array_equal(one.denominator, other.denominator)
