"""What a person supposes when they model an option. Sent by GET: the address holds every choice."""

from collections.abc import Sequence
from typing import Any

from django import forms

from equity_lens.planning.assumption import Assumption, entered
from equity_lens.planning.options import Option
from equity_lens.planning.pathway import Walk
from equity_lens.reference.vocabulary import Subgroup
from equity_lens_web.design_system.forms import Form

EVERY_GROUP = "every"
MOST_GROUPS = 8
"""More groups than these are not each given a field of their own."""

WIDTH = "nhsuk-input--width-5"
RANGE = ("low", "central", "high")
NOT_ITS_OWN = "Say whose numbers these are now: they are not those of the source that stood here"
FAULTS = ("required", "invalid", "invalid_choice", "min_value", "max_value")


def says(instruction: str) -> dict[str, str]:
    """One instruction for whatever may be wrong with a field."""
    return dict.fromkeys(FAULTS, instruction)


PERCENT = says("Enter a share from 0 to 100")
MANY = says("Enter a number above nought, in figures")


class AssumedForm(Form):
    """A lowest, a middle and a highest number, and whose they are.

    ``scale`` is how many of the form's units make one of the assumption's: 100 for percentages.
    """

    scale = 100.0
    low = forms.FloatField(
        required=False, min_value=0, error_messages=says("Enter the lowest number in figures")
    )
    central = forms.FloatField(
        min_value=0, error_messages=says("Enter the middle number in figures")
    )
    high = forms.FloatField(
        required=False, min_value=0, error_messages=says("Enter the highest number in figures")
    )
    source = forms.CharField(
        label="Whose numbers are these?",
        max_length=500,
        error_messages=says(
            "Say where the numbers come from: a study, a trial of your own, or whose judgement"
        ),
    )
    widths = dict.fromkeys(RANGE, WIDTH)

    def __init__(self, assumption: Assumption, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.assumption = assumption
        for name in RANGE:
            value = getattr(assumption, name)
            self.fields[name].initial = None if value is None else f"{value * self.scale:.6g}"
        self.fields["source"].initial = assumption.source
        for name, label in (("low", "Lowest"), ("central", "Middle"), ("high", "Highest")):
            self.fields[name].label = label
            self.fields[name].widget.attrs |= {"inputmode": "decimal", "step": "any"}

    def clean(self) -> dict[str, Any]:
        """The three in order; and a source is not kept for numbers that are not its own."""
        given = super().clean() or {}
        low, central, high = (given.get(name) for name in RANGE)
        if central is not None and low is not None and low > central:
            self.add_error("low", "Enter a lowest number that is not above the middle one")
        if central is not None and high is not None and high < central:
            self.add_error("high", "Enter a highest number that is not below the middle one")
        is_changed = self.assumption.is_known and not self._is_published(given)
        if is_changed and given.get("source", "").strip() == self.assumption.source:
            self.add_error("source", NOT_ITS_OWN)
        return given

    def supposed(self, *, at_most: float | None = None) -> Assumption:
        """The published assumption where it was left as it stood, else the person's own."""
        given = self.cleaned_data
        if self.assumption.is_known and self._is_published(given):
            return self.assumption
        low, central, high = (
            None if given[name] is None else given[name] / self.scale for name in RANGE
        )
        return entered(
            self.assumption.what,
            central or 0.0,
            low=low,
            high=high,
            source=given["source"],
            at_most=at_most,
        )

    def _is_published(self, given: dict[str, Any]) -> bool:
        return all(_same(given.get(name), self.fields[name].initial) for name in RANGE)


class LossForm(AssumedForm):
    """Which step, which groups, how many of them, and what share of the losses is avoided."""

    step = forms.ChoiceField(
        label="Step at which it acts", error_messages=says("Choose the step at which it acts")
    )
    group = forms.ChoiceField(
        label="Who would be offered it", error_messages=says("Choose who would be offered it")
    )
    reach = forms.FloatField(
        label="Share of them whom it would reach (%)",
        min_value=0,
        max_value=100,
        error_messages=says("Enter the share of them whom it would reach, from 0 to 100"),
    )
    weekly_slots = forms.FloatField(
        label="Appointments a week now (if you know)",
        required=False,
        min_value=0.1,
        error_messages=MANY,
    )
    field_order = ("step", "group", "reach", *RANGE, "source", "weekly_slots")
    hints = {
        "reach": "Nobody is reached in full: with a number that works, a language that is recorded, "
        "a wish to use it.",
        "weekly_slots": "Says how much longer everybody would wait, if none were added.",
        "source": "If you change a number, say whose it is.",
    }
    widths = {**AssumedForm.widths, "reach": WIDTH, "weekly_slots": WIDTH}

    def __init__(self, walk: Walk, option: Option, *args: Any, **kwargs: Any) -> None:
        super().__init__(option.assumption, *args, **kwargs)
        self.members = [each.subgroup for each in (*walk.groups, *walk.unknown)]
        steps = [step for step in walk.pathway.steps if step.measure in option.acts_on]
        self._choose("step", [(step.measure, f"{step.title}: {step.lost_as}") for step in steps])
        known = [(each.subgroup.key, each.subgroup.label) for each in walk.groups]
        self._choose("group", [(EVERY_GROUP, "Every group"), *known])
        for name in RANGE:
            self.fields[name].label += " (%)"
            self.fields[name].validators.append(_at_most_all)
        for each in self.own_reach():
            self.fields[each] = forms.FloatField(
                label=f"{self._label(each)} (%)",
                required=False,
                min_value=0,
                max_value=100,
                error_messages=PERCENT,
            )
            self.widths = {**self.widths, each: WIDTH}

    def own_reach(self) -> list[str]:
        """Names of the fields with which one group's reach is given apart from the others'."""
        return [f"reach_{i}" for i in range(len(self.members))] if self.has_own_reach else []

    @property
    def has_own_reach(self) -> bool:
        """Whether there are few enough groups for each to have a field."""
        return len(self.members) <= MOST_GROUPS

    def reached(self) -> dict[str, float]:
        """The share of each group that is reached, 0 to 1; groups that are not offered it are absent."""
        given = self.cleaned_data
        shares = {}
        for i, member in enumerate(self.members):
            own = given.get(f"reach_{i}")
            offered = given["group"] in (EVERY_GROUP, member.key)
            percent = own if own is not None else given["reach"] if offered else 0.0
            if percent:
                shares[member.key] = percent / 100
        return shares

    def _label(self, name: str) -> str:
        return self.members[int(name.removeprefix("reach_"))].label

    def _choose(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
        field.initial = choices[0][0] if choices else None


class SlotsForm(Form):
    """Which group, what share of how many appointments, and what each group has of them now."""

    group = forms.ChoiceField(
        label="Group that would be given a share",
        error_messages=says("Choose the group that would be given a share"),
    )
    share = forms.FloatField(
        label="Share of all weekly appointments that would move to it (%)",
        min_value=0,
        max_value=99,
        error_messages=says("Enter the share that would move, from 0 to 99"),
    )
    weekly_slots = forms.FloatField(
        label="Appointments a week, all groups together",
        min_value=0.1,
        error_messages=says("Enter how many appointments there are each week"),
    )
    added = forms.FloatField(
        label="Further appointments a week, added for the group",
        min_value=0,
        required=False,
        error_messages=MANY,
    )
    basis = forms.ChoiceField(
        label="Appointments that each group has now",
        error_messages=says("Choose how many appointments each group has now"),
    )
    widths = dict.fromkeys(("share", "weekly_slots", "added"), WIDTH)

    def __init__(
        self,
        groups: Sequence[Subgroup],
        bases: Sequence[tuple[str, str]],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (
            ("group", [(each.key, each.label) for each in groups]),
            ("basis", list(bases)),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices
            field.initial = choices[0][0]


def _same(given: float | None, shown: str | None) -> bool:
    """Whether a number is still the one that stood in the form."""
    return given is None if shown is None else given == float(shown)


def _at_most_all(percent: float) -> None:
    if percent > 100:
        raise forms.ValidationError("Enter a share from 0 to 100")
