"""Planning a test of change, noting what is seen, and saying what came of it."""

import datetime as dt
from typing import Any

from django import forms

from equity_lens_web.design_system import moments
from equity_lens_web.design_system.advice import AdvisedForm
from equity_lens_web.improvement.models import ChangeTest, Driver

BRITISH = ["%d %m %Y", "%d/%m/%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y", "%Y-%m-%d"]
DAY = {"invalid": "Enter a day, month and year, such as 31 3 2027"}
SHORT = forms.Textarea(attrs={"rows": 2})


class PlanForm(AdvisedForm):
    """The plan: it can be saved unfinished, and is finished before the test begins."""

    title = forms.CharField(
        label="What is tested",
        max_length=150,
        error_messages={"required": "Enter what you will test, in a few words"},
    )
    idea = forms.ChoiceField(label="Change idea of the driver diagram", required=False)
    prediction = forms.CharField(
        label="What do you expect to see?", widget=SHORT, required=False, max_length=1000
    )
    plan = forms.CharField(label="What will you do?", widget=SHORT, required=False, max_length=2000)
    included = forms.CharField(
        label="Who does the test include?", widget=SHORT, required=False, max_length=1000
    )
    left_out = forms.CharField(
        label="Who does it leave out?", widget=SHORT, required=False, max_length=1000
    )
    begins_on = forms.DateField(
        label="Begins on",
        input_formats=BRITISH,
        error_messages={**DAY, "required": "Enter the day on which it begins"},
    )
    ends_on = forms.DateField(
        label="Ends on", input_formats=BRITISH, required=False, error_messages=DAY
    )
    hints = {
        "title": "For example, calls to people who have no mobile number.",
        "prediction": "Say it before you begin, with a number where you can. It cannot be changed afterwards.",
        "plan": "Where, with whom, how many, for how long. Small and quick is good.",
        "left_out": "Every test leaves somebody out: people with no telephone, who read another language, who come at night. Say who, so that the gap cannot grow unseen.",
        "begins_on": "For example, 31 3 2027.",
    }
    widths = {"begins_on": "nhsuk-input--width-10", "ends_on": "nhsuk-input--width-10"}

    def __init__(self, ideas: list[Driver], *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self._ideas = {str(idea.pk): idea for idea in ideas}
        if not ideas:
            del self.fields["idea"]
            return
        choices = [("", "None of them"), *((key, idea.words) for key, idea in self._ideas.items())]
        self.fields["idea"].choices = choices

    def clean(self) -> dict[str, Any]:
        """A test ends no earlier than it begins; its idea is the idea itself."""
        given = super().clean()
        begins, ends = given.get("begins_on"), given.get("ends_on")
        if begins and ends and ends < begins:
            self.add_error("ends_on", "Enter a day that is not before the first")
        given["idea"] = self._ideas.get(given.get("idea") or "")
        return given

    @property
    def planned(self) -> dict[str, Any]:
        """What the service is given."""
        return {key: said for key, said in self.cleaned_data.items() if key != "as_it_is"}


class _DayForm(AdvisedForm):
    """A form about a day that has come."""

    on = forms.DateField(
        label="On",
        input_formats=BRITISH,
        error_messages={**DAY, "required": "Enter the day"},
    )
    widths = {"on": "nhsuk-input--width-10"}

    def clean_on(self) -> dt.date:
        """Not a day still to come."""
        day: dt.date = self.cleaned_data["on"]
        if day > moments.today():
            raise forms.ValidationError("Enter a day that has come")
        return day


class NoteForm(_DayForm):
    """What was seen on a day."""

    said = forms.CharField(
        label="What did you see?",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        error_messages={"required": "Enter what you saw, in a sentence or two"},
    )
    hints = {"said": "What happened, for whom, and what surprised you. No names."}
    field_order = ("said", "on")


class EndForm(_DayForm):
    """What came of it, beside what was predicted."""

    happened = forms.CharField(
        label="What happened?",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        error_messages={"required": "Enter what happened"},
    )
    against_prediction = forms.ChoiceField(
        label="Beside what you expected",
        choices=ChangeTest.Against.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it compares with what you expected"},
    )
    learning = forms.CharField(
        label="What did you learn?",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        error_messages={"required": "Enter what you learnt, whether it worked or not"},
    )
    next_step = forms.ChoiceField(
        label="What next?",
        choices=ChangeTest.Next.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you will do with the change"},
    )
    hints = {"happened": "For whom was it better, and for whom not?"}
    field_order = ("happened", "against_prediction", "learning", "next_step", "on")


class StopForm(_DayForm):
    """Why a test is stopped early, as something learnt."""

    learning = forms.CharField(
        label="What did you learn by then?",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        error_messages={"required": "Enter why it was stopped, and what you learnt"},
    )
    hints = {"learning": "A test that is stopped in time has done its work."}
    field_order = ("learning", "on")
