"""Forms of a paper: its cover, its findings, its sentences, its decisions, voices and actions."""

import hashlib
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django import forms

from equity_lens.disclosure.released import Finding, Release
from equity_lens.reports.brief import (
    Action,
    ActionState,
    Ask,
    Brief,
    FindingKey,
    Voice,
    key_of,
    written_faults,
)
from equity_lens.reports.chosen import choice_faults, found
from equity_lens.reports.editing import check_edit
from equity_lens.reports.wording import Sentence
from equity_lens.words import gaps
from equity_lens.words.numbers import decimal, unit_of
from equity_lens_web.design_system.forms import Form
from equity_lens_web.evidence.models import Outcome
from equity_lens_web.evidence.papers.carrying import name_of

MOST_FINDINGS = 10
MOST_ROWS = 12


def _day(label: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Enter a day, such as 26/11/2026"},
    )


class CoverForm(Form):
    """What stands on the cover."""

    title = forms.CharField(
        label="Title", max_length=200, error_messages={"required": "Enter a title"}
    )
    meeting = forms.CharField(label="Board or committee", max_length=120, required=False)
    meeting_on = _day("Day of the meeting")

    hints = {"meeting": "For example, Board of Directors. Papers are compared with its last one."}
    widths = {"meeting_on": "nhsuk-input--width-10"}


class FindingsForm(Form):
    """Which findings the paper shows."""

    findings = forms.MultipleChoiceField(error_messages={"required": "Choose at least one finding"})

    def __init__(self, offered: Iterable[Finding], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = {str(key_of(finding)): key_of(finding) for finding in offered}
        self.fields["findings"].choices = [(key, key) for key in self.keys]

    def clean_findings(self) -> tuple[FindingKey, ...]:
        """The chosen ones in the order of their rank."""
        ticked = set(self.cleaned_data["findings"])
        if len(ticked) > MOST_FINDINGS:
            raise forms.ValidationError(
                f"Choose at most {MOST_FINDINGS} findings: the annex lists every other one"
            )
        return tuple(key for text, key in self.keys.items() if text in ticked)


class WordsForm(Form):
    """A text area for each sentence, checked against the figures of that sentence."""

    def __init__(
        self, sentences: Sequence[Sentence], edits: dict[str, str], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.sentences = {field_of(sentence.id): sentence for sentence in sentences}
        for name, sentence in self.sentences.items():
            self.fields[name] = forms.CharField(
                required=False,
                initial=edits.get(sentence.id, sentence.text),
                widget=forms.Textarea,
            )

    def clean(self) -> dict[str, Any]:
        """An edit that changes a figure is refused, with what to do."""
        given = super().clean() or {}
        for name, sentence in self.sentences.items():
            text = " ".join(given.get(name, "").split())
            given[name] = text
            faults = check_edit(sentence.text, text, sentence.keep) if text else []
            if faults:
                self.add_error(name, ". ".join(fault.rstrip(".") for fault in faults))
        return given

    @property
    def edits(self) -> dict[str, str | None]:
        """The words that hold, by sentence; None where a sentence stands as it was written."""
        return {
            sentence.id: None if self.cleaned_data[name] in ("", sentence.text) else text
            for name, sentence in self.sentences.items()
            if (text := self.cleaned_data.get(name)) is not None
        }


def field_of(id: str) -> str:
    """A name for the field of a sentence: ids hold colons and spaces."""
    return f"s-{hashlib.sha256(id.encode()).hexdigest()[:12]}"


class RowForm(Form):
    """One row of several: a decision, a voice, an action. An untouched row is left out."""

    def __init__(self, *args: Any, release: Release, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.release = release
        if "moves" in self.fields:
            self.fields["moves"].choices = gap_choices(release)

    @property
    def moves(self) -> FindingKey | None:
        """The gap that was chosen."""
        keys = {str(key_of(finding)): key_of(finding) for finding in self.release.findings}
        return keys.get(self.cleaned_data.get("moves", ""))

    def refuse(self, field: str, faults: Iterable[str]) -> None:
        """Show the library's faults beside a field, without the row's number before them."""
        for fault in faults:
            said = fault.partition(": ")[2] or fault
            self.add_error(field, f"{said[:1].upper()}{said[1:]}".rstrip("."))


class AskForm(RowForm):
    """One decision asked of the board."""

    question = forms.CharField(
        label="Question for the board",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Write the question, or tick to take this decision out"},
    )
    moves = forms.ChoiceField(label="Gap that it should move", required=False)
    narrower_by = forms.DecimalField(
        label="Narrower by",
        required=False,
        min_value=0,
        max_digits=8,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={"invalid": "Enter a number, such as 2", "min_value": "Enter 0 or more"},
    )
    owner = forms.CharField(label="Owner", max_length=120, required=False)
    report_back = _day("Report back on")

    hints = {
        "question": "One that can be answered yes or no. End it with a question mark.",
        "narrower_by": "In the unit of the gap: percentage points, weeks, or per 100,000.",
        "owner": "A role, such as Chief operating officer.",
    }
    widths = {
        "narrower_by": "nhsuk-input--width-5",
        "owner": "nhsuk-input--width-20",
        "report_back": "nhsuk-input--width-10",
    }

    def clean(self) -> dict[str, Any]:
        """A question, and no more asked of a gap than there is of it."""
        given = super().clean() or {}
        if self.errors:
            return given
        ask = self.ask
        self.refuse("question", written_faults(Brief(asks=(ask,))))
        field = "moves" if ask.moves is None else "narrower_by"
        self.refuse(field, choice_faults(self.release, Brief(asks=(ask,))))
        return given

    @property
    def ask(self) -> Ask:
        """The decision as the library knows it."""
        given, moves = self.cleaned_data, self.moves
        by: Decimal | None = given["narrower_by"]
        finding = found(self.release, moves)
        if by is not None and finding is not None:
            by = by.scaleb(-unit_of(finding.group.gap.unit).scale)
        return Ask(
            question=given["question"].strip(),
            owner=given["owner"],
            report_back=given["report_back"],
            moves=moves,
            narrower_by=None if by is None else float(by),
        )


class VoiceForm(RowForm):
    """What one person said, with consent."""

    text = forms.CharField(
        label="What was said",
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Write what was said, or tick to take this voice out"},
    )
    whose = forms.CharField(label="Who speaks", max_length=120, required=False)
    consent = forms.BooleanField(
        label="They agreed to these words being printed in this paper",
        error_messages={"required": "Tick only if they agreed; otherwise take this voice out"},
    )

    hints = {"whose": "Never a name: for example, A person waiting for an eye appointment."}
    widths = {"whose": "nhsuk-input--width-30"}

    def clean(self) -> dict[str, Any]:
        """Nothing that looks as if it could name somebody."""
        given = super().clean() or {}
        if not self.errors:
            self.refuse("text", written_faults(Brief(voices=(self.voice,))))
        return given

    @property
    def voice(self) -> Voice:
        """The voice as the library knows it."""
        return Voice(" ".join(self.cleaned_data["text"].split()), self.cleaned_data["whose"])


class ActionForm(RowForm):
    """One action, and the help that it waits for."""

    what = forms.CharField(
        label="What is done",
        max_length=300,
        error_messages={"required": "Say what is done, or tick to take this action out"},
    )
    owner = forms.CharField(label="Owner", max_length=120, required=False)
    due = _day("Due on")
    state = forms.ChoiceField(
        label="Where it stands",
        choices=[(state.value, state.value.capitalize()) for state in ActionState],
        initial=ActionState.UNDER_WAY.value,
    )
    moves = forms.ChoiceField(label="Gap that it should move", required=False)
    help_needed = forms.CharField(label="Help asked", max_length=300, required=False)
    asked_of = forms.CharField(label="Asked of", max_length=120, required=False)
    asked_on = _day("Asked on")

    hints = {
        "help_needed": "One decision that somebody higher has to take. Leave empty if none.",
        "asked_of": "A role, such as Chief executive.",
    }
    widths = {
        "owner": "nhsuk-input--width-20",
        "asked_of": "nhsuk-input--width-20",
        "due": "nhsuk-input--width-10",
        "asked_on": "nhsuk-input--width-10",
    }

    @property
    def action(self) -> Action:
        """The action as the library knows it."""
        given = self.cleaned_data
        return Action(
            what=given["what"],
            owner=given["owner"],
            due=given["due"],
            state=ActionState(given["state"]),
            moves=self.moves,
            help_needed=given["help_needed"],
            asked_of=given["asked_of"],
            asked_on=given["asked_on"],
        )


class HeardForm(Form):
    """How many were heard in all."""

    heard = forms.IntegerField(
        label="Comments and stories heard, printed or not",
        min_value=0,
        max_value=100_000,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": "Enter a whole number, such as 13"},
    )
    widths = {"heard": "nhsuk-input--width-5"}


class OutcomeForm(Form):
    """What became of one decision."""

    place = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    state = forms.ChoiceField(
        label="What became of it",
        choices=[("", "Choose"), *Outcome.State.choices],
        error_messages={"required": "Choose what became of this decision"},
    )


class Rows(forms.BaseFormSet):
    """Several rows of one kind; each can be taken out, and an empty one stands at the end."""

    out = "Take this out"

    def add_fields(self, form: Any, index: int | None) -> None:
        """Taking out is said as what it is."""
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = self.out

    @property
    def filled(self) -> list[Any]:
        """The rows that hold something and are not to be taken out."""
        return [
            form for form in self.forms if form.cleaned_data and not form.cleaned_data.get("DELETE")
        ]


def rows_of(form: type[RowForm], out: str) -> Any:
    """The class of several rows of one kind; ``out`` is what the box that takes one out says."""
    return forms.formset_factory(
        form,
        formset=type("Rows", (Rows,), {"out": out}),
        extra=1,
        can_delete=True,
        can_delete_extra=False,
        max_num=MOST_ROWS,
        validate_max=True,
    )


AskRows = rows_of(AskForm, "Take this decision out")
VoiceRows = rows_of(VoiceForm, "Take this voice out")
ActionRows = rows_of(ActionForm, "Take this action out")


def gap_choices(release: Release) -> list[tuple[str, str]]:
    """Every gap among the findings, with its size now."""
    named = [
        (
            str(key_of(finding)),
            f"{finding.rank}. {name_of(finding, key_of(finding))}, now "
            f"{gaps.size(finding.group.gap)}",
        )
        for finding in release.findings
    ]
    return [("", "None named"), *named]


def ask_values(ask: Ask, release: Release) -> dict[str, Any]:
    """A decision as its form shows it at first."""
    finding = found(release, ask.moves)
    by = ""
    if finding is not None and ask.narrower_by is not None:
        by = str(decimal(ask.narrower_by, finding.group.gap.unit))
    return {
        "question": ask.question,
        "moves": str(ask.moves or ""),
        "narrower_by": by,
        "owner": ask.owner,
        "report_back": ask.report_back,
    }


def action_values(action: Action) -> dict[str, Any]:
    """An action as its form shows it at first."""
    return {
        "what": action.what,
        "owner": action.owner,
        "due": action.due,
        "state": action.state.value,
        "moves": str(action.moves or ""),
        "help_needed": action.help_needed,
        "asked_of": action.asked_of,
        "asked_on": action.asked_on,
    }
