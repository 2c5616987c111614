"""A round of choosing: who stands, what weighs how much, what is judged, and what is chosen."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db import transaction

from equity_lens.disclosure.released import Finding
from equity_lens.words.people import lower_first, place
from equity_lens.words.sentences import finding_sentence
from equity_lens_web.accounts.access import require
from equity_lens_web.accounts.models import Organisation, Person
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.design_system import moments
from equity_lens_web.evidence.reading import figures_of
from equity_lens_web.plan.gaps import finding_of
from equity_lens_web.plan.models import Candidate, ChoiceRound, Priority
from equity_lens_web.plan.scoring import rule_of, to_a_hundred
from equity_lens_web.plan.services.keeping import keep, may_write, noted

MOST_CHOSEN = 3
READ = ("sentence", "people", "size", "certainty")
NO_FINDING = "The newest figures do not tell this gap from chance, or it is not shown in them."
Gap = tuple[str, str, str]


class ChoiceRefused(ValueError):
    """A choice that cannot be kept; the message says what to do instead."""


@transaction.atomic
def add_candidates(*, organisation: Organisation, gaps: Iterable[Gap], by: Person) -> ChoiceRound:
    """Let gaps stand in the open round, with their figures as they are; begins one if none is open."""
    may_write(by, organisation)
    Organisation.objects.select_for_update().only("pk").get(pk=organisation.pk)
    choice_round = _open_round(organisation, by)
    _read_anew(choice_round)
    standing = {each.gap for each in choice_round.candidates.all()}
    found = [finding_of(organisation, gap) for gap in gaps if gap not in standing]
    Candidate.objects.bulk_create(_candidate(choice_round, each) for each in found if each)
    noted(choice_round, "candidates.added", organisation=organisation, by=by)
    return choice_round


@transaction.atomic
def set_weights(
    *, choice_round: ChoiceRound, weights: Mapping[str, float], by: Person
) -> ChoiceRound:
    """Keep other weights for the open round."""
    may_write(by, choice_round.organisation)
    _must_be_open(choice_round)
    choice_round.weights = dict(weights)
    choice_round.save()
    noted(
        choice_round,
        "weights.set",
        organisation=choice_round.organisation,
        by=by,
        weights=choice_round.weights,
    )
    return choice_round


@transaction.atomic
def judge_candidate(
    *, candidate: Candidate, ability: int, community: int, cost: int, because: str, by: Person
) -> Candidate:
    """Score what no figure tells, 0 to 10, and say why."""
    organisation = candidate.choice_round.organisation
    may_write(by, organisation)
    _must_be_open(candidate.choice_round)
    given = {
        "ability": ability,
        "community": community,
        "cost": cost,
        "judged_because": because,
    }
    return keep(candidate, given, "candidate.judged", organisation=organisation, by=by)


@transaction.atomic
def judge_candidates(
    *, choice_round: ChoiceRound, judged: Mapping[int, Mapping[str, Any]], by: Person
) -> None:
    """Score several candidates of the open round; ``judged`` is by the candidate's key."""
    for each in choice_round.candidates.filter(pk__in=judged).select_related("choice_round"):
        judge_candidate(candidate=each, by=by, **judged[each.pk])


@transaction.atomic
def choose_priorities(
    *,
    choice_round: ChoiceRound,
    chosen: Collection[int],
    reasons: Mapping[int, str],
    by: Person,
) -> list[Priority]:
    """Choose three candidates or fewer, keep the reasons for the rest, and close the round.

    What was a priority before and is chosen again goes on; what is not chosen again is ended.
    Raises ChoiceRefused where none or more than three are chosen, or a reason is missing.
    """
    organisation = choice_round.organisation
    lead = require(by, Permission.PLAN_WRITE, organisation=organisation)
    _must_be_open(choice_round)
    candidates = list(choice_round.candidates.all())
    _complain(candidates, chosen, reasons)
    for each in candidates:
        each.is_chosen = each.pk in chosen
        each.reason = "" if each.is_chosen else reasons[each.pk]
        each.save()
    choice_round.settled_on, choice_round.settled_by = moments.today(), by
    choice_round.save()
    before = {
        each.candidate.gap: each
        for each in organisation.plan_priorities.current().select_related("candidate")
    }
    priorities = [
        before.pop(each.gap, None)
        or Priority.objects.create(
            organisation=organisation,
            candidate=each,
            title=each.title,
            chosen_on=moments.today(),
            lead=lead,
            added_by=by,
        )
        for each in candidates
        if each.is_chosen
    ]
    for ended in before.values():
        ended.ended_on = moments.today()
        ended.save()
    noted(
        choice_round, "priorities.chosen", organisation=organisation, by=by, number=len(priorities)
    )
    return priorities


def _open_round(organisation: Organisation, by: Person) -> ChoiceRound:
    there: ChoiceRound | None = organisation.plan_rounds.filter(settled_on=None).first()
    if there is not None:
        return there
    rule, version = rule_of(organisation)
    refresh = figures_of(organisation).refresh
    return ChoiceRound.objects.create(
        organisation=organisation,
        weights=to_a_hundred({each.key: each.weight for each in rule}),
        rule=version,
        figures=refresh.number if refresh else None,
        begun_by=by,
        begun_on=moments.today(),
    )


def _read_anew(choice_round: ChoiceRound) -> None:
    """All that stand are read from the same figures: where newer ones came, from those."""
    refresh = figures_of(choice_round.organisation).refresh
    if refresh is None or refresh.number == choice_round.figures:
        return
    for each in choice_round.candidates.all():
        found = finding_of(choice_round.organisation, each.gap)
        if found is None:
            each.sentence = NO_FINDING
            each.people, each.size, each.certainty = None, None, ""
        else:
            fresh = _candidate(choice_round, found)
            for name in READ:
                setattr(each, name, getattr(fresh, name))
        each.save()
    choice_round.figures = refresh.number
    choice_round.save(update_fields=["figures"])


def _candidate(choice_round: ChoiceRound, finding: Finding) -> Candidate:
    profile, group = finding.profile, finding.group
    ratio = group.ratio.value
    return Candidate(
        choice_round=choice_round,
        measure=profile.measure.id,
        dimension=profile.dimension.key,
        subgroup=group.subgroup.key,
        title=f"{profile.measure.title}: {lower_first(group.subgroup.label)}",
        group=f"People {place(profile.dimension, group.subgroup).removeprefix('for people ')}",
        sentence=finding_sentence(finding),
        people=group.people_affected.value if profile.measure.counts_people else None,
        size=max(ratio, 1 / ratio) - 1 if ratio else None,
        certainty=finding.grade.value,
    )


def _must_be_open(choice_round: ChoiceRound) -> None:
    """Of two who settle a round at once, the second is told; the round is locked until then."""
    held = ChoiceRound.objects.select_for_update(of=("self",)).get(pk=choice_round.pk)
    if not held.is_open:
        raise ChoiceRefused("This round was settled. Begin a new one: it stays as it was.")


def _complain(
    candidates: Collection[Candidate], chosen: Collection[int], reasons: Mapping[int, str]
) -> None:
    if not 1 <= len(chosen) <= MOST_CHOSEN:
        raise ChoiceRefused("Choose one priority, two or three.")
    for each in candidates:
        if each.pk not in chosen and not reasons.get(each.pk):
            raise ChoiceRefused(f"Enter why this is left out: {each.title}")
