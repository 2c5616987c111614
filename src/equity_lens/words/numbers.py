"""How each figure is written, once, so that a number is one number on every page and in every file.

Three styles: *words* for a sentence ("7.9 percentage points", "withheld: fewer than 8 people"),
*brief* for a picture ("7.9 points", "withheld"), and *cell* for a table, where the unit stands in
the heading ("7.9", "[c]"). Halves round away from nought, as a spreadsheet rounds them.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from equity_lens.disclosure.released import Figure, State

MINUS = "\N{MINUS SIGN}"
CONFIDENTIAL = "[c]"
NOT_AVAILABLE = "[x]"
DIFFERENCE = "difference in "


@dataclass(frozen=True, slots=True)
class Unit:
    """How one unit is written: what to multiply by, decimal places, and the words that follow.

    ``words`` and ``brief`` follow the number in a sentence and in a picture; ``heading`` stands
    above a column of a table. A sign that touches the number ("%") stands in every style.
    """

    scale: int
    decimals: int
    words: str
    brief: str
    heading: str
    sign: str = ""


UNITS = {
    "people": Unit(0, 0, "", "", "number of people"),
    "events": Unit(0, 0, "", "", "number"),
    "proportion": Unit(2, 1, "", "", "%", "%"),
    "weeks": Unit(0, 0, " weeks", " weeks", "weeks"),
    "estimated weeks": Unit(0, 1, " weeks", " weeks", "weeks, estimated"),
    "pounds": Unit(0, 0, " pounds", " pounds", "pounds"),
    "per 100,000": Unit(0, 1, " per 100,000", " per 100,000", "per 100,000"),
    "ratio": Unit(0, 2, "", "", "ratio"),
    "probability": Unit(0, 3, "", "", "probability"),
    "difference in proportion": Unit(2, 1, " percentage points", " points", "percentage points"),
}


def unit_of(unit: str) -> Unit:
    """How a unit is written; a difference in anything but proportions is written as the thing.

    Raises KeyError for a unit that nobody has said how to write.

    >>> unit_of("difference in weeks").heading
    'weeks'
    """
    return UNITS[unit] if unit in UNITS else UNITS[unit.removeprefix(DIFFERENCE)]


def decimal(value: float, unit: str) -> Decimal:
    """The number as shown, in the unit as shown: 0.56923 as a proportion is 56.9.

    >>> decimal(0.56923, "proportion"), decimal(-0.0788, "difference in proportion")
    (Decimal('56.9'), Decimal('-7.9'))
    """
    style = unit_of(unit)
    exact = Decimal(repr(float(value))).scaleb(style.scale)
    shown = exact.quantize(Decimal(1).scaleb(-style.decimals), rounding=ROUND_HALF_UP)
    return shown + 0 if shown else abs(shown)  # never "-0.0"


def in_words(figure: Figure) -> str:
    """A figure as a sentence says it, or why there is none.

    >>> in_words(Figure(State.NUMBER, "difference in proportion", 0.0788))
    '7.9 percentage points'
    >>> in_words(Figure(State.SUPPRESSED, "people", reason="fewer than 8 people"))
    'withheld: fewer than 8 people'
    """
    if figure.value is None or not figure.is_number:
        return absence(figure)
    return number_in_words(figure.value, figure.unit)


def number_in_words(value: float, unit: str) -> str:
    """A bare number of a known unit as a sentence says it.

    >>> number_in_words(0.0004, "proportion"), number_in_words(1, "weeks")
    ('under 0.1%', '1 week')
    """
    style = unit_of(unit)
    bare, bound = _bare(value, unit)
    return f"{bound}{bare}{style.sign}{_agreeing(style.words, bare)}"


def in_brief(figure: Figure) -> str:
    """A figure as a picture labels it: "56.9%", "7.9 points", "withheld", "not recorded".

    >>> in_brief(Figure(State.NUMBER, "people", 9100.0))
    '9,100'
    """
    if figure.value is None or not figure.is_number:
        return "withheld" if figure.state is State.SUPPRESSED else "not recorded"
    return number_in_brief(figure.value, figure.unit)


def number_in_brief(value: float, unit: str) -> str:
    """A bare number of a known unit as a picture labels it.

    >>> number_in_brief(-0.0788, "difference in proportion"), number_in_brief(1, "weeks")
    ('−7.9 points', '1 week')
    """
    bare, bound = _bare(value, unit)
    style = unit_of(unit)
    return f"{bound}{bare}{style.sign}{_agreeing(style.brief, bare)}"


def in_cell(figure: Figure) -> str:
    """A figure as a table shows it, with [c] for suppressed and [x] for missing.

    The two shorthands are those of the Government Analysis Function's guidance on spreadsheets.

    >>> in_cell(Figure(State.NUMBER, "difference in proportion", -0.0788))
    '−7.9'
    >>> in_cell(Figure(State.MISSING, "people"))
    '[x]'
    """
    if figure.value is None or not figure.is_number:
        return CONFIDENTIAL if figure.state is State.SUPPRESSED else NOT_AVAILABLE
    bare, bound = _bare(figure.value, figure.unit)
    return f"{bound}{bare}{unit_of(figure.unit).sign}"


def interval_in_cell(figure: Figure) -> str:
    """The limits as a table shows them: "6.4 to 9.4", "−9.4 to −6.4", or the shorthand.

    >>> interval_in_cell(Figure(State.NUMBER, "proportion", 0.569, 0.559, 0.579))
    '55.9% to 57.9%'
    """
    if not figure.is_number:
        return in_cell(figure)
    if figure.lower is None or figure.upper is None:
        return NOT_AVAILABLE
    sign = unit_of(figure.unit).sign
    return f"{plain(figure.lower, figure.unit)}{sign} to {plain(figure.upper, figure.unit)}{sign}"


def plain(value: float, unit: str) -> str:
    """The number alone, with its thousands separated and a true minus sign.

    >>> plain(9100, "people"), plain(-0.0788, "difference in proportion")
    ('9,100', '−7.9')
    """
    return f"{decimal(value, unit):,}".replace("-", MINUS)


def on_axis(value: float, unit: str) -> str:
    """A round number along the axis of a chart, with no more decimals than it needs.

    >>> on_axis(0.6, "proportion"), on_axis(0.625, "proportion"), on_axis(2000, "people")
    ('60%', '62.5%', '2,000')
    """
    style = unit_of(unit)
    exact = Decimal(repr(round(float(value), 9))).scaleb(style.scale).normalize()
    places = max(0, -int(exact.as_tuple().exponent))
    return f"{exact + 0:,.{places}f}{style.sign}".replace("-", MINUS)


def absence(figure: Figure) -> str:
    """Why there is no number, in words.

    >>> absence(Figure(State.SUPPRESSED, "people", reason="withheld by the publisher"))
    'withheld by the publisher'
    """
    if figure.state is not State.SUPPRESSED:
        return figure.reason or "not recorded"
    if not figure.reason or figure.reason.startswith("withheld"):
        return figure.reason or "withheld"
    return f"withheld: {figure.reason}"


def about(figure: Figure) -> str:
    """A number of people that was rounded on purpose: "about 720", or "no" for nought.

    >>> about(Figure(State.NUMBER, "people", 720.0))
    'about 720'
    """
    if figure.value is None or not figure.is_number:
        return absence(figure)
    return f"about {plain(figure.value, figure.unit)}" if figure.value else "no"


def spreadsheet_format(unit: str) -> str:
    """The number format with which a spreadsheet shows the same digits as we do.

    >>> spreadsheet_format("people"), spreadsheet_format("proportion")
    ('#,##0', '0.0%')
    """
    style = unit_of(unit)
    places = "." + "0" * style.decimals if style.decimals else ""
    return f"{'0' if style.sign else '#,##0'}{places}{style.sign}"


def in_spreadsheet(figure: Figure) -> float | str:
    """What a spreadsheet's cell holds: the number as shown, so that the two can never differ.

    A proportion stays between 0 and 1, because its format multiplies by 100.

    >>> in_spreadsheet(Figure(State.NUMBER, "proportion", 0.569230769))
    0.569
    >>> in_spreadsheet(Figure(State.SUPPRESSED, "people"))
    '[c]'
    """
    if figure.value is None or not figure.is_number:
        return in_cell(figure)
    style = unit_of(figure.unit)
    shown = decimal(figure.value, figure.unit)
    return float(shown.scaleb(-style.scale) if style.sign else shown)


def _agreeing(following: str, bare: str) -> str:
    """ "week" after one, "weeks" after any other number."""
    return following.removesuffix("s") if bare.lstrip(MINUS) == "1" else following


def _bare(value: float, unit: str) -> tuple[str, str]:
    """The digits, and "under " or "over " where rounding would turn a little into none or all."""
    shown = decimal(value, unit)
    step = Decimal(1).scaleb(-unit_of(unit).decimals)
    if value > 0 and not shown and not unit.startswith(DIFFERENCE):
        return str(step), "under "
    if unit == "proportion" and value < 1 and shown == 100:
        return str(100 - step), "over "
    return plain(value, unit), ""
