"""Three questions that make a path, and the questions of a unit."""

from typing import Any

from django import forms

from equity_lens_web.accounts.models import Organisation
from equity_lens_web.design_system.forms import Form
from equity_lens_web.guidance.reading import Entry
from equity_lens_web.leadership.models import Induction


class InductionForm(Form):
    """Experience, time, kind of trust."""

    experience = forms.ChoiceField(
        label="How well do you know the field?",
        choices=Induction.Experience.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how well you know the field"},
    )
    time = forms.ChoiceField(
        label="How much time have you for the role?",
        choices=Induction.Time.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how much time you have"},
    )
    kind = forms.ChoiceField(
        label="What kind of trust is it?",
        choices=[each for each in Organisation.Sector.choices if each[0]],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the kind of trust"},
    )


class UnitForm(Form):
    """The two questions of a unit, each with its answers."""

    def __init__(self, unit: Entry, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit = unit
        for number in (1, 2):
            options = unit.fields[f"options_{number}"]
            self.fields[f"question_{number}"] = forms.TypedChoiceField(
                label=unit.fields[f"question_{number}"],
                choices=list(enumerate(options, start=1)),
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={"required": "Choose an answer: nobody sees it but you"},
            )

    def explained(self) -> list[tuple[str, str, str]]:
        """Each question with what was chosen against what holds, and why; once valid."""
        told = []
        for number in (1, 2):
            fields = self.unit.fields
            right = fields[f"right_{number}"]
            holds = fields[f"options_{number}"][right - 1]
            is_right = self.cleaned_data[f"question_{number}"] == right
            said = f"Yes: {holds[:1].lower()}{holds[1:]}." if is_right else f"What holds: {holds}."
            told.append((fields[f"question_{number}"], said, fields[f"explained_{number}"]))
        return told
