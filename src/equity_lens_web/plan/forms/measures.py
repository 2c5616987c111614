"""Forms of the chain of measures."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from equity_lens.disclosure.released import Finding
from equity_lens_web.accounts.models import Organisation
from equity_lens_web.design_system import moments
from equity_lens_web.plan.forms.parts import (
    DAY,
    Day,
    LedForm,
    Part,
    PlanForm,
    choice,
    gap_choices,
    lines,
    text,
)
from equity_lens_web.plan.models import ChainMeasure
from equity_lens_web.plan.models.measures import Stage


class MeasureForm(LedForm):
    """A title and a stage begin a draft; the rest is needed before the measure is chosen."""

    title = text("What is measured", "Enter what is measured")
    stage = choice("Stage", Stage.choices, "Choose the stage that it belongs to")
    definition = lines("Definition")
    gap = forms.ChoiceField(label="Read the baseline from a finding", required=False)
    baseline = text("Baseline", most=300)
    direction = choice("Which way is better", ChainMeasure.Direction.choices)
    review_on = Day(label="To be reviewed on")
    led_as = "Who owns it"
    hints = {
        "definition": "What is counted, out of what, from where.",
        "gap": "Its released figure is then kept as the baseline, as it stands today.",
        "baseline": "Where it stands now. “Not known yet; first counted in March” is an answer.",
        "review_on": DAY,
    }
    widths = {"review_on": "nhsuk-input--width-10"}

    def __init__(
        self, organisation: Organisation, findings: Sequence[Finding], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(organisation, *args, **kwargs)
        gap = self.fields["gap"]
        assert isinstance(gap, forms.ChoiceField)
        gap.choices = gap_choices(findings)
        if not findings:
            del self.fields["gap"]


class DraftsForm(PlanForm):
    """What most drafts lack, for all of them at once; one left without a baseline stays a draft.

    ``drafts`` come each with the day on which it is best reviewed.
    """

    def __init__(
        self, drafts: Iterable[tuple[ChainMeasure, dt.date]], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.drafts, self.sections, self.hints, self.widths = [], [], {}, {}
        for draft, review_on in drafts:
            baseline, review = f"baseline_{draft.pk}", f"review_{draft.pk}"
            self.fields[baseline] = text("Where it stands now", most=300)
            self.fields[baseline].initial = draft.baseline
            self.fields[review] = Day(label="To be reviewed on")
            self.fields[review].initial = draft.review_on or review_on
            self.hints[baseline] = "“Not known yet; first counted in March” is an answer."
            self.widths[review] = "nhsuk-input--width-10"
            told = f"{draft.definition} Owned by {draft.who or 'nobody yet'}."
            self.sections.append(
                Part(f"{draft.get_stage_display()}: {draft.title}", told, (baseline, review))
            )
            self.drafts.append(draft)

    def clean(self) -> dict[str, Any]:
        """At least one has a baseline, and what has one has a day of review."""
        given = super().clean()
        for each in self.drafts:
            review = f"review_{each.pk}"
            if given.get(f"baseline_{each.pk}") and not given.get(review, True):
                self.add_error(review, f"Enter the day on which this is reviewed: {each.title}")
        if self.drafts and not self.errors and not self.chosen:
            first = f"baseline_{self.drafts[0].pk}"
            self.add_error(first, "Enter where one of them stands now, or go back")
        return given

    @property
    def chosen(self) -> dict[int, dict[str, Any]]:
        """Baseline and day of review of each draft that has a baseline."""
        given = self.cleaned_data
        return {
            each.pk: {
                "baseline": given[f"baseline_{each.pk}"],
                "review_on": given[f"review_{each.pk}"],
            }
            for each in self.drafts
            if given.get(f"baseline_{each.pk}")
        }


class ReadingForm(PlanForm):
    """What the measure was found to be, and when it is looked at next."""

    found = text("What it was found to be", "Enter what it was found to be", most=300)
    read_on = Day(label="On", needed="Enter the day on which it was read")
    review_on = Day(label="Next review", needed="Enter the day of the next review")
    hints = {"read_on": DAY}
    widths = dict.fromkeys(("read_on", "review_on"), "nhsuk-input--width-10")

    def clean_review_on(self) -> Any:
        """A day to come."""
        if self.cleaned_data["review_on"] <= moments.today():
            raise forms.ValidationError("Enter a day that is still to come")
        return self.cleaned_data["review_on"]
