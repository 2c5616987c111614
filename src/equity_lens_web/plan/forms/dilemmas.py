"""Forms of a dilemma."""

from typing import Any

from django import forms

from equity_lens_web.accounts.models import Organisation
from equity_lens_web.plan.forms.parts import LedForm, PlanForm, SomeMembers, lines, members_of, text
from equity_lens_web.plan.models import Dilemma, Effect

PUBLIC, PRIVATE = "public", "private"


class DilemmaForm(LedForm):
    """The question, on whom it falls, and who may read it."""

    question = text("The question", "Enter the question that is to be decided")
    groups = lines("On whom it falls", "Enter each group on whom it falls, one a line")
    values = lines("Values that pull in different ways")
    views_heard = lines("Views heard, and whose")
    is_private = forms.TypedChoiceField(
        label="Who may read it",
        choices=[(PRIVATE, "You, and those whom you name"), (PUBLIC, "Everybody who reads the plan; fit to be published")],
        coerce=lambda value: value == PRIVATE,
        initial=PRIVATE,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who may read it"},
    )  # fmt: skip
    hints = {
        "groups": "One a line. Every option then says who gains and who loses among them.",
        "is_private": "Only you can change who may read it.",
    }

    def __init__(self, organisation: Organisation, *args: Any, **kwargs: Any) -> None:
        super().__init__(organisation, *args, **kwargs)
        self.fields["readers"] = SomeMembers(
            members_of(organisation),
            label="Who else may read it while it is private",
            required=False,
        )

    def keep_what_was_decided(self) -> None:
        """Once it is decided, only people and readers are asked for."""
        for name in ("question", "groups", "values", "views_heard"):
            del self.fields[name]


class OptionForm(PlanForm):
    """An option, and what it means for each group."""

    title = text("The option", "Enter what would be done")

    def __init__(self, dilemma: Dilemma, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = dilemma.falls_on
        for i, group in enumerate(self.groups):
            self.fields[f"falls_{i}"] = forms.ChoiceField(
                label=f"{group}: gains or loses?",
                choices=Effect.Falls.choices,
                initial=Effect.Falls.UNKNOWN,
            )
            self.fields[f"how_{i}"] = text(f"{group}: how?", most=300)

    @property
    def effects(self) -> dict[str, tuple[str, str]]:
        """For each group, whether it gains or loses, and how."""
        given = self.cleaned_data
        return {
            group: (given[f"falls_{i}"], given[f"how_{i}"]) for i, group in enumerate(self.groups)
        }


class DecisionForm(PlanForm):
    """What was decided, and why."""

    decision = lines("What was decided", "Enter what was decided")
    reasons = lines("Reasons", "Enter the reasons, so that those who lose can read them")
