"""Bringing counts: a table, or numbers keyed by hand."""

import datetime as dt
from typing import Any

from django import forms

from equity_lens import pipeline
from equity_lens_web.design_system import moments
from equity_lens_web.design_system.forms import Form
from equity_lens_web.improvement.models import ProjectMeasure
from equity_lens_web.improvement.splits import subgroups_of

LARGEST = 5 * 1024 * 1024
WHOLE = {"invalid": "Enter a whole number", "min_value": "Enter a number that is not below nought",
         "max_value": f"Enter {pipeline.LARGEST_COUNT:,} at most"}  # fmt: skip
BACK = 60
SHORT = "nhsuk-input--width-5"


class TableForm(Form):
    """One counts table."""

    file = forms.FileField(
        label="Counts table (CSV)",
        error_messages={"required": "Choose the file with the counts", "empty": "Choose a file that is not empty"},
    )  # fmt: skip

    def clean_file(self) -> Any:
        """A project's table is small."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError("Choose a file of at most 5 MB: counts, and not records")
        return file


class PeriodForm(Form):
    """Which month or week is keyed. Sent by GET."""

    period = forms.ChoiceField(
        label="Month, or week", error_messages={"required": "Choose the month or week"}
    )
    hints = {"period": "A week counts to the month in which it begins."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["period"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = _periods()


class CountsForm(Form):
    """For each group: how many, out of how many. A group that nobody counted stays empty."""

    def __init__(self, split: ProjectMeasure, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = subgroups_of(split.dimension)
        for place, _ in enumerate(self.groups):
            for part, label in (("events", "how many"), ("people", "out of how many")):
                name = f"{part}_{place}"
                self.fields[name] = forms.IntegerField(
                    label=f"{self.groups[place].label}: {label}",
                    required=False,
                    min_value=0,
                    max_value=pipeline.LARGEST_COUNT,
                    error_messages=WHOLE,
                )
                self.fields[name].widget.attrs["inputmode"] = "numeric"
                self.widths = {**self.widths, name: SHORT}

    def clean(self) -> dict[str, Any]:
        """Both counts of a group or neither; no more than there are; and something at all."""
        given = super().clean() or {}
        for place, group in enumerate(self.groups):
            events, people = given.get(f"events_{place}"), given.get(f"people_{place}")
            if (events is None) != (people is None) and not self._is_wrong(place):
                lacking = "events" if events is None else "people"
                self.add_error(
                    f"{lacking}_{place}", f"Enter both counts for “{group.label}”, or neither"
                )
            elif events is not None and people is not None and events > people:
                self.add_error(
                    f"events_{place}", f"Enter no more than the {people:,} that it is out of"
                )
        if not self.errors and not self.counts:
            self.add_error("events_0", "Enter the counts of at least one group")
        return given

    @property
    def counts(self) -> dict[str, tuple[int | None, int | None]]:
        """Events and people of each group that was counted."""
        given = self.cleaned_data
        pairs = {
            group.key: (given.get(f"events_{place}"), given.get(f"people_{place}"))
            for place, group in enumerate(self.groups)
        }
        return {key: pair for key, pair in pairs.items() if pair[1] is not None}

    @property
    def rows(self) -> list[tuple[str, Any, Any]]:
        """Each group with its two fields."""
        return [
            (group.label, self[f"events_{place}"], self[f"people_{place}"])
            for place, group in enumerate(self.groups)
        ]

    def _is_wrong(self, place: int) -> bool:
        return bool({f"events_{place}", f"people_{place}"} & self.errors.keys())


def _periods() -> list[tuple[str, list[tuple[str, str]]] | tuple[str, str]]:
    """Months and weeks that are over, the latest first."""
    today = moments.today()
    month = today.replace(day=1) - dt.timedelta(days=1)
    months: list[tuple[str, str]] = []
    while len(months) < BACK:
        months.append((f"{month:%Y-%m}", f"{month:%B %Y}"))
        month = month.replace(day=1) - dt.timedelta(days=1)
    weeks = [
        (monday, f"Week from {moments.day(dt.date.fromisoformat(monday))}")
        for label in [f"{today:%Y-%m}", *(key for key, _ in months[:3])]
        for monday in reversed(pipeline.weeks_of(label))
        if dt.date.fromisoformat(monday) + dt.timedelta(days=7) <= today
    ]
    return [*months[:3], *weeks, *months[3:]]
