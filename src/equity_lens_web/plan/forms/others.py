"""Forms of the vision, of needs and of joint missions, and of handing over."""

from typing import Any

from django import forms

from equity_lens_web.accounts.models import Organisation
from equity_lens_web.plan.forms.parts import (
    DAY,
    Day,
    LedForm,
    OneMember,
    PlanForm,
    choice,
    lines,
    members_of,
    text,
)
from equity_lens_web.plan.forms.theories import priority_field
from equity_lens_web.plan.models import Ambition, CauseEvidence


class VisionForm(PlanForm):
    """The shared statement, role by role."""

    employer = lines("As an employer", "Enter what you want to be as an employer")
    provider = lines("As a care provider", "Enter what you want to be as a care provider")
    anchor = lines(
        "As an anchor institution", "Enter what you want to be for the place in which you stand"
    )
    partners = lines("Partners who share it")
    hints = {
        "anchor": "What you buy, build and lend to the place: jobs, contracts, land.",
        "partners": "One a line.",
    }


class AmbitionForm(LedForm):
    """What is to be reached, how it is measured and who owns it."""

    title = text("What you want to have reached", "Enter what you want to have reached")
    role = choice("In which role", Ambition.InRole.choices, "Choose the role that it belongs to")
    measured_by = text("How it is measured", "Enter how it is measured")
    led_as = "Who owns it"

    def clean(self) -> dict[str, Any]:
        """Somebody owns it."""
        given = super().clean()
        if not given.get("lead") and not given.get("post"):
            self.add_error("lead", "Choose who owns it, or enter their post")
        return given


class CauseForm(PlanForm):
    """A suspected cause, and what may lie behind it."""

    title = text("What may cause the gap", "Enter what may cause the gap")
    behind_it = text("And what may lie behind that", most=300)
    hints = {"behind_it": "The cause of the cause: travel, work, language, money, trust."}


class CauseEvidenceForm(PlanForm):
    """What speaks for a cause or against it."""

    speaks = choice("Which way does it speak?", CauseEvidence.Speaks.choices, "Choose which way")
    comes_from = choice(
        "Where does it come from?", CauseEvidence.Comes.choices, "Choose where it comes from"
    )
    says = text("What it says", "Enter what it says", most=300)
    source = text("Source", "Enter where it can be looked up, or who said it, as a group")
    hints = {"source": "For insight, say which group of people, and never who."}


class MissionForm(LedForm):
    """The goal, and the first two parts: one body alone has no joint mission."""

    title = text("The goal", "Enter the goal that you own together")
    by_on = Day(label="To be reached by")
    hints = {"by_on": DAY}
    widths = {"by_on": "nhsuk-input--width-10"}

    def __init__(self, organisation: Organisation, *args: Any, **kwargs: Any) -> None:
        super().__init__(organisation, *args, **kwargs)
        self.fields["priority"] = priority_field(organisation)
        for i, which in enumerate(("First body", "Second body"), start=1):
            self.fields[f"body_{i}"] = text(which, "Enter the name of the body", most=120)
            self.fields[f"owner_{i}"] = text(
                f"{which}: who owns it there", "Enter the post that owns it there", most=120
            )
            self.fields[f"does_{i}"] = text(
                f"{which}: its part", "Enter what this body does", most=300
            )

    def clean(self) -> dict[str, Any]:
        """Two bodies, and not one twice."""
        given = super().clean()
        names = [str(given.get(f"body_{i}", "")).strip().casefold() for i in (1, 2)]
        if all(names) and names[0] == names[1]:
            self.add_error(
                "body_2", "Enter a second body: a goal of one body is not a joint mission"
            )
        return given

    @property
    def parts(self) -> list[dict[str, str]]:
        """Each body with its owner and its part."""
        return [
            {name: self.cleaned_data[f"{name}_{i}"] for name in ("body", "owner", "does")}
            for i in (1, 2)
        ]


class PartForm(PlanForm):
    """One more body's part."""

    body = text("Body", "Enter the name of the body", most=120)
    owner = text("Who owns it there", "Enter the post that owns it there", most=120)
    does = text("Its part", "Enter what this body does", most=300)


class HandoverForm(PlanForm):
    """Who takes it over."""

    to = OneMember(
        None,
        label="Who takes it over",
        empty_label="Choose a member",
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Choose who takes it over"),
    )

    def __init__(self, organisation: Organisation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to = self.fields["to"]
        assert isinstance(to, forms.ModelChoiceField)
        to.queryset = members_of(organisation).that_may("plan.read")
