"""Times and whole numbers in the text of a cell, and what state a cell is in."""

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir

BLANK, READ, UNREADABLE, OUT_OF_RANGE = range(4)
"""The states of a cell: nothing in it; a value; no value that we can read; one that cannot be."""

MINUTES_IN_A_DAY = 1440

_TIME = r"(?:^|[ T])([0-9]{1,2}:?[0-9]{2})(?::[0-9]{2}(?:\.[0-9]+)?)?Z?$"


def minutes_in(text: ir.StringValue) -> ir.IntegerValue:
    """Minutes since midnight: of "10:15", "10:15:30", "1015", or of the time after a date."""
    digits = text.strip().re_extract(_TIME, 1).replace(":", "").lpad(4, "0")
    hours = digits.substr(0, 2).try_cast("int32")
    minutes = digits.substr(2, 2).try_cast("int32")
    is_time = text.strip().re_search(_TIME) & (hours < 24) & (minutes < 60)
    return is_time.ifelse(hours * 60 + minutes, ibis.null("int32"))


def number_in(text: ir.StringValue) -> ir.IntegerValue:
    """The whole part of a number without sign, such as "42" or "42.0"."""
    plain = text.strip()
    is_number = plain.re_search(r"^[0-9]{1,9}(\.[0-9]*)?$")
    number = is_number.ifelse(plain, ibis.null("string"))
    return number.try_cast("float64").floor().cast("int64")


def state_of(text: ir.StringValue, value: ir.Value, *, most: int | None = None) -> ir.IntegerValue:
    """The state of a cell of which ``value`` was made; above ``most`` it is out of range."""
    too_large = ((value > most, OUT_OF_RANGE),) if most is not None else ()
    state = ibis.cases(
        *too_large, (value.notnull(), READ), (is_blank(text), BLANK), else_=UNREADABLE
    )
    return state.cast("uint8")


def is_blank(text: ir.StringValue) -> ir.BooleanValue:
    """Whether a cell has nothing in it."""
    return text.isnull() | (text.strip() == "")


def within(number: ir.IntegerValue, least: int, most: int) -> ir.IntegerValue:
    """The number if it lies between these two, both included; else null."""
    return number.between(least, most).ifelse(number, ibis.null("int64"))


@ibis.udf.scalar.builtin(name="hash", signature=((dt.string,), dt.uint64))
def _hash(text):
    """The database's own hash of a text."""


def hash64(text: ir.StringValue) -> ir.IntegerValue:
    """64 bits that stand for a text in a join; those of null are no use.

    Ten million texts share a value by chance once in 370,000 files.
    """
    return _hash(text)
