"""What one of a thing costs. Sent by GET: the address remembers it."""

from typing import Any

from django import forms

from equity_lens.planning.assumption import Assumption, entered
from equity_lens.planning.cost import ONE, UnitCost, with_own
from equity_lens_web.evidence.forms.options import RANGE, WIDTH, AssumedForm, says


class UnitCostForm(AssumedForm):
    """A price with its range and source, and, unless it is one, how many units each event takes."""

    scale = 1.0
    each = forms.FloatField(min_value=0)
    field_order = (*RANGE, "source", "each")
    widths = {**AssumedForm.widths, "each": WIDTH}

    def __init__(
        self, unit: UnitCost, counted: str, *args: Any, one_each: bool, **kwargs: Any
    ) -> None:
        super().__init__(unit.assumption, *args, **kwargs)
        self.unit = unit
        for name in RANGE:
            self.fields[name].label += " (£)"
        self.fields["central"].error_messages |= says(
            f"Enter what one {unit.per} costs, in figures"
        )
        if one_each:
            del self.fields["each"]
            return
        each = self.fields["each"]
        each.label = f"How many {unit.plural} for each of the {counted}"
        each.error_messages |= says(f"Enter how many {unit.plural} each takes, in figures")

    def priced(self) -> UnitCost:
        """The unit with the price that was published, or the person's own."""
        return with_own(self.unit, self.supposed())

    def times(self) -> Assumption:
        """How many units each takes."""
        number = self.cleaned_data.get("each", 1)
        if number == 1:
            return ONE
        return entered("units for each", number, source=self.cleaned_data["source"])
