"""Cells of tables that hold a figure together with its range."""

from equity_lens.disclosure.released import Figure
from equity_lens.words.numbers import in_cell, plain, unit_of


def with_range(figure: Figure) -> str:
    """A figure as a table shows it, and its limits behind it where they are two.

    >>> from equity_lens.disclosure.released import State
    >>> with_range(Figure(State.NUMBER, "people", 720, 580, 850))
    '720 (580 to 850)'
    >>> with_range(Figure(State.SUPPRESSED, "people"))
    '[c]'
    """
    said = in_cell(figure)
    if figure.lower is None or figure.upper is None:
        return said
    sign = unit_of(figure.unit).sign
    low, high = (f"{plain(limit, figure.unit)}{sign}" for limit in (figure.lower, figure.upper))
    return said if low == high else f"{said} ({low} to {high})"
