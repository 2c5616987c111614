"""Days and months as people in Britain write them."""

import datetime as dt
from typing import Any

from django import forms

BRITISH = ["%d %m %Y", "%d/%m/%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y", "%Y-%m-%d"]
MONTHS = ["%m %Y", "%m/%Y", "%B %Y", "%b %Y", "%Y-%m"]
A_DAY = "For example, 31 3 2027."
A_MONTH = "For example, 11 2026 or November 2026."
WIDTH = "nhsuk-input--width-10"


def day_field(label: str, instruction: str, *, required: bool = True) -> forms.DateField:
    """A day; ``instruction`` says what to enter where there is none."""
    return forms.DateField(
        label=label,
        required=required,
        input_formats=BRITISH,
        error_messages={
            "required": instruction,
            "invalid": "Enter a day, month and year, such as 31 3 2027",
        },
    )


def in_words(month: str) -> str:
    """A month as a field shows it.

    >>> in_words("2026-11")
    'November 2026'
    """
    return f"{dt.datetime.strptime(month, '%Y-%m'):%B %Y}" if month else ""


class MonthField(forms.CharField):
    """A month, kept as "2026-11"."""

    def __init__(self, label: str, instruction: str, **more: Any) -> None:
        super().__init__(label=label, error_messages={"required": instruction}, **more)

    def to_python(self, value: Any) -> str:
        """The month, however it was written."""
        text = " ".join((super().to_python(value) or "").split())
        for each in MONTHS if text else ():
            try:
                return f"{dt.datetime.strptime(text, each):%Y-%m}"
            except ValueError:
                continue
        if text:
            raise forms.ValidationError("Enter a month and year, such as 11 2026")
        return text
