"""A gap in words: its size, which way it points, and whether it could be nothing.

Readers of signed gaps mistake which way they point, so a sentence gives the size and says "lower"
or "higher" ("shorter" or "longer" of weeks). A sign appears only in tables.
"""

from equity_lens.disclosure.released import Figure
from equity_lens.words.numbers import absence, decimal, number_in_words, plain, unit_of

CONSISTENT = "The figures are consistent with no difference."
SAME = "the same"


def direction(figure: Figure, nothing: float = 0.0) -> str:
    """ "lower", "higher" or "the same": the group against its reference.

    ``nothing`` is the value that means no difference: 0 for a gap, 1 for a ratio.
    """
    if figure.value is None or figure.value == nothing:
        return SAME
    below, above = _ways(figure.unit)
    return below if figure.value < nothing else above


def could_be_nothing(figure: Figure, nothing: float = 0.0) -> bool:
    """True when the interval includes no difference; false too where there is no interval."""
    if figure.lower is None or figure.upper is None:
        return False
    return figure.lower <= nothing <= figure.upper


def size(figure: Figure) -> str:
    """How large a gap is, without its sign: "7.9 percentage points"."""
    if figure.value is None or not figure.is_number:
        return absence(figure)
    return _size(figure.value, figure.unit)


def pointed(value: float, unit: str) -> str:
    """A bare gap: its size, and which way it points.

    >>> pointed(-0.0788, "difference in proportion"), pointed(2.0, "difference in weeks")
    ('7.9 percentage points lower', '2 weeks longer')
    """
    if not value:
        return "no gap"
    return f"{_size(value, unit)} {_ways(unit)[value > 0]}"


def between(low: float, high: float, unit: str) -> str:
    """Two bare gaps, the nearer to nought first, and which way they point.

    >>> between(-0.094, -0.064, "difference in proportion")
    '6.4 to 9.4 percentage points lower'
    >>> between(-0.01, 0.02, "difference in proportion")
    '1.0 percentage points lower to 2.0 percentage points higher'
    """
    if low < 0 < high:
        return f"{pointed(low, unit)} to {pointed(high, unit)}"
    near, far = sorted((low, high), key=abs)
    if plain(near, unit) == plain(far, unit):
        return pointed(far, unit)
    return f"{plain(abs(near), unit)} to {pointed(far, unit)}"


def size_with_interval(figure: Figure, confidence: float = 0.95) -> str:
    """The size of a gap with its interval, read in the same direction as the gap.

    >>> from equity_lens.disclosure.released import State
    >>> size_with_interval(Figure(State.NUMBER, "difference in proportion", -0.0788, -0.094, -0.064))
    '7.9 percentage points (95% interval 6.4 to 9.4)'
    >>> size_with_interval(Figure(State.NUMBER, "difference in proportion", 0.005, -0.01, 0.02))
    '0.5 percentage points (95% interval 1.0 lower to 2.0 higher)'
    """
    said = interval(figure, confidence)
    return f"{size(figure)} ({said})" if said else size(figure)


def interval(figure: Figure, confidence: float = 0.95) -> str:
    """ "95% interval 6.4 to 9.4", as sizes; with "lower" and "higher" where it spans nought."""
    if not figure.is_number or figure.lower is None or figure.upper is None:
        return ""
    return f"{_name(confidence)} {sizes(figure)}"


def sizes(figure: Figure) -> str:
    """The limits of a gap as sizes: "6.4 to 9.4", "1.0 lower to 2.0 higher"; nothing if none."""
    if figure.lower is None or figure.upper is None:
        return ""
    low, high = plain(abs(figure.lower), figure.unit), plain(abs(figure.upper), figure.unit)
    below, above = _ways(figure.unit)
    if figure.lower < 0 < figure.upper:
        return f"{low} {below} to {high} {above}"
    return f"{high} to {low}" if figure.lower < 0 else f"{low} to {high}"


def value_interval(figure: Figure, confidence: float = 0.95) -> str:
    """ "95% interval 55.9% to 57.9%": the limits of a value that is not a gap."""
    if not figure.is_number or figure.lower is None or figure.upper is None:
        return ""
    sign = unit_of(figure.unit).sign
    low, high = (plain(limit, figure.unit) for limit in (figure.lower, figure.upper))
    return f"{_name(confidence)} {low}{sign} to {high}{sign}"


def _size(value: float, unit: str) -> str:
    if value and not decimal(value, unit):
        style = unit_of(unit)
        return f"under {number_in_words(10.0 ** -(style.decimals + style.scale), unit)}"
    return number_in_words(abs(value), unit)


def _name(confidence: float) -> str:
    return f"{confidence * 100:g}% interval"


def _ways(unit: str) -> tuple[str, str]:
    return ("shorter", "longer") if unit.endswith("weeks") else ("lower", "higher")
