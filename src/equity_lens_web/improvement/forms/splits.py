"""What is counted and split by whom; a new baseline; measures of one's own."""

from decimal import Decimal
from typing import Any

from django import forms

from equity_lens import pipeline
from equity_lens.measures.material import measure_fits
from equity_lens.measures.measure import Measure
from equity_lens_web.design_system.advice import AdvisedForm
from equity_lens_web.design_system.forms import Form
from equity_lens_web.improvement.forms.dates import A_MONTH, WIDTH, MonthField
from equity_lens_web.improvement.models import LocalMeasure, ProjectMeasure
from equity_lens_web.improvement.splits import subgroups_of

NOBODY_ELSE = "Choose at least one group besides the one it is for"
SHORT = "nhsuk-input--width-5"


class ChooseForm(Form):
    """Which measure, and by what people are compared. Sent by GET: nothing is saved by it."""

    measure = forms.ChoiceField(label="Measure", error_messages={"required": "Choose a measure"})
    by = forms.ChoiceField(
        label="Split by", error_messages={"required": "Choose what people are compared by"}
    )
    role = forms.ChoiceField(
        label="What is it to the project?",
        choices=[
            ("outcome", "Outcome: what should get better"),
            ("process", "Process: whether the change is being made"),
            ("balancing", "Balancing: what must not get worse"),
        ],
        initial="outcome",
    )
    hints = {
        "measure": "A percentage of which one way is better. It keeps its definition.",
        "by": "The gap between two of these groups is what is judged.",
    }

    def __init__(
        self, *args: Any, local: list[LocalMeasure], shown: frozenset[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        ours = [(each.key, f"{each.title} (the trust’s own)") for each in local]
        fitting = [each for each in pipeline.split_measures() if measure_fits(each, shown)]
        library = [(each.id, each.title) for each in fitting]
        self._choose("measure", [*ours, *library])
        dimensions = {
            each.key: each.title
            for measure in fitting
            for each in pipeline.split_dimensions(measure)
        }
        self._choose("by", list(dimensions.items()))

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


class GroupsForm(Form):
    """Whose gap, against whom, who else is watched, and from when on."""

    target = forms.ChoiceField(
        label="Whom is it for?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the group that it is for"},
    )
    reference = forms.ChoiceField(
        label="Compared with",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the group that it is compared with"},
    )
    watched = forms.MultipleChoiceField(
        label="Who else is watched, lest things get worse for them?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": NOBODY_ELSE},
    )
    points = forms.DecimalField(
        label="Smallest change in the gap that would matter (percentage points)",
        min_value=Decimal("0.1"),
        max_value=50,
        decimal_places=1,
        error_messages={
            "required": "Enter the smallest change that would matter, such as 2",
            "invalid": "Enter a number of percentage points, such as 2",
            "min_value": "Enter at least 0.1 points",
            "max_value": "Enter 50 points at most",
        },
    )
    change_from = MonthField("First month of the change", "Enter the first month of the change")
    before_from = MonthField(
        "First month before it to compare with", "Enter the first month to compare with"
    )
    counted = forms.ChoiceField(
        label="Who counts?",
        choices=[
            ("table", "The project counts for its own clinics, and brings a table"),
            ("trust", "The trust’s own figures, for everybody"),
        ],
        widget=forms.RadioSelect,
        initial="table",
    )
    months_together = forms.ChoiceField(
        label="How is it read?",
        choices=[("1", "Month by month"), ("3", "In quarters, because a month counts few people")],
        initial="1",
    )
    hints = {
        "reference": "Most often the group that fares best.",
        "watched": "The group that it is for is watched anyway.",
        "points": "Agree it before anybody looks. It is kept beside the verdict.",
        "change_from": A_MONTH,
        "before_from": "At least three months before the change; six are better, twelve better still.",
        "months_together": "Months that are read together must be shown one by one nowhere else.",
    }
    widths = {"points": SHORT, "change_from": WIDTH, "before_from": WIDTH}

    def __init__(self, dimension: str, *args: Any, measure: Measure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.measure = measure
        groups = [(each.key, each.label) for each in subgroups_of(dimension) if each.known]
        for name in ("target", "reference", "watched"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = groups
        if measure.source.startswith("Defined by the trust"):
            del self.fields["counted"]

    def clean(self) -> dict[str, Any]:
        """Nobody is compared with themselves; the months are in order; whom it is for is no other."""
        given = super().clean() or {}
        target, reference = given.get("target"), given.get("reference")
        if target and target == reference:
            self.add_error("reference", "Choose another group than the one it is for")
        if target and given.get("watched"):
            given["watched"] = [each for each in given["watched"] if each != target]
            if not given["watched"]:
                self.add_error("watched", NOBODY_ELSE)
        before, change = given.get("before_from"), given.get("change_from")
        if before and change and before >= change:
            self.add_error("before_from", "Enter a month before the change")
        if given.get("counted") == ProjectMeasure.Counted.TRUST and given["months_together"] != "1":
            self.add_error(
                "months_together", "Choose month by month: the trust’s figures show each"
            )
        return given

    @property
    def share(self) -> Decimal:
        """The smallest change that matters as a share."""
        points: Decimal = self.cleaned_data["points"]
        return points / 100


class BaselineForm(AdvisedForm):
    """From which month on a new baseline holds, and why."""

    before_from = MonthField("First month to compare with", "Enter the first month to compare with")
    change_from = MonthField(
        "First month of the new change", "Enter the first month of the new change"
    )
    reason = forms.CharField(
        label="Why is a new baseline needed?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter the reason: it is shown wherever the verdict is"},
    )
    hints = {
        "before_from": A_MONTH,
        "reason": "The first baseline stays beside it. Each baseline has a chance of a false call of its "
        "own.",
    }
    widths = {"before_from": WIDTH, "change_from": WIDTH}

    def clean(self) -> dict[str, Any]:
        """The months in order."""
        given = super().clean() or {}
        before, change = given.get("before_from"), given.get("change_from")
        if before and change and before >= change:
            self.add_error("before_from", "Enter a month before the new change")
        return given


class DefineForm(AdvisedForm):
    """A measure that the library does not hold: a share of something, and which way is better."""

    title = forms.CharField(
        label="Name", max_length=120, error_messages={"required": "Enter the measure’s name"}
    )
    numerator = forms.CharField(
        label="What is counted",
        max_length=200,
        error_messages={"required": "Enter what is counted"},
    )
    denominator = forms.CharField(
        label="Out of what",
        max_length=200,
        error_messages={"required": "Enter out of what it is counted"},
    )
    noun = forms.CharField(
        label="What one of them is called",
        max_length=40,
        initial="people",
        error_messages={"required": "Enter what one of them is called, such as people"},
    )
    better = forms.ChoiceField(
        label="Which way is better?",
        choices=[("lower", "Lower"), ("higher", "Higher")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose which way is better"},
    )
    hints = {
        "numerator": "Such as “letters read within a week”.",
        "denominator": "Such as “letters sent”.",
        "noun": "People, appointments, letters.",
    }


class RedefineForm(AdvisedForm):
    """A changed definition, from which month on, and why."""

    numerator = DefineForm.base_fields["numerator"]
    denominator = DefineForm.base_fields["denominator"]
    from_month = MonthField("From which month on?", "Enter the month from which it holds")
    because = forms.CharField(
        label="Why is it changed?",
        max_length=300,
        error_messages={"required": "Enter why the definition is changed"},
    )
    hints = {"from_month": A_MONTH, "because": "It stands beside every chart of the measure."}
    widths = {"from_month": WIDTH}
