"""Forms of programmes."""

from typing import Any

from django import forms

from equity_lens_web.accounts.models import Organisation
from equity_lens_web.design_system import moments
from equity_lens_web.plan.forms.parts import DAY, Day, LedForm, PlanForm, choice, lines, text
from equity_lens_web.plan.models import Programme


class ProgrammeForm(LedForm):
    """A name and a level; owner, priorities and scope as far as they are known."""

    title = text("What it is called", "Enter what the programme is called")
    level = choice("Level", Programme.Level.choices, "Choose how far it reaches")
    priorities = forms.ModelMultipleChoiceField(
        None,
        label="Priorities that it serves",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    group = text("For whom", most=120)
    scope = lines("Scope as it was approved")
    approved_on = Day(label="Approved on")
    led_as = "Who owns it"
    hints = {
        "group": "The group of people that it is for. Two programmes for one group and one "
        "priority are shown as an overlap.",
        "approved_on": DAY,
    }
    widths = {"approved_on": "nhsuk-input--width-10"}

    def __init__(self, organisation: Organisation, *args: Any, **kwargs: Any) -> None:
        super().__init__(organisation, *args, **kwargs)
        current = organisation.plan_priorities.current()
        priorities = self.fields["priorities"]
        assert isinstance(priorities, forms.ModelMultipleChoiceField)
        priorities.queryset = current
        if not current.exists():
            del self.fields["priorities"]


class AdditionForm(PlanForm):
    """What was added to the scope since."""

    what = text("What was added", "Enter what was added to the scope", most=300)
    added_on = Day(label="On", needed="Enter the day on which it was added")
    agreed_by = text("Who agreed to it", most=120)
    hints = {"added_on": DAY, "agreed_by": "A committee or a post. Leave it empty if nobody did."}
    widths = {"added_on": "nhsuk-input--width-10"}

    def clean_added_on(self) -> Any:
        """A day that has been."""
        if self.cleaned_data["added_on"] > moments.today():
            raise forms.ValidationError("Enter a day that is not still to come")
        return self.cleaned_data["added_on"]
