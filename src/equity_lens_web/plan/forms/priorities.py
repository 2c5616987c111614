"""Forms of a round of choosing: who stands, what each criterion weighs, what is judged, who is chosen."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from equity_lens.disclosure.released import Finding
from equity_lens_web.evidence.presenters.findings import key_of
from equity_lens_web.plan.forms.parts import Part, PlanForm, gap_choices, lines
from equity_lens_web.plan.models import Candidate
from equity_lens_web.plan.scoring import JUDGED, Criterion, WeightsRefused, rebalanced

MOST_CHOSEN, OFFERED = 3, 9
SCORE = dict.fromkeys(
    ("required", "invalid", "min_value", "max_value"), "Enter a whole number from 0 to 10"
)
WEIGHT = dict.fromkeys(
    ("required", "invalid", "min_value", "max_value"), "Enter a weight from 0 to 100"
)


class CandidatesForm(PlanForm):
    """Which gaps stand as candidates."""

    gaps = forms.MultipleChoiceField(
        label="Gaps to choose among",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose two gaps or more to choose among"},
    )
    hints = {"gaps": "Six to ten is a good number to talk about. More can be added later."}

    def __init__(
        self, findings: Sequence[Finding], *args: Any, offers: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        gaps = self.fields["gaps"]
        assert isinstance(gaps, forms.MultipleChoiceField)
        gaps.choices = gap_choices(findings)[1:]
        if offers:
            first = {each.profile.measure.id: key_of(each) for each in reversed(findings)}
            gaps.initial = [key for key, _ in gaps.choices if key in first.values()][:OFFERED]


class WeightsForm(PlanForm):
    """A weight for each criterion. What was not moved gives way, so that they stay a hundred."""

    def __init__(
        self, rule: Sequence[Criterion], before: Mapping[str, float], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.before = dict(before)
        for each in rule:
            self.fields[each.key] = forms.FloatField(
                label=f"{each.title} (%)",
                min_value=0,
                max_value=100,
                initial=f"{before[each.key]:g}",
                error_messages=WEIGHT,
            )
        self.hints = {each.key: each.meaning for each in rule}
        self.widths = {each.key: "nhsuk-input--width-5" for each in rule}

    def clean(self) -> dict[str, Any]:
        """A hundred in all."""
        given = super().clean()
        if self.errors:
            return given
        try:
            self.weights = rebalanced(self.before, {key: given[key] for key in self.before})
        except WeightsRefused as refusal:
            self.add_error(next(iter(self.before)), str(refusal))
        return given


class JudgedForm(PlanForm):
    """The three criteria that no figure tells, and why."""

    judged_because = lines("Why these scores", "Enter why you score it so")
    field_order = (*JUDGED, "judged_because")

    def __init__(self, rule: Sequence[Criterion], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        titles = {each.key: each for each in rule}
        for name in JUDGED:
            self.fields[name] = forms.IntegerField(
                label=titles[name].title, min_value=0, max_value=10, error_messages=SCORE
            )
        self.order_fields(self.field_order)
        self.hints = {name: titles[name].meaning for name in JUDGED}
        self.widths = dict.fromkeys(JUDGED, "nhsuk-input--width-2")


class JudgementsForm(PlanForm):
    """The three criteria for every candidate at once. One that is left empty is not judged."""

    def __init__(
        self,
        candidates: Sequence[Candidate],
        rule: Sequence[Criterion],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.candidates, self.sections = list(candidates), []
        self.hints, self.widths = {}, {}
        for each in self.candidates:
            names = []
            for criterion in (one for one in rule if one.key in JUDGED):
                name = f"{criterion.key}_{each.pk}"
                self.fields[name] = forms.IntegerField(
                    label=criterion.title,
                    min_value=0,
                    max_value=10,
                    required=False,
                    initial=getattr(each, criterion.key),
                    error_messages=SCORE,
                )
                self.widths[name] = "nhsuk-input--width-2"
                names.append(name)
            because = f"because_{each.pk}"
            self.fields[because] = lines("Why these scores", rows=2)
            self.fields[because].initial = each.judged_because
            self.sections.append(Part(each.title, each.sentence, (*names, because)))

    def clean(self) -> dict[str, Any]:
        """What is judged is judged whole, with a reason; one at least."""
        given = super().clean()
        for each in self.candidates:
            names = [*(f"{key}_{each.pk}" for key in JUDGED), f"because_{each.pk}"]
            empty = [name for name in names if given.get(name) in (None, "")]
            if len(empty) < len(names):
                for name in set(empty) - set(self.errors):
                    self.add_error(name, f"{self._instruction(name)}: {each.title}")
        if self.candidates and not self.errors and not self.judged:
            first = f"{JUDGED[0]}_{self.candidates[0].pk}"
            self.add_error(first, "Score one candidate at least, or go back")
        return given

    def _instruction(self, name: str) -> str:
        return "Enter why you score it so" if name.startswith("because") else SCORE["required"]

    @property
    def judged(self) -> dict[int, dict[str, Any]]:
        """The three scores and the reason of each candidate that is judged."""
        given = self.cleaned_data
        return {
            each.pk: {
                **{key: given[f"{key}_{each.pk}"] for key in JUDGED},
                "because": given[f"because_{each.pk}"],
            }
            for each in self.candidates
            if given.get(f"because_{each.pk}")
        }


class ChosenForm(PlanForm):
    """Three or fewer, and a reason for each of the rest."""

    def __init__(self, candidates: Sequence[Candidate], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.candidates = list(candidates)
        self.fields["chosen"] = forms.MultipleChoiceField(
            label="Priorities",
            choices=[(str(each.pk), each.title) for each in self.candidates],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "Choose one priority, two or three"},
        )
        self.hints = {"chosen": "Three or fewer. Few priorities get done."}
        for each in self.candidates:
            self.fields[f"reason_{each.pk}"] = lines(
                f"If it is left out, why: {each.title}", rows=2, most=500
            )

    def clean_chosen(self) -> list[str]:
        """Three at most."""
        chosen: list[str] = self.cleaned_data["chosen"]
        if len(chosen) > MOST_CHOSEN:
            raise forms.ValidationError(
                f"Choose three or fewer: {len(chosen)} are chosen, and what is left out can come next"
            )
        return chosen

    def clean(self) -> dict[str, Any]:
        """Each one that is left out has its reason."""
        given = super().clean()
        for each in self.candidates:
            name = f"reason_{each.pk}"
            left_out = str(each.pk) not in given.get("chosen", ())
            if "chosen" in given and left_out and not given.get(name):
                self.add_error(name, f"Enter why this is left out: {each.title}")
        return given

    @property
    def chosen(self) -> set[int]:
        """Which candidates were chosen."""
        return {int(key) for key in self.cleaned_data["chosen"]}

    @property
    def reasons(self) -> dict[int, str]:
        """Why each of the rest was not."""
        return {each.pk: self.cleaned_data[f"reason_{each.pk}"] for each in self.candidates}
