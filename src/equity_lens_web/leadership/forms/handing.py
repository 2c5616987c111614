"""To whom something is handed, who covers for whom, and what a successor should know."""

import datetime as dt
from typing import Any

from django import forms

from equity_lens_web.accounts.models import Membership, Organisation
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.design_system import moments
from equity_lens_web.design_system.advice import AdvisedForm
from equity_lens_web.design_system.forms import Form
from equity_lens_web.leadership.forms.charter import BRITISH
from equity_lens_web.leadership.models import WorthKnowing
from equity_lens_web.plan.forms.parts import OneMember

DAY = "Enter a day, month and year, such as 14 12 2026"


def _member(label: str, missing: str) -> OneMember:
    return OneMember(
        None,
        label=label,
        empty_label="Choose a member",
        error_messages=dict.fromkeys(("required", "invalid_choice"), missing),
    )


def _of(organisation: Organisation) -> Any:
    """Members who may read the plan and decisions, by name."""
    return (
        organisation.memberships.current()
        .that_may(Permission.PLAN_READ)
        .that_may(Permission.ACTIONS_READ)
        .select_related("person")
        .order_by("person__name", "pk")
    )


class HandOverForm(Form):
    """Who takes everything over."""

    to = _member("Who takes it over?", "Choose who takes it over")

    def __init__(self, leaving: Membership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = _of(leaving.organisation).exclude(person=leaving.person_id)


class CoverForm(Form):
    """Who is away, who covers, and from when to when."""

    away = _member("Who is away?", "Choose who is away")
    covers = _member("Who covers?", "Choose who covers")
    from_on = forms.DateField(
        label="From",
        input_formats=BRITISH,
        error_messages=dict.fromkeys(("required", "invalid"), DAY),
    )
    to_on = forms.DateField(
        label="To, and including",
        input_formats=BRITISH,
        error_messages=dict.fromkeys(("required", "invalid"), DAY),
    )
    hints = {"to_on": "For example, 14 12 2026 or 14 December 2026."}
    widths = dict.fromkeys(("from_on", "to_on"), "nhsuk-input--width-10")

    def __init__(self, organisation: Organisation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("away", "covers"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = _of(organisation)

    def clean(self) -> dict[str, Any]:
        """Two people, and days in their order that are not over."""
        given = super().clean() or {}
        away, covers = given.get("away"), given.get("covers")
        if away and covers and away == covers:
            self.add_error("covers", "Choose somebody else to cover")
        first: dt.date | None = given.get("from_on")
        last: dt.date | None = given.get("to_on")
        if first and last and last < first:
            self.add_error("to_on", "Enter a day that is not before the first")
        elif last and last < moments.today():
            self.add_error("to_on", "Enter a day that is still to come")
        return given


class WorthKnowingForm(AdvisedForm):
    """One risk, partner or lesson."""

    kind = forms.ChoiceField(
        label="What is it?",
        choices=WorthKnowing.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a risk, a partner or a lesson"},
    )
    text = forms.CharField(
        label="What should your successor know?",
        max_length=400,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Enter what your successor should know"},
    )
    field_order = ("kind", "text")
