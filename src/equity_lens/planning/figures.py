"""Figures made from released figures: a number, or the reason that the first of them gives."""

import math

from equity_lens.disclosure.released import Figure, State
from equity_lens.statistics.rounding import round_people


def number(
    value: float, unit: str, lower: float | None = None, upper: float | None = None
) -> Figure:
    """A number, with the range it came with."""
    return Figure(State.NUMBER, unit, value, lower, upper)


def missing(unit: str, reason: str) -> Figure:
    """A figure that nobody has, and why."""
    return Figure(State.MISSING, unit, reason=reason)


def absent(unit: str, *made_from: Figure) -> Figure | None:
    """What stands in place of a figure made from others; None where all of them are numbers.

    Suppressed wins over missing: a reader is told that a number exists and is withheld.

    >>> absent("people", number(3, "people")) is None
    True
    >>> absent("proportion", missing("people", "not counted")).reason
    'not counted'
    """
    gone = [each for each in made_from if each.value is None or not each.is_number]
    if not gone:
        return None
    first = next((each for each in gone if each.state is State.SUPPRESSED), gone[0])
    return Figure(first.state, unit, reason=first.reason)


def value_of(figure: Figure) -> float:
    """The number of a figure that is one.

    Raises
    ------
    ValueError
        The figure is missing or suppressed: ``absent`` was not asked first.
    """
    if figure.value is None:
        raise ValueError(f"a figure in {figure.unit} is {figure.state.value} and was used")
    return figure.value


def of_people(
    value: float, unit: str, lower: float | None = None, upper: float | None = None
) -> Figure:
    """Numbers of people above or below nought, said no finer than findings say them.

    >>> of_people(-1115.4, "events", -1216.0, -1014.8)
    Figure(state=<State.NUMBER: 'number'>, unit='events', value=-1120.0, lower=-1220.0, upper=-1010.0, reason='')
    """
    return number(
        _rounded(value), unit, *(None if x is None else _rounded(x) for x in (lower, upper))
    )


def _rounded(people: float) -> float:
    size = float(round_people(abs(people)))
    return math.copysign(size, people) if size else 0.0


def whole_up(number_of: float) -> float:
    """The next whole number: a part of a person is a person, and a slip of arithmetic is none.

    >>> whole_up(27.2), whole_up(28.0000000001)
    (28.0, 28.0)
    """
    return float(math.ceil(number_of - 1e-9))
