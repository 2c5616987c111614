"""Samples of the plan: one of each thing that has an address."""

import datetime as dt

from equity_lens_web.accounts.models import Organisation, Person
from equity_lens_web.plan import models
from web.samples.sample import Sample, anything

DAY = dt.date(2026, 11, 25)


def _made(model, **fields):
    def make(organisation: Organisation, member: Person) -> int:
        return model.objects.create(organisation=organisation, added_by=member, **fields).pk

    return make


def _round(organisation: Organisation, member: Person) -> models.ChoiceRound:
    return models.ChoiceRound.objects.create(
        organisation=organisation,
        weights=dict.fromkeys(("people", "size", "certainty", "ability", "community", "cost"), 10),
        begun_by=member,
        begun_on=DAY,
    )


def _candidate(organisation: Organisation, member: Person) -> models.Candidate:
    return models.Candidate.objects.create(
        choice_round=_round(organisation, member),
        measure="waiting-within-18-weeks",
        dimension="imd_quintile",
        subgroup="1",
        title="A gap",
        group="People",
        sentence="A gap.",
    )


def _priority(organisation: Organisation, member: Person) -> models.Priority:
    return models.Priority.objects.create(
        organisation=organisation,
        candidate=_candidate(organisation, member),
        title="A gap",
        chosen_on=DAY,
        added_by=member,
    )


def _cause(organisation: Organisation, member: Person) -> int:
    priority = _priority(organisation, member)
    return models.Cause.objects.create(priority=priority, title="Travel", written_by=member).pk


def _arrow(organisation: Organisation, member: Person) -> int:
    theory = models.Theory.objects.create(
        organisation=organisation, title="Theory", added_by=member
    )
    return models.Arrow.objects.create(
        theory=theory,
        from_kind="activity",
        from_text="Calls",
        to_kind="output",
        to_text="Fewer missed",
        because="people say so",
        strength="weak",
        since=DAY,
        written_by=member,
    ).pk


def _option(organisation: Organisation, member: Person) -> int:
    dilemma = models.Dilemma.objects.create(
        organisation=organisation,
        question="Which?",
        groups="Some\nOthers",
        is_private=False,
        added_by=member,
    )
    return models.Option.objects.create(dilemma=dilemma, title="This").pk


def _part(organisation: Organisation, member: Person) -> int:
    mission = models.Mission.objects.create(
        organisation=organisation, title="Goal", added_by=member
    )
    return models.Part.objects.create(
        mission=mission, body="Council", owner="Director", does="Buses", written_by=member
    ).pk


_activity = _made(models.Activity, quadrant="policy", title="Something")
_measure = _made(models.ChainMeasure, stage="short", title="Something")
_dilemma = _made(models.Dilemma, question="Which?", groups="Some", is_private=False)

SAMPLES: dict[str, Sample] = {
    "plan:activity*:pk": Sample(_activity),
    "plan:empty-quadrant:quadrant": anything("policy"),
    "plan:measure*:pk": Sample(_measure),
    "plan:candidate:pk": Sample(lambda *who: _candidate(*who).pk),
    "plan:round*:pk": Sample(lambda *who: _candidate(*who).choice_round_id),
    "plan:programme*:pk": Sample(_made(models.Programme, title="Programme")),
    "plan:theory*:pk": Sample(_made(models.Theory, title="Theory")),
    "plan:arrow*:pk": Sample(_arrow),
    "plan:dilemma*:pk": Sample(_dilemma),
    "plan:option:pk": Sample(_option),
    "plan:ambition*:pk": Sample(
        _made(models.Ambition, role="employer", title="Jobs", measured_by="Posts", post="HR")
    ),
    "plan:needs*:pk": Sample(lambda *who: _priority(*who).pk),
    "plan:cause*:pk": Sample(_cause),
    "plan:mission*:pk": Sample(_made(models.Mission, title="Goal")),
    "plan:part*:pk": Sample(_part),
    "plan:hand-over:kind": anything("activity"),
    "plan:hand-over:pk": Sample(_activity),
}
