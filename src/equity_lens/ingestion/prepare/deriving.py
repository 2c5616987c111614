"""From text to what is kept: days, ages, weeks, minutes, hashes; and the first rule a row breaks.

Everything here is an expression over one row, so a file of any length streams through it once and
in its own order. Postcodes, birth dates and people's numbers go in and do not come out.
"""

from collections.abc import Iterator, Mapping
from functools import reduce
from operator import and_, or_

import ibis
import ibis.expr.types as ir

from equity_lens.contracts.contract import Rejection
from equity_lens.ingestion.dates import DateColumn
from equity_lens.ingestion.prepare import cells, linking
from equity_lens.ingestion.prepare.plan import Plan
from equity_lens.ingestion.prepare.pseudonyms import nhs_number_in, pseudonym
from equity_lens.reference.ages import GREATEST_AGE

NO_RULE = 255
"""Stands where a row breaks no rule."""

LARGEST = 65_535
"""The largest number that the store holds."""

# HES writes 7001 to 7007 for the stages of the first year of life.
_UNDER_ONE = (7001, 7007)
# Parts of a key are joined by a character that no export writes.
_BETWEEN = "\x1f"


def state_of(name: str) -> str:
    """The column that holds the state of a field's cells (see ``cells``)."""
    return f"{name}_state"


def derive(text: ir.Table, plan: Plan, *, dates: Mapping[str, DateColumn], prefix: str) -> ir.Table:
    """One row for each row of ``text``, whose columns are the plan's fields.

    Columns: ``period`` (a day, or the first of a month), ``broken`` (position in ``plan.rules``,
    or ``NO_RULE``), ``row_key``, ``age``, ``person``, ``weeks_waited``, ``minutes_in_department``,
    ``area_key`` and ``area_shape`` where the contract has what they need; the text of each spelled
    field; each kept number; and a state for each date, time, number, age and person.

    ``dates`` says how each date that is in the file is written, and ``prefix`` is the key of the
    pseudonyms.
    """
    read = text.mutate(**dict(_values(text, plan, dates)))
    stated = read.mutate(**dict(_states(read, plan)))
    derived = stated.mutate(**dict(_derived(stated, plan, prefix)))
    rules = (
        (_breaks(derived, rule), i)
        for i, rule in enumerate(plan.rules)
        if rule.rule != "duplicate" and not set(rule.columns) & set(plan.spelled)
    )
    broken = ibis.cases(*rules, else_=NO_RULE).cast("uint8")
    return derived.mutate(broken=broken).select(*_kept(derived, plan), "broken")


def _values(
    text: ir.Table, plan: Plan, dates: Mapping[str, DateColumn]
) -> Iterator[tuple[str, ir.Value]]:
    """What each cell says, taken by itself. A day is ``<field>_on``, a time ``<field>_at``."""
    on = {name: dates[name].date(text[name]) for name in plan.dates if name in plan.columns}
    on |= {name: ibis.literal(plan.day(name)) for name in plan.dates if name in plan.constants}
    if "birth_date" in on:
        latest = on[plan.contract.period_from]
        on["birth_date"] = dates["birth_date"].date(text.birth_date, latest=latest)
    for name, day in on.items():
        yield f"{name}_on", day
    for name in plan.times:
        yield f"{name}_at", cells.minutes_in(text[name])
    for name in plan.of_type("age", "integer", "number"):
        yield f"{name}_number", cells.number_in(text[name])
    if plan.has("postcode"):
        yield "unspaced", linking.without_spaces(text.postcode)
    number = ibis.null("string")
    if plan.has("person_id"):
        number = text.person_id.strip().nullif("")
    if plan.has("nhs_number"):
        number = ibis.coalesce(nhs_number_in(text.nhs_number), number)
    yield "number", number
    yield "key", _key(text, plan)


def _states(read: ir.Table, plan: Plan) -> Iterator[tuple[str, ir.Value]]:
    yield "years", _years(read, plan, read[f"{plan.contract.period_from}_on"])
    for name in plan.dates:
        yield state_of(name), cells.state_of(read[name], read[f"{name}_on"])
    for name in plan.of_type("time"):
        yield state_of(name), cells.state_of(read[name], read[f"{name}_at"])
    for name in plan.of_type("integer", "number"):
        if name != "minutes_in_department":
            number = read[f"{name}_number"]
            yield state_of(name), cells.state_of(read[name], number, most=LARGEST)
    if plan.has("postcode"):
        yield "is_usual", linking.is_usual(read.unspaced)
    if plan.has("nhs_number"):
        yield state_of("nhs_number"), cells.state_of(read.nhs_number, read.number)


def _derived(t: ir.Table, plan: Plan, prefix: str) -> Iterator[tuple[str, ir.Value]]:
    event = t[f"{plan.contract.period_from}_on"]
    yield "period", event.truncate("month") if plan.contract.period == "month" else event
    yield "person", pseudonym(t.number, prefix)
    yield "row_key", t.key.notnull().ifelse(cells.hash64(t.key), ibis.null("uint64"))
    yield "age_years", cells.within(t.years, 0, GREATEST_AGE).cast("uint8")
    yield state_of("age"), _state_of_age(t, plan)
    if plan.has("postcode"):
        tidied = linking.tidy(t.postcode)
        yield "area_key", cells.hash64(t.is_usual.ifelse(t.unspaced, tidied))
        by_shape = linking.state_by_shape(tidied)
        unmatched = ibis.literal(linking.UNMATCHED, "uint8")
        yield "area_shape", t.is_usual.ifelse(unmatched, by_shape)
    if plan.has("clock_start"):
        days = event.delta(t.clock_start_on, unit="day")
        yield "weeks_waited", cells.within((days + 6) // 7, 0, LARGEST).cast("uint16")
    for name in plan.of_type("integer", "number"):
        if name != "minutes_in_department":
            yield name, cells.within(t[f"{name}_number"], 0, LARGEST).cast("uint16")
    if "minutes_in_department" in plan.numbers:
        yield from _minutes_in_department(t, plan)


def _years(read: ir.Table, plan: Plan, event: ir.DateValue) -> ir.IntegerValue:
    """Completed years at the event, from the birth date, else as given; whatever they come to.

    Somebody born on 29 February completes a year on 1 March.
    """
    years, given = ibis.null("int32"), ibis.null("int64")
    if plan.has("birth_date"):
        born = read.birth_date_on
        before_birthday = event.month() * 100 + event.day() < born.month() * 100 + born.day()
        years = event.year() - born.year() - before_birthday.cast("int32")
    if plan.has("age"):
        given = read.age_number.between(*_UNDER_ONE).ifelse(0, read.age_number)
    return ibis.coalesce(years, given)


def _state_of_age(t: ir.Table, plan: Plan) -> ir.IntegerValue:
    """The state of what the age was made of: of the birth date, or of the age as given."""
    blank = ibis.literal(True)
    if plan.has("birth_date"):
        blank = blank & (t[state_of("birth_date")] == cells.BLANK)
    if plan.has("age"):
        blank = blank & cells.is_blank(t.age)
    return ibis.cases(
        (t.years.between(0, GREATEST_AGE), cells.READ),
        (t.years.notnull(), cells.OUT_OF_RANGE),
        (blank, cells.BLANK),
        else_=cells.UNREADABLE,
    ).cast("uint8")


def _minutes_in_department(t: ir.Table, plan: Plan) -> Iterator[tuple[str, ir.Value]]:
    """As given, else from arrival to departure.

    Without a departure date, a time of departure before that of arrival is of the next day.
    """
    given, counted, said = ibis.null("int64"), ibis.null("int64"), ibis.literal(cells.BLANK)
    if plan.has("minutes_in_department"):
        given = t.minutes_in_department_number
        said = cells.state_of(t.minutes_in_department, given)
    arrived = _time_of(t, plan, "arrival")
    departed = _time_of(t, plan, "departure")
    if arrived is not None and departed is not None:
        passed = departed - arrived
        overnight = (passed < 0).ifelse(passed + cells.MINUTES_IN_A_DAY, passed)
        if plan.has("departure_date"):
            days = t.departure_date_on.delta(t.arrival_date_on, unit="day")
            overnight = ibis.coalesce(days * cells.MINUTES_IN_A_DAY + passed, overnight)
        counted = overnight
    minutes = ibis.coalesce(given, counted)
    within = cells.within(minutes, 0, LARGEST)
    yield "minutes_in_department", within.cast("uint16")
    state = ibis.cases(
        (within.notnull(), cells.READ), (minutes.notnull(), cells.OUT_OF_RANGE), else_=said
    )
    yield state_of("minutes_in_department"), state.cast("uint8")


def _time_of(t: ir.Table, plan: Plan, end: str) -> ir.IntegerValue | None:
    """Minutes since midnight at arrival or departure: from a time beside the date, or in it."""
    found = [f"{end}_{part}" for part in ("time", "date") if plan.has(f"{end}_{part}")]
    return ibis.coalesce(*(t[f"{name}_at"] for name in found)) if found else None


def _key(text: ir.Table, plan: Plan) -> ir.StringValue:
    """What names a row; null where an identifier in it is blank."""
    rule = next((rule for rule in plan.rules if rule.rule == "duplicate"), None)
    if rule is None:
        return ibis.null("string")
    parts = (
        text[name].re_search(r"\S").ifelse(text[name], ibis.null("string"))
        if plan.contract.field(name).type == "text"
        else text[name]
        for name in rule.columns
    )
    return reduce(lambda one, other: one + _BETWEEN + other, parts)


def _breaks(t: ir.Table, rule: Rejection) -> ir.BooleanValue:
    """Whether a row breaks a rule about dates or numbers."""
    states = [t[state_of(name)] for name in rule.columns]
    match rule.rule:
        case "missing":
            return reduce(or_, (state == cells.BLANK for state in states))
        case "unreadable":
            return reduce(or_, (state == cells.UNREADABLE for state in states))
        case "after":
            return t[f"{rule.columns[0]}_on"] > t[f"{rule.than}_on"]
        case "on_or_before":
            return t[f"{rule.columns[0]}_on"] <= t[f"{rule.than}_on"]
        case "not_one_of":
            number = t[f"{rule.columns[0]}_number"]
            return reduce(and_, (number != int(value) for value in rule.values))
        case _:
            raise ValueError(f"no way to apply the rule {rule.rule!r} to {rule.columns}")


def _kept(t: ir.Table, plan: Plan) -> list[str]:
    """The columns that go on; none of them is a cell that tells who somebody is."""
    kept = ["period", "person", "row_key", "age_years", *plan.spelled]
    kept += plan.of_type("integer", "number")
    kept += [name for name in t.columns if name.endswith("_state")]
    optional = ("area_key", "area_shape", "weeks_waited", "minutes_in_department")
    kept += [name for name in optional if name in t.columns and name not in kept]
    return kept
