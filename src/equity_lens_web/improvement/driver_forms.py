"""Writing a driver diagram: its aim, and one line at a time."""

from django import forms

from equity_lens_web.design_system.forms import Form
from equity_lens_web.improvement.models import Driver


class AimForm(Form):
    """What is aimed at, in one sentence."""

    aim = forms.CharField(
        label="Aim",
        max_length=300,
        error_messages={"required": "Enter what you are trying to achieve, for whom and by when"},
    )
    hints = {"aim": "For whom, how much and by when."}


class LineForm(Form):
    """One driver or change idea, and what it stands under."""

    under = forms.ChoiceField(label="Under", required=False)
    words = forms.CharField(
        label="Driver or change idea",
        max_length=200,
        error_messages={"required": "Enter the driver or the change idea"},
    )
    hints = {
        "under": "Under the aim it is a primary driver, under that a secondary driver, then a change idea."
    }

    def __init__(self, lines: list[Driver], *given: object, **more: object) -> None:
        super().__init__(*given, **more)
        self._lines = {str(line.pk): line for line in lines}
        self.fields["under"].choices = [
            ("", "The aim"),
            *(
                (key, f"{'– ' * line.level}{line.words}")
                for key, line in self._lines.items()
                if line.level < max(Driver.LEVELS)
            ),
        ]

    @property
    def parent(self) -> Driver | None:
        """The line that this one is put under; None for the aim."""
        return self._lines.get(self.cleaned_data["under"])


class WordsForm(Form):
    """One line in other words."""

    words = forms.CharField(
        label="Words",
        max_length=200,
        error_messages={"required": "Enter the driver or the change idea"},
    )
