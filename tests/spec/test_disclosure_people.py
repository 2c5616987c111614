"""What can be had by subtraction between measures, read from their definitions."""

from equity_lens.disclosure.people import Subtraction, are_among, are_apart, subtractions
from equity_lens.measures.load import library
from equity_lens.measures.measure import Condition


def people(*conditions):
    return frozenset(conditions)


def wait(**limit):
    return Condition("weeks_waited", **limit)


def status(*codes):
    return Condition("attendance_status", is_in=codes)


LISTED = people()
KNOWN = people(wait(is_known=True))
WITHIN_18 = people(wait(is_known=True), wait(at_most=18))
OVER_52 = people(wait(is_known=True), wait(more_than=52))
OVER_65 = people(wait(is_known=True), wait(more_than=65))


def test_longer_waits_are_among_shorter_ones():
    assert are_among(OVER_65, OVER_52)
    assert not are_among(OVER_52, OVER_65)
    assert are_among(people(wait(at_least=53)), people(wait(more_than=52)))
    assert not are_among(people(wait(at_least=52)), people(wait(more_than=52)))
    assert are_among(OVER_52, LISTED)


def test_short_and_long_waits_have_nobody_in_common():
    assert are_apart(WITHIN_18, OVER_52)
    assert are_apart(people(wait(at_most=18)), people(wait(more_than=18)))
    assert not are_apart(people(wait(at_most=18)), people(wait(at_least=18)))
    assert not are_apart(WITHIN_18, KNOWN)


def test_codes_are_among_codes():
    due = people(status("3", "5", "6", "7"))
    assert are_among(people(status("3", "7")), due)
    assert are_apart(people(status("4")), due)
    assert not are_among(due, people(status("3", "7")))
    emergency = people(Condition("admission_method", starts_with=("2",)))
    assert are_among(people(Condition("admission_method", is_in=("21", "22"))), emergency)
    stated = people(Condition("ethnic_category", not_in=("not_stated", "not_known")))
    assert are_among(people(Condition("ethnic_category", is_in=("A", "B"))), stated)


def test_other_columns_say_nothing_of_each_other():
    children = people(Condition("age", less_than=18))
    assert not are_among(children, OVER_52)
    assert not are_apart(children, OVER_52)


def test_only_the_next_larger_people_are_taken_from():
    sets = [LISTED, KNOWN, WITHIN_18, OVER_52, OVER_65]
    assert list(subtractions(sets)) == [
        Subtraction(0, (1,)),
        Subtraction(1, (2,)),
        Subtraction(1, (3,)),
        Subtraction(3, (4,)),
        Subtraction(1, (2, 3)),
    ]


def test_appointments_cancelled_by_patients_can_be_had_from_the_library():
    # Kept, missed or cancelled, less those due, less those that the trust cancelled.
    measures = library()
    cancelled = measures["outpatient-cancelled-by-provider"]
    missed = measures["outpatient-did-not-attend"]
    ended, due = (frozenset(each.denominator.where) for each in (cancelled, missed))
    by_trust = ended | frozenset(cancelled.numerator.where)
    assert Subtraction(0, (1, 2)) in list(subtractions([ended, due, by_trust]))
