"""What the area of a trust is like, in plain sentences: England beside, and no verdict."""

from equity_lens.reference.context import ContextFigure, ContextIndicator
from equity_lens.words.numbers import number_in_words, plain, unit_of

SHARED = "Shared responsibility of partners in the area; not a measure of this trust."


def context_sentence(indicator: ContextIndicator, area: str) -> str:
    """One indicator of the area as a whole, England beside, with year and interval.

    >>> from equity_lens.reference.context import context_of
    >>> by_id = {each.id: each for each in context_of(frozenset({"E07000117"}))}
    >>> context_sentence(by_id["children-in-low-income-families"], "Burnley")
    'Children under 16 in absolute low-income families, 2022: 30.7% in Burnley (95% interval 29.8% to 31.6%); England 15.6%.'
    >>> context_sentence(by_id["life-expectancy"], "Burnley")
    'Life expectancy at birth: no figures of life expectancy are bundled; the council’s public health team has them.'
    """
    ours, england = indicator.together, indicator.england
    if ours.value is None and england.value is None:
        return f"{indicator.title}: {ours.reason}."
    if ours.value is None:
        return (
            f"{indicator.title}, {england.year}: {ours.reason} ({area}); "
            f"England {figure_in_words(england, indicator.unit)}."
        )
    said = f"{figure_in_words(ours, indicator.unit)} in {area}{_interval(ours, indicator.unit)}"
    same = ours.year == england.year
    beside = figure_in_words(england, indicator.unit) + ("" if same else f" in {england.year}")
    return f"{indicator.title}, {ours.year}: {said}; England {beside}."


def figure_in_words(figure: ContextFigure, unit: str) -> str:
    """One figure, or why there is none.

    >>> figure_in_words(ContextFigure(0.156), "proportion")
    '15.6%'
    >>> figure_in_words(ContextFigure(reason="not published"), "proportion")
    'not published'
    """
    return figure.reason if figure.value is None else number_in_words(figure.value, unit)


def _interval(figure: ContextFigure, unit: str) -> str:
    if figure.lower is None or figure.upper is None:
        return ""
    sign = unit_of(unit).sign
    return f" (95% interval {plain(figure.lower, unit)}{sign} to {plain(figure.upper, unit)}{sign})"
