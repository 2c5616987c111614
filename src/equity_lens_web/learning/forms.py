"""Writing a case study, searching them, and crediting one."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from equity_lens.disclosure.released_verdicts import Verdict
from equity_lens.measures.load import library
from equity_lens_web.accounts.models import Membership
from equity_lens_web.design_system.advice import AdvisedForm
from equity_lens_web.design_system.forms import Form

STOPPED, NOT_MEASURED = "stopped", "not measured"
OUTCOMES = (
    ("", "Any outcome"),
    (Verdict.NARROWING.value, "The gap narrowed"),
    (Verdict.HOLDING.value, "The gap held"),
    (Verdict.WIDENING.value, "The gap widened, at some time"),
    (Verdict.TOO_EARLY.value, "Too early to say, at some time"),
    (STOPPED, "The work was stopped"),
    (NOT_MEASURED, "The gap was not measured"),
)
LABELS = {
    "failed": "What failed, or did not go as expected",
    "worked": "What worked",
    "for_whom": "For whom, and who was left out",
    "context": "Where, with whom, in what setting",
    "cost": "What it cost: time, money, goodwill",
    "together": "Made together with whom",
    "advice": "What you would tell others who try it",
}
HINTS = {
    "failed": "This half comes first. Others learn most from it, and nobody is blamed.",
    "worked": "For whom did it work? If nothing did, say what was learnt.",
    "cost": "Optional.",
    "together": "How patients, communities and partners shaped it, and whether they were paid.",
}


def _long(name: str) -> forms.CharField:
    return forms.CharField(
        label=LABELS[name],
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
        max_length=4000,
    )


class WordsForm(AdvisedForm):
    """The words of a case, what failed first. A figure is never typed here."""

    title = forms.CharField(
        label="Title", max_length=150, error_messages={"required": "Enter a title"}
    )
    failed = _long("failed")
    worked = _long("worked")
    for_whom = _long("for_whom")
    context = _long("context")
    setting = forms.CharField(
        label="Kind of service, such as clinics or visits at home", max_length=100, required=False
    )
    cost = _long("cost")
    together = _long("together")
    partners = forms.CharField(label="Partners to be credited", max_length=300, required=False)
    advice = _long("advice")
    hints = HINTS | {"partners": "Organisations and roles. A person only with their agreement."}

    @property
    def words(self) -> dict[str, str]:
        """What the service is given."""
        return {key: said for key, said in self.cleaned_data.items() if key != "as_it_is"}


class SearchForm(Form):
    """Words, and what kind of case. Success and failure are found alike."""

    words = forms.CharField(label="Words", required=False, max_length=100)
    outcome = forms.ChoiceField(label="Outcome", required=False, choices=OUTCOMES)
    measure = forms.ChoiceField(label="Measure", required=False)
    group = forms.ChoiceField(label="For whom", required=False)
    setting = forms.ChoiceField(label="Kind of service", required=False)

    def __init__(
        self, groups: list[tuple[str, str]], found: list[Any], *given: Any, **more: Any
    ) -> None:
        super().__init__(*given, **more)
        titles = {id: measure.title for id, measure in library().items()}
        measures = sorted({case.measure for case in found if case.measure})
        settings = sorted({case.setting for case in found if case.setting})
        choices = {
            "measure": [("", "Any measure"), *((key, titles.get(key, key)) for key in measures)],
            "group": [("", "Anybody"), *groups],
            "setting": [("", "Any service"), *((each, each) for each in settings)],
        }
        for name, offered in choices.items():
            self.fields[name].choices = offered


class OwnerForm(Form):
    """Who looks after a case from now on."""

    owner = forms.ModelChoiceField(
        label="Who looks after it from now on?",
        queryset=Membership.objects.none(),
        empty_label="Choose a member",
        error_messages={
            "required": "Choose who looks after it",
            "invalid_choice": "Choose one of those who may write case studies",
        },
    )
    hints = {"owner": "Twice a year they are asked whether it still holds."}

    def __init__(self, members: QuerySet[Membership], *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        field = self.fields["owner"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = members
        field.label_from_instance = lambda each: each.person.name


class CreditForm(AdvisedForm):
    """What somebody used a case for."""

    what_for = forms.CharField(
        label="What did you use it for?",
        max_length=300,
        error_messages={"required": "Enter what you used it for, in a sentence"},
    )
    hints = {
        "what_for": "Where, and what you took from it, from what failed as much as from what worked."
    }
