"""What a gap costs: which gaps can be priced, and the price in words and in a table."""

from collections.abc import Sequence
from dataclasses import dataclass

from equity_lens.disclosure.released import ReleasedGroup, ReleasedProfile
from equity_lens.planning.cost import Costed, UnitCost, unit_costs
from equity_lens.words import dates, gaps
from equity_lens.words.closing import NOT_CASHABLE, cost_sentence, in_pounds, pounds_with_range
from equity_lens.words.numbers import in_words
from equity_lens.words.people import lower_first
from equity_lens.words.supposed import source_of
from equity_lens_web.evidence.presenters.cells import with_range
from equity_lens_web.evidence.presenters.tables import Table

COMPARED_BY = ("imd_quintile", "ethnic_group", "age_band", "sex")


@dataclass(frozen=True)
class Gap:
    """One gap that can be priced, and the units in which it is a number of things."""

    profile: ReleasedProfile
    group: ReleasedGroup

    @property
    def key(self) -> str:
        """What names it in an address."""
        parts = (self.profile.measure.id, self.profile.dimension.key, self.group.subgroup.key)
        return ":".join(parts)

    @property
    def title(self) -> str:
        """The measure and the group."""
        return f"{self.profile.measure.title}: {lower_first(self.group.subgroup.label)}"

    @property
    def units(self) -> list[UnitCost]:
        """What one of the things in the gap can be called, and priced as."""
        return [each for each in unit_costs().values() if self.profile.measure.id in each.measures]

    @property
    def counted(self) -> str:
        """What is counted: "admissions"."""
        return self.profile.measure.noun

    @property
    def is_of_units(self) -> bool:
        """Whether each event in the gap is itself one of the units: so of a proportion of events."""
        return self.profile.measure.value == "proportion"


def priced_measures() -> tuple[str, ...]:
    """The measures whose gap is a number of things that cost something."""
    return tuple(dict.fromkeys(m for each in unit_costs().values() for m in each.measures))


def gaps_to_price(profiles: Sequence[ReleasedProfile]) -> list[Gap]:
    """Gaps that chance alone would hardly bring, in which somebody fares worse."""
    return [
        Gap(profile, group)
        for profile in profiles
        for group in profile.groups
        if group.people_affected.value and not gaps.could_be_nothing(group.gap)
    ]


def items(found: Sequence[Gap]) -> list[dict[str, str]]:
    """Gaps for a select, each with how many."""
    return [
        {"value": each.key, "text": f"{each.title} (about {in_words(each.group.people_affected)})"}
        for each in found
    ]


def sentence(gap: Gap, costed: Costed) -> str:
    """The whole of it, with its source; always with the words "not cashable"."""
    return cost_sentence(costed, dates.period(gap.profile.period))


def table(gap: Gap, costed: Costed) -> Table:
    """What the sum is made of, line by line."""
    price = costed.unit_cost.assumption
    low, central, high = price.range
    each = costed.each.central
    pounds = pounds_with_range(costed.pounds)
    return Table(
        caption=f"What the sum is made of: {gap.title}, {dates.period(gap.profile.period)}",
        header=("Part", "Figure", "Source"),
        rows=(
            (
                f"{costed.unit_cost.plural.capitalize()} in the gap"
                if each == 1
                else "People or events in the gap",
                with_range(costed.quantity),
                f"{gap.profile.source.name}; range from the gap’s 95% interval",
            ),
            *(
                ()
                if each == 1
                else ((f"{costed.unit_cost.plural.capitalize()} for each", f"{each:g}", "Entered"),)
            ),
            (
                f"One {costed.unit_cost.per}",
                in_pounds(central)
                + (f" ({in_pounds(low)} to {in_pounds(high)})" if low < high else ""),
                source_of(price),
            ),
            ("Cost", pounds, f"{NOT_CASHABLE}: {costed.unit_cost.why_not_cashable}."),
        ),
        note="The range takes every part at its lowest, and every part at its highest: it is wider "
        "than a 95% interval. Pounds are said to two significant figures.",
        texts=3,
    )
