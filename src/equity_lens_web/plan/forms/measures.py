"""Forms of the chain of measures."""

from collections.abc import Sequence
from typing import Any

from django import forms

from equity_lens.disclosure.released import Finding
from equity_lens_web.accounts.models import Organisation
from equity_lens_web.design_system import moments
from equity_lens_web.plan.forms.parts import (
    DAY,
    Day,
    LedForm,
    PlanForm,
    choice,
    gap_choices,
    lines,
    text,
)
from equity_lens_web.plan.models import ChainMeasure
from equity_lens_web.plan.models.measures import Stage


class MeasureForm(LedForm):
    """A title and a stage begin a draft; the rest is needed before the measure is chosen."""

    title = text("What is measured", "Enter what is measured")
    stage = choice("Stage", Stage.choices, "Choose the stage that it belongs to")
    definition = lines("Definition")
    gap = forms.ChoiceField(label="Read the baseline from a finding", required=False)
    baseline = text("Baseline", most=300)
    direction = choice("Which way is better", ChainMeasure.Direction.choices)
    review_on = Day(label="To be reviewed on")
    led_as = "Who owns it"
    hints = {
        "definition": "What is counted, out of what, from where.",
        "gap": "Its released figure is then kept as the baseline, as it stands today.",
        "baseline": "Where it stands now. “Not known yet; first counted in March” is an answer.",
        "review_on": DAY,
    }
    widths = {"review_on": "nhsuk-input--width-10"}

    def __init__(
        self, organisation: Organisation, findings: Sequence[Finding], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(organisation, *args, **kwargs)
        gap = self.fields["gap"]
        assert isinstance(gap, forms.ChoiceField)
        gap.choices = gap_choices(findings)
        if not findings:
            del self.fields["gap"]


class ReadingForm(PlanForm):
    """What the measure was found to be, and when it is looked at next."""

    found = text("What it was found to be", "Enter what it was found to be", most=300)
    read_on = Day(label="On", needed="Enter the day on which it was read")
    review_on = Day(label="Next review", needed="Enter the day of the next review")
    hints = {"read_on": DAY}
    widths = dict.fromkeys(("read_on", "review_on"), "nhsuk-input--width-10")

    def clean_review_on(self) -> Any:
        """A day to come."""
        if self.cleaned_data["review_on"] <= moments.today():
            raise forms.ValidationError("Enter a day that is still to come")
        return self.cleaned_data["review_on"]
