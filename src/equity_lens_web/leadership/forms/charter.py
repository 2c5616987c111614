"""The charter's ten questions, and the one page on which time and money are named."""

from decimal import Decimal
from typing import Any

from django import forms

from equity_lens_web.design_system import moments
from equity_lens_web.design_system.advice import AdvisedForm
from equity_lens_web.design_system.forms import Form

BRITISH = ["%d %m %Y", "%d/%m/%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y", "%Y-%m-%d"]
DAYS = "Enter days a month from 0 to 31, such as 0.5 or 2"
POUNDS = "Enter whole pounds, such as 40000, or 0 for none"
DAY = "Enter a day, month and year, such as 30 9 2027"
LINES = {"rows": 3}
NARROW, MIDDLE = "nhsuk-input--width-5", "nhsuk-input--width-10"


def _days(**more: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label="Days a month for the role",
        min_value=0,
        max_value=31,
        decimal_places=1,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value", "max_decimal_places"), DAYS
        ),
        **more,
    )


def _pounds(**more: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label="Budget of the role: pounds a year",
        min_value=0,
        max_value=100_000_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), POUNDS),
        **more,
    )


class PoundsAsTyped(Form):
    """People write "£40,000"; the field reads 40000."""

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        if data is not None:
            data = data.copy()
            data["budget"] = data.get("budget", "").translate(str.maketrans("", "", "£, "))
        super().__init__(data, *args, **kwargs)


class CharterForm(PoundsAsTyped, AdvisedForm):
    """Ten answers. Each may wait: what is not answered stays visible as a gap."""

    portfolio = forms.CharField(
        label="What portfolio does the lead hold besides?", max_length=200, required=False
    )
    days_a_month = _days(required=False)
    budget = _pounds(required=False)
    deputy = forms.CharField(label="Who is the deputy?", max_length=120, required=False)
    reports_to = forms.CharField(
        label="To whom, and where, does the lead report?", max_length=200, required=False
    )
    shared_with = forms.CharField(label="Who shares the role?", max_length=200, required=False)
    purpose = forms.CharField(
        label="What is the role for?", widget=forms.Textarea(LINES), max_length=600, required=False
    )
    scope = forms.CharField(
        label="What is in it, and what is not?",
        widget=forms.Textarea(LINES),
        max_length=600,
        required=False,
    )
    support = forms.CharField(
        label="What support has been agreed?",
        widget=forms.Textarea(LINES),
        max_length=600,
        required=False,
    )
    review_on = forms.DateField(
        label="When is the charter reviewed?",
        required=False,
        input_formats=BRITISH,
        error_messages={"invalid": DAY},
    )
    hints = {
        "portfolio": "For example, medical director.",
        "days_a_month": "As it is now. Leave it empty if nobody has said; enter 0 if there is none.",
        "budget": "As it is now. Leave it empty if nobody has said; enter 0 if there is none.",
        "deputy": "A post is better than a name: it stays when people move.",
        "reports_to": "For example, to the chief executive, and to the quality committee every quarter.",
        "shared_with": "Posts on the board, or partner bodies. Leave it empty if nobody does.",
        "scope": "Both keep the role from growing by itself.",
        "support": "For example, half an analyst, time of the improvement team, a coach.",
        "review_on": "For example, 30 9 2027 or 30 September 2027.",
    }
    widths = {"days_a_month": NARROW, "budget": MIDDLE, "review_on": MIDDLE}

    def clean_review_on(self) -> Any:
        """A review is still to come."""
        day = self.cleaned_data["review_on"]
        if day and day < moments.today():
            raise forms.ValidationError("Enter a day that is still to come")
        return day


class TimeAndMoneyForm(PoundsAsTyped):
    """Days and pounds; nought is an answer, and stays on the charter as one."""

    days_a_month = _days()
    budget = _pounds()
    hints = {
        "days_a_month": "For example, 2. Half days count as 0.5.",
        "budget": "For example, £40,000. If there is to be none, enter 0: the charter then says so.",
    }
    widths = {"days_a_month": NARROW, "budget": MIDDLE}

    def named(self) -> tuple[Decimal, int]:
        """The answer, once the form is valid."""
        return self.cleaned_data["days_a_month"], self.cleaned_data["budget"]
