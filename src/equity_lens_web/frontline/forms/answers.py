"""The form that answers an idea."""

from typing import Any

from django import forms

from equity_lens_web.design_system.advice import AdvisedForm
from equity_lens_web.frontline.models import Answer
from equity_lens_web.improvement.models import Project


class AnswerForm(AdvisedForm):
    """Words for the sender, and what is done: one step makes a project of it."""

    said = forms.CharField(
        label="Your answer",
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": "Enter your answer to whoever sent it",
            "max_length": "Shorten your answer to 1,500 characters or fewer",
        },
    )
    outcome = forms.ChoiceField(
        label="What will be done",
        choices=Answer.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what will be done"},
    )
    title = forms.CharField(
        label="Title of the new project (only where it becomes one)",
        max_length=120,
        required=False,
        error_messages={"max_length": "Shorten the title to 120 characters or fewer"},
    )
    project = forms.ModelChoiceField(
        label="Project in which it is tested (only where it is tested in one)",
        queryset=Project.objects.none(),
        required=False,
        empty_label="Choose a project",
        error_messages={"invalid_choice": "Choose one of your trust’s projects"},
    )
    hints = {
        "said": "Thank them, say what you make of it, and what happens next. They read it as you "
        "write it, with your role and not your name.",
        "title": "You set up its aim and its split by group next.",
    }
    field_order = ["said", "outcome", "title", "project"]

    def __init__(self, *args: Any, projects: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["project"].queryset = projects

    def clean(self) -> dict[str, Any]:
        """A new project has a title; a test lies in a project that is there."""
        given = super().clean() or {}
        outcome = given.get("outcome")
        if outcome == Answer.Outcome.PROJECT and not given.get("title"):
            self.add_error("title", "Enter a title for the new project")
        if outcome == Answer.Outcome.TESTED and not (
            given.get("project") or "project" in self.errors
        ):
            self.add_error("project", "Choose the project in which it is tested")
        return given
