"""Forms of activities."""

from typing import Any

from django import forms

from equity_lens_web.accounts.models import Organisation
from equity_lens_web.design_system import moments
from equity_lens_web.plan.forms.parts import DAY, Day, LedForm, PlanForm, choice, text
from equity_lens_web.plan.models import Activity
from equity_lens_web.plan.models.activities import Quadrant

WHAT = "Enter what you will do"


class ActivityForm(LedForm):
    """A title and a quadrant; the rest can wait."""

    title = text("What you will do", WHAT)
    quadrant = choice("Quadrant", Quadrant.choices, "Choose the quadrant that it belongs to")
    moves = forms.ModelMultipleChoiceField(
        None,
        label="Which measures should it move?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, organisation: Organisation, *args: Any, **kwargs: Any) -> None:
        super().__init__(organisation, *args, **kwargs)
        measures = organisation.plan_measures.current()
        moves = self.fields["moves"]
        assert isinstance(moves, forms.ModelMultipleChoiceField)
        moves.queryset = measures
        if not measures.exists():
            del self.fields["moves"]


class EntryForm(PlanForm):
    """What was done, when, and in how many minutes."""

    what = text("What was done", "Enter what was done", most=300)
    done_on = Day(label="On", needed="Enter the day on which it was done")
    minutes = forms.IntegerField(
        label="Minutes that it took",
        min_value=0,
        max_value=10_000,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), "Enter the minutes in figures"
        ),
    )
    state = choice("How far it is now", Activity.State.choices, "Choose how far it is")
    evidence = forms.URLField(
        label="Address of the evidence (if there is any)",
        required=False,
        assume_scheme="https",
        error_messages={"invalid": "Enter an address that begins with https://"},
    )
    hints = {"done_on": DAY}
    widths = {"done_on": "nhsuk-input--width-10", "minutes": "nhsuk-input--width-5"}

    def clean_done_on(self) -> Any:
        """A day that has been."""
        if self.cleaned_data["done_on"] > moments.today():
            raise forms.ValidationError("Enter a day that is not still to come")
        return self.cleaned_data["done_on"]


class EmptyQuadrantForm(PlanForm):
    """Why nothing is planned."""

    reason = text(
        "Why nothing is planned here this quarter",
        "Enter why nothing is planned here this quarter",
        most=300,
    )
