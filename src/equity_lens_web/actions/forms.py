"""Recording a decision in under a minute, and each way in which it goes on."""

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal as Number
from typing import Any

from django import forms

from equity_lens.disclosure.released_readings import GapAsShown
from equity_lens.words.gaps import size
from equity_lens.words.numbers import unit_of
from equity_lens_web.accounts.models import Membership
from equity_lens_web.actions.models import Answer, Decision
from equity_lens_web.design_system import moments
from equity_lens_web.design_system.advice import AdvisedForm
from equity_lens_web.design_system.forms import Form
from equity_lens_web.evidence.forms.care import BRITISH

NUMBER = "Enter a number above 0, such as 2"
TO_COME = "Enter a day that is still to come"
COMMITMENTS = (Decision.Kind.OURS, Decision.Kind.THEIRS)


def _day(label: str) -> forms.DateField:
    wrong = "Enter a day, month and year, such as 31 3 2027"
    return forms.DateField(
        label=label,
        input_formats=BRITISH,
        error_messages={"required": wrong, "invalid": wrong},
    )


def _words(label: str, required: str, most: int = 300, rows: int = 2) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={
            "required": required,
            "max_length": f"Enter at most {most} characters",
        },
    )


class Owned(Form):
    """Who sees to it: a member who reads decisions."""

    owner = forms.ChoiceField(
        label="Who owns it", error_messages={"required": "Choose who owns it"}
    )

    def __init__(self, members: Iterable[Membership], *given: Any, **more: Any) -> None:
        """``members`` are those who may own a decision."""
        super().__init__(*given, **more)
        self.members = {str(each.pk): each for each in members}
        choices = [("", "Choose a member")]
        choices += [
            (key, f"{each.person} ({each.role_held.title})") for key, each in self.members.items()
        ]
        self.fields["owner"].choices = choices

    @property
    def chosen(self) -> Membership:
        """The owner, once the form is valid."""
        return self.members[self.cleaned_data["owner"]]


class DecisionForm(Owned, AdvisedForm):
    """What was decided, by how much it should move the gap, who owns it and by when."""

    what = _words("What is decided", "Enter what is decided, as a thing that can be done")
    kind = forms.ChoiceField(label="What it is", choices=Decision.Kind.choices)
    hoped = forms.DecimalField(
        label="By how much should the gap become narrower",
        required=False,
        max_digits=9,
        error_messages={"invalid": NUMBER, "max_digits": NUMBER},
    )
    no_number_because = forms.CharField(
        label="Or: why there is no number yet", required=False, max_length=200
    )
    due_on = _day("By when")
    first_step = forms.CharField(label="The first step", required=False, max_length=300)
    helpers = forms.CharField(label="Who helps", required=False, max_length=300)
    partner = forms.CharField(label="Partner", required=False, max_length=120)
    source = forms.ChoiceField(label="What it comes from", choices=Decision.Source.choices)
    source_words = forms.CharField(label="Which one", required=False, max_length=200)
    field_order = ("what", "kind", "hoped", "no_number_because", "owner", "due_on")
    hints = {
        "what": "For example: trial phone booking and transport help at two sites.",
        "due_on": "For example, 30 4 2027. On that day the gap is read again by itself.",
        "helpers": "Teams, posts and partner bodies.",
        "partner": "Only for a commitment: the body that made it, or to which it is made.",
        "source_words": "For example: quality committee of 12 November 2026.",
    }
    widths = {"hoped": "nhsuk-input--width-5", "due_on": "nhsuk-input--width-10"}

    def __init__(
        self, gap: GapAsShown | None, members: Iterable[Membership], *given: Any, **more: Any
    ) -> None:
        """Of no gap, only a commitment can be recorded, and no number is asked."""
        super().__init__(members, *given, **more)
        self.gap = gap
        if gap is None:
            del self.fields["hoped"], self.fields["no_number_because"]
            commitments = [each for each in Decision.Kind.choices if each[0] in COMMITMENTS]
            self.fields["kind"].choices = commitments
        else:
            unit = unit_of(gap.gap.unit).heading
            self.fields["hoped"].label = f"By how much should the gap become narrower ({unit})"

    def clean(self) -> dict[str, Any]:
        """A number or why not; a day to come; a commitment names its partner."""
        given = super().clean() or {}
        if self.gap is not None:
            self._check_hope(self.gap, given)
        if given.get("due_on") and given["due_on"] <= moments.today():
            self.add_error("due_on", TO_COME)
        is_commitment = given.get("kind") in COMMITMENTS
        if is_commitment and not given.get("partner"):
            self.add_error("partner", "Enter the partner that made it, or to which it is made")
        if not is_commitment:
            given["partner"] = ""
        return given

    def _check_hope(self, gap: GapAsShown, given: dict[str, Any]) -> None:
        hoped = given.get("hoped")
        if hoped is None and not given.get("no_number_because") and "hoped" not in self.errors:
            self.add_error("hoped", f"{NUMBER}; or say why there is no number yet")
        if hoped is not None and hoped <= 0:
            self.add_error("hoped", NUMBER)
        elif hoped is not None and (self._in_unit(hoped) or 0) > abs(gap.gap.value or 0.0):
            self.add_error("hoped", f"Enter at most the size of the gap: {size(gap.gap)}")

    @property
    def hope(self) -> float | None:
        """By how much, in the gap's own unit: 2 points are 0.02."""
        return self._in_unit(self.cleaned_data.get("hoped"))

    def _in_unit(self, shown: Number | None) -> float | None:
        if shown is None or self.gap is None:
            return None
        return float(shown.scaleb(-unit_of(self.gap.gap.unit).scale))


class HandOverForm(Owned):
    """Another owner."""


class PostponeForm(AdvisedForm):
    """Another day, and why."""

    due_on = _day("The new day")
    words = _words("Why it needs more time", "Enter why it needs more time")
    hints = {"due_on": "The gap is then read again on this day. The day before stays on record."}
    widths = {"due_on": "nhsuk-input--width-10"}

    def clean_due_on(self) -> dt.date:
        """A day to come."""
        day: dt.date = self.cleaned_data["due_on"]
        if day <= moments.today():
            raise forms.ValidationError(TO_COME)
        return day


class WordsForm(AdvisedForm):
    """One text, whose label and instruction the page gives."""

    words = _words("", "", most=400, rows=3)

    def __init__(self, label: str, required: str, *given: Any, **more: Any) -> None:
        """``label`` names the text, ``required`` tells what to enter."""
        super().__init__(*given, **more)
        self.fields["words"].label = label
        self.fields["words"].error_messages["required"] = required


class BlockForm(AdvisedForm):
    """What stands in the way, and the one decision that the executive team is asked for."""

    why = _words("What stands in the way", "Enter what stands in the way")
    asks_executive_team = forms.BooleanField(
        label="Only the executive team can move it", required=False
    )
    needed = forms.CharField(
        label="The one decision needed of the executive team", required=False, max_length=200
    )
    pounds = forms.IntegerField(
        label="Amount in pounds, if money is asked",
        required=False,
        min_value=1,
        max_value=1_000_000_000,
        error_messages={
            "invalid": "Enter whole pounds, such as 18000",
            "min_value": "Enter whole pounds, such as 18000",
            "max_value": "Enter whole pounds, such as 18000",
        },
    )
    hints = {
        "needed": "One thing that can be approved or declined, such as: fund translators for a year."
    }
    widths = {"pounds": "nhsuk-input--width-10"}

    def clean(self) -> dict[str, Any]:
        """Whoever asks for help names one decision."""
        given = super().clean() or {}
        if given.get("asks_executive_team") and not given.get("needed"):
            self.add_error("needed", "Enter the one decision that you need")
        return given


class AnswerForm(AdvisedForm):
    """The executive team's answer."""

    kind = forms.ChoiceField(
        label="Your answer",
        choices=[
            ("approved", "Approve"),
            ("declined", "Decline, with the reason"),
            ("asked back", "Ask something back first"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether you approve, decline or ask back"},
    )
    words = forms.CharField(
        label="Reason, question or condition",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        """Only an approval may stand without words."""
        given = super().clean() or {}
        wordless = not given.get("words")
        if given.get("kind") == Answer.Kind.DECLINED and wordless:
            self.add_error("words", "Enter why you decline")
        if given.get("kind") == Answer.Kind.ASKED_BACK and wordless:
            self.add_error("words", "Enter what you want to know first")
        return given


class BreakdownForm(Form):
    """Which measure, compared by what: the way to a gap that no finding names."""

    breakdown = forms.ChoiceField(label="Measure and breakdown", required=False)

    def __init__(self, choices: Sequence[tuple[str, str]], *given: Any, **more: Any) -> None:
        """``choices`` are "measure:dimension" with their titles."""
        super().__init__(*given, **more)
        self.fields["breakdown"].choices = list(choices)
