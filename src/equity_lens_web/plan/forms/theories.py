"""Forms of a theory of change."""

from collections.abc import Sequence
from typing import Any

from django import forms

from equity_lens.disclosure.released import Finding
from equity_lens_web.accounts.models import Organisation
from equity_lens_web.design_system import moments
from equity_lens_web.plan.forms.parts import (
    DAY,
    Day,
    LedForm,
    PlanForm,
    choice,
    gap_choices,
    text,
)
from equity_lens_web.plan.models import Arrow

ORDER = [kind for kind, _ in Arrow.Kind.choices]


def priority_field(organisation: Organisation) -> forms.ModelChoiceField:
    """The priority that something is about."""
    return forms.ModelChoiceField(
        organisation.plan_priorities.current(),
        label="Priority that it is about",
        required=False,
        empty_label="None in particular",
    )


class TheoryForm(LedForm):
    """What it is about."""

    title = text("What should change", "Enter what should change, and for whom")
    field_order = ("title", "priority")

    def __init__(self, organisation: Organisation, *args: Any, **kwargs: Any) -> None:
        super().__init__(organisation, *args, **kwargs)
        self.fields["priority"] = priority_field(organisation)
        self.order_fields(self.field_order)


class ArrowForm(PlanForm):
    """From this to that, because."""

    from_kind = choice("From", Arrow.Kind.choices, "Choose where the arrow begins")
    from_text = text("What it begins from", "Enter what the arrow begins from", most=80)
    to_kind = choice("To", Arrow.Kind.choices, "Choose where the arrow leads")
    to_text = text("What it leads to", "Enter what the arrow leads to", most=80)
    because = text("Because", "Enter why one should lead to the other", most=300)
    strength = choice(
        "How well is it known?", Arrow.Strength.choices, "Choose how well it is known"
    )
    assumption = text("What it takes for granted", most=300)
    gap = forms.ChoiceField(label="Gap that should narrow, if it holds", required=False)
    since = Day(label="Work on it began on (today, if you leave it empty)")
    moves_by = Day(label="Narrower by")
    hints = {
        "from_text": "Use the same words as in another arrow, and the two are joined.",
        "gap": "The released figures then speak for the arrow, or against it.",
        "since": "The gap as it stood then is what later figures are set beside.",
        "moves_by": f"Until that day, a gap that has not moved is not held against it. {DAY}",
    }
    widths = dict.fromkeys(("since", "moves_by"), "nhsuk-input--width-10")

    def __init__(self, findings: Sequence[Finding], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        gap = self.fields["gap"]
        assert isinstance(gap, forms.ChoiceField)
        gap.choices = gap_choices(findings)
        if not findings:
            for name in ("gap", "since", "moves_by"):
                del self.fields[name]

    def clean_since(self) -> Any:
        """A day that has been."""
        since = self.cleaned_data["since"]
        if since and since > moments.today():
            raise forms.ValidationError("Enter a day that is not still to come")
        return since

    def clean(self) -> dict[str, Any]:
        """An arrow leads forward, and somewhere else."""
        given = super().clean()
        ends = given.get("from_kind"), given.get("to_kind")
        if all(ends) and ORDER.index(str(ends[1])) < ORDER.index(str(ends[0])):
            self.add_error("to_kind", "Choose an end that does not come before the beginning")
        same = given.get("from_text") and given.get("from_text") == given.get("to_text")
        if same and ends[0] == ends[1]:
            self.add_error("to_text", "Enter something else than what the arrow begins from")
        return given
