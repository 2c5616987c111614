"""Taking a design to another site, and saying what was adapted there."""

from django import forms

from equity_lens_web.design_system.advice import AdvisedForm

LINES = forms.Textarea(attrs={"rows": 3})
SITE = forms.CharField(
    label="Site, clinic or ward that it goes to",
    max_length=100,
    error_messages={"required": "Enter where the work will be done"},
)
DIFFERENT = forms.CharField(
    label="What is different there?",
    widget=LINES,
    max_length=1000,
    error_messages={"required": "Enter what is different there: people, staff, place or time"},
)
SETTING = forms.CharField(
    label="Where was it done first?",
    widget=LINES,
    max_length=1000,
    error_messages={
        "required": "Enter where it was done: what kind of service, with whom, in what place"
    },
)
HINT = "What worked in one place is hard to repeat in another, unless both know what was different."


class CopyForm(AdvisedForm):
    """To another site of this trust."""

    site = SITE
    setting = SETTING
    different_here = DIFFERENT
    hints = {"different_here": HINT}


class SettingForm(AdvisedForm):
    """To another trust, as a file: where it was done goes along."""

    setting = SETTING


class BringForm(AdvisedForm):
    """A design of another trust, from its file."""

    file = forms.FileField(
        label="Design file (.json)",
        error_messages={"required": "Choose the file that the other trust sent"},
    )
    site = SITE
    different_here = DIFFERENT
    hints = {"different_here": HINT}


class WhyForm(AdvisedForm):
    """Why one part is not as the original had it."""

    part = forms.ChoiceField(label="What was adapted")
    why = forms.CharField(
        label="Why?",
        widget=LINES,
        max_length=1000,
        error_messages={"required": "Enter why it was adapted to this place"},
    )

    def __init__(self, parts: list[tuple[str, str]], *given: object, **more: object) -> None:
        super().__init__(*given, **more)
        self.fields["part"].choices = parts
