"""The steps from referral to attendance follow from each other, and movements add up."""

import itertools

import pytest

from equity_lens.contracts.load import contracts
from equity_lens.measures.load import library
from equity_lens.planning.pathways import pathways

REFERRAL = contracts()["outpatient_referral"]
MOVEMENT = contracts()["rtt_movement"]


def meets(row, conditions):
    """Whether one row of codes meets every condition, read as a clinician would read them."""
    return all(
        (not c.is_in or row[c.column] in c.is_in) and row[c.column] not in c.not_in
        for c in conditions
    )


def every_row(contract):
    coded = [field for field in contract.fields if field.codes]
    codes = [[*field.codes, "not_known"] for field in coded]
    for values in itertools.product(*codes):
        yield dict(zip([field.name for field in coded], values, strict=True))


@pytest.mark.parametrize("pathway", pathways().values(), ids=lambda each: each.id)
def test_each_step_begins_with_exactly_those_whom_the_step_before_kept(pathway):
    steps = [(library()[step.measure], step.counts) for step in pathway.steps]
    for row in every_row(contracts()[pathway.contract]):
        for (before, counts), (after, _) in itertools.pairwise(steps):
            entered = meets(row, before.denominator.where)
            in_numerator = entered and meets(row, before.numerator.where)
            kept = in_numerator if counts == "kept" else entered and not in_numerator
            assert kept == meets(row, after.denominator.where), (row, after.id)


@pytest.mark.parametrize(
    ("outcome", "first_appointment", "lost_at"),
    [
        ("2", "not_known", "referral-accepted"),
        ("1", "N", "referral-booked"),
        ("1", "not_known", "referral-booked"),  # a blank says that none was booked
        ("1", "4", "first-appointment-kept-by-trust"),
        ("1", "2", "first-appointment-not-cancelled-by-patient"),
        ("1", "3", "first-appointment-attended"),
        ("1", "7", "first-appointment-attended"),  # too late to be seen
        ("1", "5", None),
        ("1", "6", None),
    ],
)
def test_where_a_referral_is_lost(outcome, first_appointment, lost_at):
    row = {"referral_outcome": outcome, "first_appointment": first_appointment}
    for step in pathways()["referral-to-attendance"].steps:
        measure = library()[step.measure]
        assert meets(row, measure.denominator.where)
        if step.measure == lost_at:
            assert not meets(row, measure.numerator.where)
            return
        assert meets(row, measure.numerator.where)
    assert lost_at is None


@pytest.mark.parametrize(
    ("outcome", "first_appointment"), [("1", "0"), ("0", "not_known"), ("3", "not_known")]
)
def test_a_referral_still_under_way_or_withdrawn_is_in_no_step(outcome, first_appointment):
    row = {"referral_outcome": outcome, "first_appointment": first_appointment}
    for step in pathways()["referral-to-attendance"].steps:
        assert not meets(row, library()[step.measure].denominator.where)


def test_every_kind_of_movement_is_an_addition_or_a_removal_and_never_both():
    for kind in MOVEMENT.field("movement").codes:
        row = {"movement": kind}
        added = meets(row, library()["waiting-list-additions"].denominator.where)
        removed = meets(row, library()["waiting-list-removals"].denominator.where)
        assert added != removed


def test_national_codes_of_the_period_status_are_read_as_movements():
    # NHS Data Dictionary, REFERRAL TO TREATMENT PERIOD STATUS: 10 to 12 start a clock; 30 is first
    # definitive treatment; 31 to 36 stop it without; 21 is another provider's from now on.
    also = MOVEMENT.field("movement").also
    assert {also[code] for code in ("10", "11", "12")} == {"start"}
    assert also["30"] == "treated"
    assert {also[code] for code in ("31", "32", "33", "34", "35", "36")} == {"not_treated"}
    assert also["21"] == "moved"


def test_a_first_appointment_ends_as_an_appointment_ends():
    ends = contracts()["outpatient_appointment"].field("attendance_status").codes
    assert set(REFERRAL.field("first_appointment").codes) - {"N"} == set(ends)
