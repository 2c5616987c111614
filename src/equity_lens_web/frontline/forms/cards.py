"""The question and the thing to try of a huddle card."""

from django import forms

from equity_lens_web.design_system.advice import AdvisedForm

ONLY_THE_FACT = "Take the figure out: on a card, only the fact holds one"


class CardForm(AdvisedForm):
    """Two sentences that look at the process and never at persons."""

    question = forms.CharField(
        label="Question",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": "Enter one question for the team",
            "max_length": "Shorten the question to 200 characters or fewer",
        },
    )
    to_try = forms.CharField(
        label="One thing to try",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": "Enter one thing that the team could try this week",
            "max_length": "Shorten the thing to try to 200 characters or fewer",
        },
    )
    hints = {
        "question": "Ask what gets in the way, and not who did what.",
        "to_try": "Something that the team can do itself this week.",
    }
    field_order = ["question", "to_try", "as_it_is"]

    def clean_question(self) -> str:
        """No figure stands in it."""
        return self._without_figures("question")

    def clean_to_try(self) -> str:
        """No figure stands in it."""
        return self._without_figures("to_try")

    def _without_figures(self, name: str) -> str:
        said: str = self.cleaned_data[name]
        if any(letter.isdigit() for letter in said):
            raise forms.ValidationError(ONLY_THE_FACT)
        return said
