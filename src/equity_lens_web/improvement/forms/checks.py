"""The equity check, and what became of what it planned."""

import datetime as dt
from typing import Any

from django import forms

from equity_lens_web.design_system import moments
from equity_lens_web.design_system.advice import AdvisedForm
from equity_lens_web.improvement.forms.dates import A_DAY, WIDTH, day_field
from equity_lens_web.improvement.models import Mitigation
from equity_lens_web.improvement.services.checks import Planned

MITIGATIONS = 3
SHORT = "nhsuk-input--width-5"
PERCENT = dict.fromkeys(
    ("invalid", "min_value", "max_value", "max_digits", "max_decimal_places"),
    "Enter a share from 0 to 100, such as 17",
)


def _share(label: str) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        required=False,
        min_value=0,
        max_value=100,
        max_digits=4,
        decimal_places=1,
        error_messages=PERCENT,
    )


def _text(label: str) -> forms.CharField:
    return forms.CharField(label=label, required=False, widget=forms.Textarea(attrs={"rows": 3}))


class CheckForm(AdvisedForm):
    """Four questions. It can be saved at any point; finishing asks for what is needed."""

    left_out = _text("Who could be left out?")
    no_contact_all = _share("Share of the list whom this route cannot reach (%)")
    no_contact_group = _share("The same, in the group that it is for (%)")
    what_is_known = _text("What else is known?")
    to_change = _text("What will you change, so that nobody is left out?")
    review_on = day_field("When will you look again?", "", required=False)
    done_on = day_field("When was this check made?", "", required=False)
    hints = {
        "left_out": "Think of people without a mobile number or the internet, with another language, "
        "without transport, who cannot be reached at work, who do not trust letters.",
        "no_contact_all": "Such as no mobile number recorded. Leave it empty if it is not known.",
        "what_is_known": "What staff, patients or partners told you.",
        "to_change": "A second route, another time or place, somebody who speaks the language.",
        "review_on": A_DAY,
        "done_on": "Today, if you leave it empty.",
    }
    widths = {
        "no_contact_all": SHORT,
        "no_contact_group": SHORT,
        "review_on": WIDTH,
        "done_on": WIDTH,
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place in range(1, MITIGATIONS + 1):
            self.fields[f"what_{place}"] = forms.CharField(
                label=f"What will be done ({place})", required=False, max_length=300
            )
            self.fields[f"owner_{place}"] = forms.CharField(
                label=f"Who does it ({place})", required=False, max_length=120
            )
            self.fields[f"due_on_{place}"] = day_field(f"By when ({place})", "", required=False)
            self.widths = {**self.widths, f"due_on_{place}": WIDTH}

    def need_everything(self) -> None:
        """What a finished check must hold."""
        given = self.cleaned_data
        needed = {
            "left_out": "Enter who could be left out, or “nobody” and why",
            "to_change": "Enter what you will change, or “nothing” and why",
            "review_on": "Enter the day on which you will look again",
        }
        for name, instruction in needed.items():
            if not given.get(name) and name not in self.errors:
                self.add_error(name, instruction)
        today = moments.today()
        if given.get("done_on") and given["done_on"] > today:
            self.add_error("done_on", "Enter a day that is not in the future")
        if given.get("review_on") and given["review_on"] <= (given.get("done_on") or today):
            self.add_error("review_on", "Enter a day after the check")
        for place in range(1, MITIGATIONS + 1):
            parts = [given.get(f"{part}_{place}") for part in ("what", "owner", "due_on")]
            if any(parts) and not all(parts):
                self.add_error(
                    f"what_{place}", f"Enter what will be done, who does it and by when ({place})"
                )

    @property
    def answers(self) -> dict[str, Any]:
        """What is kept of the check itself."""
        names = (
            "left_out", "no_contact_all", "no_contact_group", "what_is_known", "to_change", "review_on",
        )  # fmt: skip
        return {name: self.cleaned_data.get(name) for name in names}

    @property
    def made_on(self) -> dt.date:
        """The day on which it was made."""
        return self.cleaned_data.get("done_on") or moments.today()

    @property
    def planned(self) -> list[Planned]:
        """What will be done, by whom and when."""
        given = self.cleaned_data
        return [
            Planned(given[f"what_{n}"], given[f"owner_{n}"], given[f"due_on_{n}"])
            for n in range(1, MITIGATIONS + 1)
            if given.get(f"what_{n}")
        ]

    @property
    def mitigations(self) -> list[tuple[Any, Any, Any]]:
        """The three fields of each."""
        return [
            (self[f"what_{n}"], self[f"owner_{n}"], self[f"due_on_{n}"])
            for n in range(1, MITIGATIONS + 1)
        ]


class FollowUpForm(AdvisedForm):
    """What became of something that was planned."""

    state = forms.ChoiceField(
        label="Was it done?",
        choices=[("done", "Done"), ("not done", "Not done")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether it was done"},
    )
    came_of_it = forms.CharField(
        label="What came of it?",
        max_length=300,
        error_messages={"required": "Enter what came of it, or why it was not done"},
    )

    def __init__(self, mitigation: Mitigation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mitigation = mitigation
