"""Setting up a project, deciding at its end, and what was learnt."""

from typing import Any

from django import forms

from equity_lens_web.accounts.models import Organisation
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.design_system import moments
from equity_lens_web.design_system.advice import AdvisedForm
from equity_lens_web.improvement.forms.dates import A_DAY, WIDTH, day_field
from equity_lens_web.improvement.models import Project


class StartForm(AdvisedForm):
    """What the work is called, and what sort of work it is."""

    title = forms.CharField(
        label="What is it called?",
        max_length=120,
        error_messages={"required": "Enter a short name for the work"},
    )
    kind = forms.ChoiceField(
        label="What sort of work is it?",
        choices=Project.Kind,
        widget=forms.RadioSelect,
        initial=Project.Kind.PROJECT,
        error_messages={"required": "Choose what sort of work it is"},
    )
    hints = {
        "title": "Say what will be done, such as “Calls before an appointment, in the language that people speak”.",
        "kind": "A pilot or an experiment has an end date. An experiment is judged on what it teaches, "
        "and is shown in no colour during its term.",
    }


class AimForm(AdvisedForm):
    """For whom, how much, by when: saved as it is, with advice beside it."""

    for_whom = forms.CharField(
        label="For whom?",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Enter for whom you want things to be better"},
    )
    how_much = forms.CharField(
        label="How much?",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Enter how much should change, from what to what"},
    )
    by_when = day_field("By when?", "Enter the day by which you want to be there")
    hints = {
        "for_whom": "Name a group, such as “people of the most deprived fifth”.",
        "how_much": "A number now and a number to reach, and what the gap should do: “from 14% of "
        "appointments not attended to 11%, and no wider a gap”.",
        "by_when": A_DAY,
    }
    widths = {"by_when": WIDTH}


class PeopleForm(AdvisedForm):
    """Who sponsors and leads it, with whom, and its term."""

    sponsor = forms.ChoiceField(label="Sponsor", required=False)
    sponsor_post = forms.CharField(label="Sponsor’s post", required=False, max_length=120)
    lead = forms.ChoiceField(label="Who runs it", required=False)
    team = forms.CharField(label="Team", required=False, max_length=300)
    partners = forms.CharField(label="Partners", required=False, max_length=300)
    begins_on = day_field("First day of the change", "Enter the day on which the change begins")
    ends_on = day_field("Last day of its term", "Enter the day on which it ends", required=False)
    learning_goal = forms.CharField(label="What should it teach?", required=False, max_length=300)
    hints = {
        "sponsor": "Is told when the verdict changes.",
        "sponsor_post": "If the sponsor has no account here, or a post says more than a name.",
        "team": "Posts or roles, such as “clinic manager, nurse, patient partner”.",
        "partners": "Community or other partners who do the work with you.",
        "begins_on": A_DAY,
        "ends_on": "A pilot or experiment needs one: on that day it waits for a decision to stop, adapt "
        "or spread.",
        "learning_goal": "An experiment is judged on this.",
    }
    widths = {"begins_on": WIDTH, "ends_on": WIDTH}

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.project = project
        self.people = _members(project.organisation)
        if project.kind != Project.Kind.EXPERIMENT and not project.learning_goal:
            del self.fields["learning_goal"]
        if project.kind not in Project.HAS_TERM:
            self.fields["ends_on"].label = "Last day of its term (optional)"
        for name in ("sponsor", "lead"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            nobody = [("", "Nobody with an account here")]
            field.choices = nobody + [(str(pk), person.name) for pk, person in self.people.items()]

    def clean(self) -> dict[str, Any]:
        """Somebody sponsors it; what has a term says when it ends, and an experiment what for."""
        given = super().clean() or {}
        if not given.get("sponsor") and not given.get("sponsor_post"):
            self.add_error("sponsor_post", "Choose the sponsor, or enter the sponsor’s post")
        begins, ends = given.get("begins_on"), given.get("ends_on")
        if self.project.kind in Project.HAS_TERM and not ends and "ends_on" not in self.errors:
            self.add_error("ends_on", "Enter the last day of its term")
        if begins and ends and ends < begins:
            self.add_error("ends_on", "Enter a last day that is not before the first")
        if self.project.kind == Project.Kind.EXPERIMENT and not given.get("learning_goal"):
            self.add_error("learning_goal", "Enter what the experiment should teach")
        for name in ("sponsor", "lead"):
            chosen = given.get(name)
            given[name] = self.people[int(chosen)] if chosen else None
        return given


class NoSplitForm(AdvisedForm):
    """Why a project has no split by group."""

    because = forms.CharField(
        label="Why can it not be split by group?",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter why it has no measure split by group"},
    )
    hints = {"because": "The board list shows this reason as you write it."}


class DecideForm(AdvisedForm):
    """Stop, adapt or spread, why, and what was learnt."""

    decision = forms.ChoiceField(
        label="What was decided?",
        choices=Project.Decision,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose stop, adapt or spread"},
    )
    reason = forms.CharField(
        label="Why?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter the reason for the decision"},
    )
    on = day_field("On which day?", "Enter the day of the decision")
    goes_on_until = day_field("If it is adapted: until when does it go on?", "", required=False)
    learning = forms.CharField(
        label="What was learnt?", required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    hints = {
        "reason": "Stopping work that does not help is as good a decision as any.",
        "on": A_DAY,
        "goes_on_until": "On that day it needs a decision again. Leave it empty if the work has ended.",
    }
    widths = {"on": WIDTH, "goes_on_until": WIDTH}

    def clean(self) -> dict[str, Any]:
        """A decision is not of the future; only what is adapted goes on."""
        given = super().clean() or {}
        on, until = given.get("on"), given.get("goes_on_until")
        if on and on > moments.today():
            self.add_error("on", "Enter a day that is not in the future")
        if until and given.get("decision") != Project.Decision.ADAPT:
            self.add_error("goes_on_until", "Leave this empty: only work that is adapted goes on")
        elif until and until < moments.today():
            self.add_error("goes_on_until", "Enter a day that is still to come")
        return given


class LearningForm(AdvisedForm):
    """What was learnt so far."""

    learning = forms.CharField(
        label="What have you learnt so far?",
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Enter what you have learnt"},
    )
    hints = {"learning": "What failed says as much as what worked."}


def _members(organisation: Organisation) -> dict[int, Any]:
    members = organisation.memberships.current().that_may(Permission.IMPROVEMENT_READ)
    return {
        each.person_id: each.person
        for each in members.select_related("person").order_by("person__name")
    }
