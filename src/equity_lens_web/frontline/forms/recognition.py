"""The form by which a team and its partners are thanked."""

import datetime as dt
from typing import Any

from django import forms

from equity_lens_web.design_system import moments
from equity_lens_web.design_system.advice import AdvisedForm
from equity_lens_web.evidence.forms.care import BRITISH
from equity_lens_web.frontline.services.recognition import Partner

A_DAY = "Enter a day, month and year, such as 31 3 2026"
PARTNERS = (("partner", "agreed_on"), ("second_partner", "second_agreed_on"))


def _partner(label: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=120,
        error_messages={"max_length": "Shorten the partner’s name to 120 characters or fewer"},
    )


def _day(label: str) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, input_formats=BRITISH, error_messages={"invalid": A_DAY}
    )


class RecognitionForm(AdvisedForm):
    """Whom to thank and in which words; a partner is named with the day on which they agreed."""

    team = forms.CharField(
        label="Team",
        max_length=160,
        error_messages={
            "required": "Enter the team, by its roles and not by names",
            "max_length": "Shorten the team to 160 characters or fewer",
        },
    )
    partner = _partner("Partner outside the trust (optional)")
    agreed_on = _day("Day on which they agreed to be named")
    second_partner = _partner("Another partner (optional)")
    second_agreed_on = _day("Day on which the other partner agreed to be named")
    thanks = forms.CharField(
        label="Your thanks",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": "Enter your thanks to the team and its partners",
            "max_length": "Shorten your thanks to 1,000 characters or fewer",
        },
    )
    hints = {
        "team": "Roles, such as “Clinic manager, nurse, patient partner”.",
        "agreed_on": "For example, 31 3 2026 or 31 March 2026.",
        "thanks": "Say what they changed, and for whom. The gap’s own figures stand below it.",
    }
    widths = {"agreed_on": "nhsuk-input--width-10", "second_agreed_on": "nhsuk-input--width-10"}
    field_order = ["team", *(name for pair in PARTNERS for name in pair), "thanks"]

    def clean(self) -> dict[str, Any]:
        """A partner is named where they agreed, and a day belongs to a partner."""
        given = super().clean() or {}
        for partner, agreed in PARTNERS:
            if given.get(partner) and not given.get(agreed) and agreed not in self.errors:
                self.add_error(agreed, "Enter the day on which they agreed to be named")
            if given.get(agreed) and not given.get(partner):
                self.add_error(partner, "Enter the partner who agreed on that day")
            if given.get(agreed) and given[agreed] > moments.today():
                self.add_error(agreed, "Enter a day that is not still to come")
        return given

    @property
    def partners(self) -> list[Partner]:
        """Those to be named."""
        said: dict[str, Any] = self.cleaned_data
        days: list[tuple[str, dt.date | None]] = [(said[name], said[on]) for name, on in PARTNERS]
        return [Partner(name, on) for name, on in days if name and on]
