"""The form that makes a token."""

from django import forms

from equity_lens_web.design_system.forms import Form

LASTS = (("30", "30 days"), ("90", "90 days"), ("365", "1 year"))


class TokenForm(Form):
    """What a token is for, and for how long."""

    name = forms.CharField(
        label="What is it for?",
        max_length=80,
        error_messages={"required": "Enter what the token is for, such as “Power BI of finance”"},
    )
    days = forms.TypedChoiceField(
        label="How long should it work?",
        choices=LASTS,
        coerce=int,
        initial="90",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose how long the token should work",
            "invalid_choice": "Choose one of the lengths of time",
        },
    )
    may_send = forms.BooleanField(
        label="It may also send the counts of improvement projects", required=False
    )
    hints = {"name": "For example “Power BI of finance”. Do not enter a person's name."}
    widths = {"name": "nhsuk-input--width-20"}
