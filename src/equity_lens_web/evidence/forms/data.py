"""Forms of the data pages: bringing files, answering for columns, putting in and taking out."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat

from equity_lens.pipeline import Question
from equity_lens_web.design_system.forms import Form

ACCEPTED = ".csv,.txt,.tsv,.xlsx,.xlsm,.xls,.xlsb,.ods,.parquet,.gz,.zip"
MOST_FILES = 20


class SeveralFiles(forms.FileInput):
    """A file input that takes several."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or more files."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Every file, each checked as Django checks one."""
        given = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(file, initial) for file in (given or [None])]


class UploadForm(Form):
    """Files to be read."""

    files = FilesField(
        label="Files",
        widget=SeveralFiles(attrs={"accept": ACCEPTED}),
        error_messages={
            "required": "Choose a file to upload",
            "empty": "The file is empty. Export it again, and check that the export finished",
            "max_length": "Give the file a shorter name",
        },
    )

    def clean_files(self) -> list[Any]:
        """Neither too many nor too large."""
        files = self.cleaned_data["files"]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(f"Choose at most {MOST_FILES} files at a time")
        largest = settings.LARGEST_UPLOAD
        for file in files:
            if file.size > largest:
                raise forms.ValidationError(
                    f"{file.name} is larger than {filesizeformat(largest)}. Export fewer months, "
                    "or save it as Parquet"
                )
        return files


class QuestionsForm(Form):
    """One field for each thing that a file leaves open; no answer is asked twice."""

    def __init__(self, questions: Sequence[Question], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hints = {question.key: question.why for question in questions if question.why}
        for question in questions:
            self.fields[question.key] = _field_of(question)

    def refuse(self, by_question: Mapping[str, str]) -> None:
        """Show an instruction beside each answer that could not be understood."""
        for key, instruction in by_question.items():
            self.add_error(key if key in self.fields else None, instruction)


def _field_of(question: Question) -> forms.Field:
    required = {"required": f"Answer the question: {question.text}"}
    if question.choices:
        choices = [("", "Choose"), *((choice.value, choice.label) for choice in question.choices)]
        return forms.ChoiceField(
            label=question.text,
            choices=choices,
            initial=question.suggestion,
            error_messages=required,
        )
    if question.kind == "as_at":
        return forms.DateField(
            label=question.text,
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            initial=question.suggestion,
            error_messages=required | {"invalid": "Enter a day, such as 31/10/2026"},
        )
    return forms.CharField(
        label=question.text, initial=question.suggestion, error_messages=required
    )


class IncludeForm(Form):
    """Whether to replace what another file gives already."""

    replace = forms.ChoiceField(
        label="Another file in the figures gives some of these already. Which should count?",
        choices=[
            ("yes", "This file: it replaces those figures"),
            ("no", "The other file: leave this one out"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose which of the two files should count"},
    )


class WithdrawForm(Form):
    """Why a file is taken out."""

    because = forms.CharField(
        label="Why is this file withdrawn?",
        help_text="Papers that used it show this reason. Do not write anything about a patient.",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": "Say why, for whoever reads a paper that used this file",
            "max_length": "Say it in 200 characters or fewer",
        },
    )


class AnswersForm(Form):
    """What was said of a contract's columns: changed, or forgotten so that it is asked again."""

    ASK_AGAIN = "ask-again"

    def __init__(
        self,
        said: Mapping[str, str],
        meanings: Sequence[tuple[str, str]],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        # PostgreSQL keeps no order of what was said.
        self.columns = dict(enumerate(sorted(said)))
        choices = [*meanings, (self.ASK_AGAIN, "Ask me again with the next file")]
        for place, column in self.columns.items():
            meaning = said[column]
            own = [] if meaning in dict(choices) else [(meaning, meaning)]
            self.fields[f"column-{place}"] = forms.ChoiceField(
                label=column, choices=[*own, *choices], initial=meaning
            )

    def answered(self) -> dict[str, str]:
        """Each column with its meaning, without those that are to be asked again."""
        given = {column: self.cleaned_data[f"column-{at}"] for at, column in self.columns.items()}
        return {column: said for column, said in given.items() if said != self.ASK_AGAIN}
