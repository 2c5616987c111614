"""Forms of advocates: of oneself, of somebody who agreed, and what was offered."""

import datetime as dt
from typing import Any

from django import forms

from equity_lens_web.design_system import moments
from equity_lens_web.design_system.advice import AdvisedForm
from equity_lens_web.design_system.forms import Form
from equity_lens_web.evidence.forms.care import BRITISH
from equity_lens_web.frontline.models import Advocate

HOURS = "Enter hours a month from 0 to 100, such as 2 or 1.5"
TOLD_US = [each for each in Advocate.Consent.choices if each[0] != Advocate.Consent.THEMSELVES]


class AdvocateForm(Form):
    """How somebody wants to be known, where they work, and the time they give."""

    known_as = forms.CharField(
        label="How you want to be known",
        max_length=80,
        error_messages={
            "required": "Enter how you want to be known: a role or a name",
            "max_length": "Shorten it to 80 characters or fewer",
        },
    )
    team = forms.CharField(
        label="Team, ward or organisation",
        max_length=80,
        error_messages={
            "required": "Enter the team, ward or organisation",
            "max_length": "Shorten it to 80 characters or fewer",
        },
    )
    hours_a_month = forms.DecimalField(
        label="Hours a month that you can give",
        min_value=0,
        max_value=100,
        decimal_places=1,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value", "max_decimal_places"), HOURS
        ),
    )
    hints = {"known_as": "A role is enough, such as “Clinic nurse”."}
    widths = {"hours_a_month": "nhsuk-input--width-5"}


class ConsentForm(AdvocateForm):
    """The same of somebody without an account, with their consent."""

    consent = forms.ChoiceField(
        label="How they agreed to be recorded",
        choices=TOLD_US,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how they agreed"},
    )
    consent_on = forms.DateField(
        label="When they agreed",
        input_formats=BRITISH,
        error_messages={
            "required": "Enter the day on which they agreed",
            "invalid": "Enter a day, month and year, such as 31 3 2026",
        },
    )
    hints = {
        "known_as": "As they want it: a role is enough.",
        "consent": "Tell them what is recorded, who sees it, and that it is erased when they ask.",
        "consent_on": "For example, 31 3 2026 or 31 March 2026.",
    }
    widths = {**AdvocateForm.widths, "consent_on": "nhsuk-input--width-10"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["known_as"].label = "How they want to be known"
        self.fields["hours_a_month"].label = "Hours a month that they can give"

    def clean_consent_on(self) -> dt.date:
        """Nobody has agreed on a day that is still to come."""
        day: dt.date = self.cleaned_data["consent_on"]
        if day > moments.today():
            raise forms.ValidationError("Enter a day that is not still to come")
        return day


class SupportForm(AdvisedForm):
    """What an advocate was offered."""

    what = forms.CharField(
        label="Support offered",
        max_length=160,
        error_messages={
            "required": "Enter what was offered, such as “Two hours a month off the rota”",
            "max_length": "Shorten it to 160 characters or fewer",
        },
    )
    hints = {"what": "Time off the rota, a course, somebody to ask. Not why they need it."}
