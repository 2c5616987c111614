"""Figures in a picture: as every page writes them, with a long unit left to the axis."""

from equity_lens.disclosure.released import Figure
from equity_lens.words.numbers import in_brief, number_in_brief

LONG_UNIT = " per 100,000"


def short(figure: Figure) -> str:
    """A figure beside its point: "56.9%", "18 weeks", "1,230.0" of a rate."""
    return in_brief(figure).removesuffix(LONG_UNIT)


def short_number(value: float, unit: str) -> str:
    """A bare number of a known unit, beside its line.

    >>> short_number(1230.0, "per 100,000"), short_number(0.072, "difference in proportion")
    ('1,230.0', '7.2 points')
    """
    return number_in_brief(value, unit).removesuffix(LONG_UNIT)
