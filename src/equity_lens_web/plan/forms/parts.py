"""What the forms of the plan share: days, people, gaps."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from equity_lens.disclosure.released import Finding
from equity_lens_web.accounts.models import Membership, Organisation
from equity_lens_web.design_system import moments
from equity_lens_web.design_system.advice import AdvisedForm
from equity_lens_web.evidence.forms.care import BRITISH
from equity_lens_web.evidence.presenters.findings import key_of

DAY = "For example, 31 3 2027 or 31 March 2027."
NO_GAP = ("", "None")


class Day(forms.DateField):
    """A day as people in Britain write one."""

    def __init__(self, *, label: str, needed: str = "") -> None:
        super().__init__(
            label=label,
            required=bool(needed),
            input_formats=BRITISH,
            error_messages={
                "required": needed,
                "invalid": "Enter a day, month and year, such as 31 3 2027",
            },
        )

    def prepare_value(self, value: Any) -> Any:
        """A day that is kept, in words."""
        return moments.day(value) if isinstance(value, dt.date) else value


def text(label: str, needed: str = "", *, most: int = 200) -> forms.CharField:
    """One line; ``needed`` is the instruction where it is left empty."""
    return forms.CharField(
        label=label, required=bool(needed), max_length=most, error_messages={"required": needed}
    )


def lines(label: str, needed: str = "", *, rows: int = 3, most: int = 4000) -> forms.CharField:
    """Several lines."""
    return forms.CharField(
        label=label,
        required=bool(needed),
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": needed},
    )


def choice(label: str, choices: Sequence[tuple[str, Any]], needed: str = "") -> forms.ChoiceField:
    """One of several, each in sight."""
    return forms.ChoiceField(
        label=label,
        required=bool(needed),
        choices=choices,
        widget=forms.RadioSelect,
        error_messages={"required": needed, "invalid_choice": needed or "Choose one of these"},
    )


class OneMember(forms.ModelChoiceField):
    """A member, by name and role."""

    def label_from_instance(self, obj: Any) -> str:
        """Who it is, as what."""
        return named(obj)


class SomeMembers(forms.ModelMultipleChoiceField):
    """Members, by name and role."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        """Who it is, as what."""
        return named(obj)


def named(membership: Membership) -> str:
    """A member with their role, where the name does not say it already."""
    name, role = str(membership.person), membership.role_held.title
    return name if role in name else f"{name} ({role})"


def members_of(organisation: Organisation) -> Any:
    """The current members of an organisation, by name."""
    current = organisation.memberships.current().select_related("person")
    return current.order_by("person__name", "pk")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a form about one thing: its title, what is said of it, and its fields."""

    title: str
    told: str
    fields: tuple[str, ...]


class PlanForm(AdvisedForm):
    """A form of the plan: advised on its words, and giving only the fields of a record."""

    sections: Sequence[Part] = ()

    def clean(self) -> dict[str, Any]:
        """Without the tick that the words have been read again: it is no field of a record."""
        given = super().clean()
        given.pop("as_it_is", None)
        return given


class LedForm(PlanForm):
    """A form of something that has a lead, helpers and bodies that take part."""

    def __init__(self, organisation: Organisation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = members_of(organisation)
        gone = "Choose somebody who is a member now"
        self.fields["lead"] = OneMember(
            members,
            label=self.led_as,
            required=False,
            empty_label="Nobody who signs in here",
            error_messages={"invalid_choice": gone},
        )
        self.fields["post"] = text("Or the post of somebody who does not sign in", most=120)
        self.fields["helpers"] = SomeMembers(
            members, label="Who helps", required=False, error_messages={"invalid_choice": gone}
        )
        self.fields["bodies"] = lines("Directorates and partner bodies that take part")
        self.hints = {
            "post": "For example, Head of Nursing.",
            "bodies": "One a line.",
            **self.hints,
        }

    led_as = "Who leads it"


def gap_choices(findings: Sequence[Finding]) -> list[tuple[str, str]]:
    """Each finding as a gap that can be named: its key, and what it is called."""
    return [NO_GAP] + [
        (key_of(each), f"{each.profile.measure.title}: {each.group.subgroup.label}")
        for each in findings
    ]


def gap_of(key: str) -> dict[str, str]:
    """The three keys of a gap, or three empty ones."""
    measure, _, rest = key.partition(":")
    dimension, _, subgroup = rest.partition(":")
    return {"measure": measure, "dimension": dimension, "subgroup": subgroup}
