"""Who looks after a field, what it should reach, and by when."""

from decimal import Decimal
from typing import Any

from django import forms

from equity_lens_web.design_system import moments
from equity_lens_web.design_system.forms import Form

BRITISH = ["%d %m %Y", "%d/%m/%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y", "%Y-%m-%d"]
PERCENT = "Enter a target from 0 to 100, such as 95"


class CareForm(Form):
    """An owner always; a target and its day where they have been agreed."""

    owner = forms.CharField(
        label="Who looks after it",
        max_length=120,
        error_messages={"required": "Enter who looks after it: a post, or a person’s name"},
    )
    target = forms.DecimalField(
        label="Target: share complete (%)",
        required=False,
        min_value=0,
        max_value=100,
        decimal_places=2,
        error_messages={"invalid": PERCENT, "min_value": PERCENT, "max_value": PERCENT},
    )
    by_on = forms.DateField(
        label="To be reached by",
        required=False,
        input_formats=BRITISH,
        error_messages={"invalid": "Enter a day, month and year, such as 31 3 2027"},
    )
    hints = {
        "owner": "A post is better than a name: it stays when people move.",
        "by_on": "For example, 31 3 2027 or 31 March 2027.",
    }
    widths = {
        "target": "nhsuk-input--width-5",
        "by_on": "nhsuk-input--width-10",
    }

    def clean(self) -> dict[str, Any]:
        """A day belongs to a target."""
        given = super().clean() or {}
        if given.get("by_on") and given.get("target") is None and "target" not in self.errors:
            self.add_error("target", "Enter the target that is to be reached by that day")
        if given.get("by_on") and given["by_on"] < moments.today():
            self.add_error("by_on", "Enter a day that is still to come")
        return given

    @property
    def share(self) -> Decimal | None:
        """The target as a proportion, 0 to 1."""
        percent: Decimal | None = self.cleaned_data["target"]
        return None if percent is None else percent / 100
