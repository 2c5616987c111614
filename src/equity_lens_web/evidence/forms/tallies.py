"""Forms for tallies counted on paper: what was counted, and a row for each subgroup."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from equity_lens.measures.measure import Dimension, Measure
from equity_lens.reference.vocabulary import Subgroup
from equity_lens_web.design_system.forms import Form, NhsField
from equity_lens_web.design_system.moments import today

MONTH = {"invalid": "Enter a month as year and month, such as 2026-10"}
FIRST_YEAR = 2000
MOST_COUNTED = 100_000_000  # more than there are people in England
NUMERATOR, DENOMINATOR = "numerator", "denominator"


class BeginTallyForm(Form):
    """Which measure, compared by what, in which month."""

    measure = forms.ChoiceField(
        label="What was counted?", error_messages={"required": "Choose what was counted"}
    )
    dimension = forms.ChoiceField(
        label="By which groups of people?",
        error_messages={"required": "Choose the groups by which you counted"},
    )
    month = forms.RegexField(
        label="Which month?",
        help_text="Year and month, for example 2026-10",
        regex=r"^\d{4}-(0[1-9]|1[0-2])$",
        error_messages={"required": "Enter the month in which you counted", **MONTH},
        widget=forms.TextInput(attrs={"type": "month"}),
    )

    def __init__(
        self, measures: Sequence[Measure], dimensions: Sequence[Dimension], *args: Any, **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.widths = {"month": "nhsuk-input--width-10"}
        self._choose("measure", [(each.id, each.title) for each in measures])
        self._choose("dimension", [(each.key, each.title) for each in dimensions])

    def clean_month(self) -> str:
        """A month that has begun."""
        month: str = self.cleaned_data["month"]
        if int(month[:4]) < FIRST_YEAR or month > today().isoformat()[:7]:
            raise forms.ValidationError("Enter a month that is not in the future")
        return month

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = [("", "Choose"), *choices]


class TallyForm(Form):
    """A numerator and a denominator for each subgroup; an empty pair means nobody counted."""

    def __init__(
        self,
        subgroups: Sequence[Subgroup],
        kept: Mapping[str, Sequence[int | None]],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.subgroups = subgroups
        for place, subgroup in enumerate(subgroups):
            counted = kept.get(subgroup.key, (None, None))
            for part, value in zip((NUMERATOR, DENOMINATOR), counted, strict=True):
                self.fields[f"{part}-{place}"] = _whole_number(subgroup, part, value)

    @property
    def lines(self) -> list[tuple[str, NhsField, NhsField]]:
        """For each subgroup its label and its two fields, for the page to lay out."""
        return [
            (subgroup.label, self[f"{NUMERATOR}-{place}"], self[f"{DENOMINATOR}-{place}"])
            for place, subgroup in enumerate(self.subgroups)
        ]

    @property
    def rows(self) -> dict[str, tuple[int | None, int | None]]:
        """What was keyed, by subgroup; pairs that were left empty are left out."""
        given = self.cleaned_data
        pairs = {
            subgroup.key: (given.get(f"{NUMERATOR}-{at}"), given.get(f"{DENOMINATOR}-{at}"))
            for at, subgroup in enumerate(self.subgroups)
        }
        return {key: pair for key, pair in pairs.items() if pair != (None, None)}

    def refuse_half_pairs(self) -> None:
        """Before it is sent: each pair whole, and no numerator above its denominator."""
        for place, subgroup in enumerate(self.subgroups):
            numerator = self.cleaned_data.get(f"{NUMERATOR}-{place}")
            denominator = self.cleaned_data.get(f"{DENOMINATOR}-{place}")
            for part, value in ((NUMERATOR, numerator), (DENOMINATOR, denominator)):
                if value is None and (numerator, denominator) != (None, None):
                    name = "both numbers, or leave both empty"
                    self.add_error(f"{part}-{place}", f"{subgroup.label}: enter {name}")
            if numerator is not None and denominator is not None and numerator > denominator:
                self.add_error(
                    f"{NUMERATOR}-{place}",
                    f"{subgroup.label}: the first number cannot be larger than the second",
                )
        if not self.rows and not self.errors:
            self.add_error(None, "Enter the numbers of at least one group")


def _whole_number(subgroup: Subgroup, part: str, value: int | None) -> forms.IntegerField:
    return forms.IntegerField(
        label=f"{subgroup.label}: {part}",
        required=False,
        min_value=0,
        max_value=MOST_COUNTED,
        initial=value,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "invalid": f"{subgroup.label}: enter a whole number, such as 12",
            "min_value": f"{subgroup.label}: enter 0 or more",
            "max_value": f"{subgroup.label}: enter a number that can be, at most 100 million",
        },
    )
