"""What the area is like, England beside: figures in a table, never a verdict."""

from collections.abc import Sequence
from dataclasses import dataclass

from equity_lens.reference.context import ContextFigure, ContextIndicator
from equity_lens.words.context import context_sentence, figure_in_words
from equity_lens.words.numbers import plain, unit_of
from equity_lens_web.evidence.area import Area
from equity_lens_web.evidence.presenters.tables import Table

THE_AREA = "the area"


@dataclass(frozen=True, slots=True)
class Shown:
    """One indicator: what it says of the area, each place in it, and where it comes from."""

    title: str
    sentence: str
    caution: str
    source: str
    table: Table | None


def themes(indicators: Sequence[ContextIndicator], area: Area) -> list[tuple[str, list[Shown]]]:
    """Indicators under their themes, in the order of the data file."""
    grouped: dict[str, list[Shown]] = {}
    for indicator in indicators:
        grouped.setdefault(indicator.theme, []).append(_shown(indicator, area))
    return list(grouped.items())


def _shown(indicator: ContextIndicator, area: Area) -> Shown:
    known = [figure for _, figure in indicator.places if figure.value is not None]
    has_table = bool(known) and len(indicator.places) > 1
    return Shown(
        title=indicator.title,
        sentence=context_sentence(indicator, THE_AREA),
        caution=indicator.caution,
        source=indicator.source,
        table=_table(indicator, area) if has_table else None,
    )


def _table(indicator: ContextIndicator, area: Area) -> Table:
    rows = [*indicator.places, ("All together", indicator.together), ("England", indicator.england)]
    return Table(
        caption=f"{indicator.title}: places in alphabetical order",
        header=("Place", "Year", f"Value ({unit_of(indicator.unit).heading})", "95% interval"),
        rows=tuple(
            (
                name,
                figure.year,
                figure_in_words(figure, indicator.unit),
                _interval(figure, indicator),
            )
            for name, figure in rows
        ),
        texts=2,
    )


def _interval(figure: ContextFigure, indicator: ContextIndicator) -> str:
    if figure.value is None:
        return ""
    if figure.lower is None or figure.upper is None:
        return "counted or modelled: none"
    sign = unit_of(indicator.unit).sign
    low, high = (plain(limit, indicator.unit) for limit in (figure.lower, figure.upper))
    return f"{low}{sign} to {high}{sign}"
