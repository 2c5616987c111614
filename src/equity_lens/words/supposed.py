"""What a plan supposes, in words: the number, its range, and whose it is."""

from equity_lens.disclosure.released import Figure
from equity_lens.measures.measure import Dimension
from equity_lens.planning.assumption import Assumption
from equity_lens.reference.vocabulary import Subgroup
from equity_lens.words.dates import day
from equity_lens.words.numbers import number_in_words, plain, unit_of
from equity_lens.words.people import lower_first, place

TO_BE_CHECKED = "to be checked at its source"


def supposed(assumption: Assumption, unit: str) -> str:
    """One sentence: "Supposed: share avoided: 34.0% (29.0% to 39.0%). Source: ...".

    >>> supposed(Assumption("share avoided", central=0.2, source="Our own trial", entered=True), "proportion")
    'Supposed: share avoided: 20.0%. Entered by a person, whose source is: Our own trial.'
    """
    if assumption.central is None:
        return f"Nothing trustworthy says what to suppose for this: {assumption.what}."
    said = f"Supposed: {assumption.what}: {_amount(assumption.central, unit)}"
    if assumption.low is not None and assumption.high is not None:
        said += f" ({_amount(assumption.low, unit)} to {_amount(assumption.high, unit)})"
    return f"{said}. {source_of(assumption)}"


def source_of(assumption: Assumption) -> str:
    """Whose number it is, of what day, and whether it has yet to be checked."""
    if assumption.entered:
        return f"Entered by a person, whose source is: {assumption.source.rstrip('.')}."
    said = f"Source: {assumption.source.rstrip('.')}"
    if assumption.as_at is not None:
        said += f"; as at {day(assumption.as_at)}"
    return f"{said}; {TO_BE_CHECKED}." if assumption.to_be_checked else f"{said}."


def with_range(figure: Figure, *, about: bool = False) -> str:
    """A figure and the range that comes with it: "78 (67 to 90)"; sizes, without a sign.

    >>> from equity_lens.disclosure.released import State
    >>> with_range(Figure(State.NUMBER, "people", 720, 580, 850), about=True)
    'about 720 (580 to 850)'
    """
    if figure.value is None:
        raise ValueError("only a number has a range")
    said = f"{'about ' if about else ''}{number_in_words(abs(figure.value), figure.unit)}"
    if figure.lower is None or figure.upper is None:
        return said
    low, high = (plain(x, figure.unit) for x in sorted((abs(figure.lower), abs(figure.upper))))
    if low == high:
        return said
    sign = unit_of(figure.unit).sign
    return f"{said} ({low}{sign} to {high}{sign})"


def where(dimension: Dimension, subgroup: Subgroup) -> str:
    """A group as a place in a sentence; of an unknown identity, what its record says.

    >>> where(Dimension("imd_quintile", ""), Subgroup("no_fixed_abode", "No fixed abode", known=False))
    'for people whose record says ‘no fixed abode’'
    """
    if subgroup.known:
        return place(dimension, subgroup)
    return f"for people whose record says ‘{lower_first(subgroup.label)}’"


def whom(noun: str, at: str) -> str:
    """What is counted, and whose: "referrals for people in the most deprived fifth".

    >>> whom("referrals", "for people aged 80 and over"), whom("people", "in the middle fifth")
    ('referrals for people aged 80 and over', 'people in the middle fifth')
    """
    if noun == "people" or at.startswith(("for people", "at ")):
        return f"{noun} {at.removeprefix('for people ') if noun == 'people' else at}"
    return f"{noun} for people {at}"


def listed(parts: list[str]) -> str:
    """A list as a sentence holds it: "a, b and c"; its first letters small unless names.

    >>> listed(["Most deprived fifth", "Second most deprived fifth", "Asian or Asian British"])
    'most deprived fifth, second most deprived fifth and Asian or Asian British'
    """
    small = [lower_first(part) for part in parts]
    return " and ".join([", ".join(small[:-1]), small[-1]] if len(small) > 1 else small)


def _amount(value: float, unit: str) -> str:
    return f"£{plain(value, unit)}" if unit == "pounds" else number_in_words(value, unit)
