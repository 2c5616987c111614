"""Sentences about closing a gap: how many, how fast, where; and what a gap costs."""

from equity_lens.disclosure.released import Figure
from equity_lens.planning.closing import Closing
from equity_lens.planning.cost import Costed
from equity_lens.words.numbers import absence, number_in_words, plain
from equity_lens.words.people import counted, lower_first, reference_rate
from equity_lens.words.supposed import listed, source_of, with_range
from equity_lens.words.verbs import to_need

ARITHMETIC = "This supposes that nothing else changes, and that nobody becomes worse off."
NO_GAP = "The group fares no worse than its reference: there is no gap to close."
NOT_CASHABLE = "This is not cashable"


def closing_sentence(closing: Closing) -> str:
    """How many people, over how many weeks, how many a week, at which sites."""
    people, profile = closing.people, closing.profile
    who = counted(profile.measure, profile.dimension, closing.group.subgroup)
    if not people.is_number:
        return f"How many {who} it would take to close the gap is not given: {absence(people)}."
    if not people.value:
        return NO_GAP
    said = [f"{_how_many(closing, who)} to equal {reference_rate(profile)}."]
    weeks = number_in_words(closing.weeks, "weeks")
    said.append(f"Over {weeks} that is {with_range(closing.per_week)} a week.")
    if closing.sites:
        parts = [
            f"{site.site.label} {with_range(site.people)}, {with_range(site.per_week)} a week"
            for site in closing.sites
        ]
        said.append(
            f"Shared by how many of all {profile.measure.noun} each site has: {'; '.join(parts)}."
        )
    if closing.withheld_sites:
        labels = listed([site.label for site in closing.withheld_sites])
        said.append(f"Left out of the sharing, as their numbers are withheld: {labels}.")
    return " ".join([*said, ARITHMETIC])


def cost_sentence(costed: Costed, period: str = "") -> str:
    """A cost with its unit cost, range and source; never without the words "not cashable"."""
    unit, pounds = costed.unit_cost, costed.pounds
    not_cashable = f"{NOT_CASHABLE}: {unit.why_not_cashable}."
    if not pounds.is_number:
        return f"No cost is given: {absence(pounds)}. {not_cashable}"
    many = with_range(costed.quantity, about=True)
    if costed.each.central not in (None, 1.0):
        many = f"{many}, at {costed.each.central:g} {unit.plural} each,"
    else:
        many = f"{many} {unit.plural}"
    per = in_pounds(unit.assumption.central or 0.0)
    when = f" in {period}" if period else ""
    begin = f"{many[0].upper()}{many[1:]}"
    said = f"{begin} at {per} for each {unit.per} would cost {pounds_with_range(pounds)}{when}."
    return f"{said} {not_cashable} {source_of(unit.assumption)}"


def in_pounds(value: float) -> str:
    """An amount of money.

    >>> in_pounds(130000.0)
    '£130,000'
    """
    return f"£{plain(value, 'pounds')}"


def pounds_with_range(pounds: Figure) -> str:
    """ "about £130,000 (£120,000 to £150,000)"."""
    said = f"about {in_pounds(pounds.value or 0.0)}"
    if pounds.lower is None or pounds.upper is None:
        return said
    return f"{said} ({in_pounds(pounds.lower)} to {in_pounds(pounds.upper)})"


def _how_many(closing: Closing, who: str) -> str:
    measure = closing.profile.measure
    need = to_need(measure.done)
    many = with_range(closing.people, about=True)
    begin = f"{many[0].upper()}{many[1:]}"
    if measure.better == "higher":
        if need:
            return f"{begin} more {who} would need to {need}"
        return f"{begin} more {who} would need to be among ‘{lower_first(measure.numerator.label)}’"
    return f"{begin} fewer {who} would have to be among ‘{lower_first(measure.numerator.label)}’"
