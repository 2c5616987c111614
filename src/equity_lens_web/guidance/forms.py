"""Writing an entry, saying why, answering a proposal."""

import datetime as dt
from typing import Any

from django import forms

from equity_lens_web.design_system import moments
from equity_lens_web.design_system.advice import AdvisedForm
from equity_lens_web.evidence.forms.care import BRITISH
from equity_lens_web.guidance.presenters.differences import as_text
from equity_lens_web.guidance.reading import Entry
from equity_lens_web.guidance.shipped import Kind

DAY = "Enter a day, month and year, such as 31 3 2027"
PREFIX = "text_"


class Lines(forms.CharField):
    """A list of texts, one a line."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> Any:
        """The lines that say something."""
        return [line.strip() for line in (super().to_python(value) or "").splitlines() if line.strip()]  # fmt: skip

    def validate(self, value: Any) -> None:
        """A list that is needed has a line at least."""
        if self.required and not value:
            raise forms.ValidationError(self.error_messages["required"], code="required")


class EntryForm(AdvisedForm):
    """An entry's title and the texts that may be changed, with the reason."""

    title = forms.CharField(
        label="Title", max_length=200, error_messages={"required": "Enter a title"}
    )
    reason = forms.CharField(
        label="Why",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Enter why: those who read it later will ask"},
    )

    def __init__(
        self, kind: Kind, entry: Entry | None, *given: Any, as_new: bool = False, **more: Any
    ) -> None:
        """``entry`` is what stands there at first; ``as_new`` where it is only where one begins."""
        fields = entry.fields if entry else {}
        initial = {PREFIX + each: _shown(fields.get(each)) for each in kind.editable}
        if entry:
            initial["title"] = entry.title
        super().__init__(*given, initial=initial, **more)
        self.kind, self.entry, self.as_new = kind, entry, as_new
        for each in kind.editable:
            self.fields[PREFIX + each] = _field(kind, each)
        last = ["reason", "as_it_is"]
        self.order_fields([each for each in self.fields if each not in last] + last)

    @property
    def written(self) -> dict[str, Any]:
        """The texts, once the form is valid."""
        return {each: self.cleaned_data[PREFIX + each] for each in self.kind.editable}

    @property
    def shown(self) -> list[Any]:
        """The fields in their order; the tick of the advice stands at its own place."""
        return [self[name] for name in self.fields if name != "as_it_is"]

    def clean(self) -> dict[str, Any]:
        """A change changes something."""
        given = super().clean() or {}
        if self.entry and not self.as_new and not self.errors:
            now = [as_text(self.entry.fields.get(each)) for each in self.kind.editable]
            then = [as_text(given.get(PREFIX + each)) for each in self.kind.editable]
            if now == then and given["title"] == self.entry.title:
                self.add_error("title", "Change the title or one of the texts, or go back")
        return given


class ReasonForm(AdvisedForm):
    """A reason alone."""

    reason = forms.CharField(
        label="Why",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter why: those who read it later will ask"},
    )


class AnswerForm(AdvisedForm):
    """What an editor makes of a proposal."""

    answer = forms.ChoiceField(
        label="Your answer",
        choices=[("accept", "Accept: use these words"), ("decline", "Decline: leave it as it is")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether to accept or decline"},
    )
    reason = forms.CharField(
        label="Why",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter why: whoever proposed it reads this"},
    )
    hints = {"reason": "Whoever proposed it reads this, and so does everybody who opens the entry."}


def _field(kind: Kind, name: str) -> forms.Field:
    """The field by what it holds; it is needed where every shipped entry has it."""
    label, holds = kind.label(name), kind.type_of(name)
    needed = all(each.fields.get(name) for each in kind.entries.values())
    missing = {"required": f"Enter {label[0].lower()}{label[1:]}"}
    if holds is list:
        return Lines(label=label, required=needed, error_messages=missing, help_text="One a line.")
    if holds is dt.date:
        return forms.DateField(
            label=label,
            required=needed,
            input_formats=BRITISH,
            error_messages={"required": DAY, "invalid": DAY},
        )
    if holds is int:
        return forms.IntegerField(
            label=label,
            required=needed,
            min_value=0,
            error_messages={**missing, "invalid": "Enter a whole number, such as 30"},
        )
    longest = max((len(str(each.fields.get(name, ""))) for each in kind.entries.values()), default=0)  # fmt: skip
    widget = forms.Textarea(attrs={"rows": min(12, 2 + longest // 90)}) if longest > 70 else None
    return forms.CharField(
        label=label, required=needed, max_length=4000, widget=widget, error_messages=missing
    )


def _shown(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return "\n".join(str(each) for each in value)
    return moments.day(value) if isinstance(value, dt.date) else value
