"""Sentences about an option: what it supposes, what it does for every group, and who would wait."""

from equity_lens.disclosure.released import Figure
from equity_lens.planning.fewer_losses import Effect, LossesAvoided
from equity_lens.planning.share_of_slots import SlotsMoved, Wait
from equity_lens.words import gaps
from equity_lens.words.numbers import in_words, number_in_words, plain
from equity_lens.words.supposed import listed, supposed, where, whom, with_range

MODEL = "This is arithmetic on groups, not a forecast, and says nothing of any one person."
SMALLEST = 0.0005
ORDER = "The order of people within a group stays as it is."
LEVELLING_DOWN = "The second part is levelling down: a gap that closes because others fare worse."


def losses_sentences(model: LossesAvoided) -> tuple[str, ...]:
    """What is supposed; each group that is reached; the gap; who else is touched; the caution."""
    reached = [each for each in model.effects if each.reach and each.lost_before.is_number]
    left_out = [each for each in model.effects if not each.reach and each.subgroup.known]
    withheld = [each for each in model.effects if each.reach and not each.lost_before.is_number]
    said = [supposed(model.assumption, "proportion")]
    said += [_effect(model, each) for each in reached if each.lost_before.value]
    said += [_gap(model, each) for each in model.effects if _changes(each)]
    if left_out:
        labels = listed([each.subgroup.label for each in left_out])
        said.append(f"Nothing would change for: {labels}.")
    if withheld:
        labels = listed([each.subgroup.label for each in withheld])
        said.append(
            f"What would change is not shown, as too few were lost or are shown, for: {labels}."
        )
    said += _slots_needed(model)
    said += [model.option.caution] if model.option.caution else []
    return (*said, MODEL)


def slots_sentences(model: SlotsMoved) -> tuple[str, ...]:
    """What moves; what each group would wait; who would wait longer; and whether it levels down."""
    moved = (
        f"{_tenths(model.moved)} of {_tenths(model.weekly_slots)} appointments a week would move"
    )
    ours = listed([each.subgroup.label for each in model.waits if each.is_given])
    added = f" {_tenths(model.added)} more would be added for it." if model.added else ""
    basis = (
        "Each group’s appointments now are those given."
        if model.by_group
        else "Each group’s appointments now are taken to be in proportion to its list."
    )
    said = [f"{moved} to: {ours}.{added} {basis} {ORDER}"]
    said += [_wait(model, each) for each in model.waits if each.change.value is not None]
    if model.longer.value:
        people = plain(model.longer.value, model.longer.unit)
        said.append(f"In all, {people} people are in groups that would wait longer.")
    withheld = [each.subgroup.label for each in model.waits if not each.waiting.is_number]
    if withheld:
        said.append(f"Not in the arithmetic, as their numbers are withheld: {listed(withheld)}.")
    return (*said, *_levelling_down(model), MODEL)


def _effect(model: LossesAvoided, effect: Effect) -> str:
    at = where(model.walk.dimension, effect.subgroup)
    of_whom = whom(model.walk.pathway.noun, at)
    reach = (
        f"; {plain(effect.reach, 'proportion')}% of them are reached" if effect.reach < 1 else ""
    )
    said = (
        f"Of {of_whom}, {in_words(effect.lost_before)} {model.step.lost_as} would become "
        f"{with_range(effect.lost_after)}{reach}"
    )
    if model.step is not model.walk.pathway.steps[-1] and effect.more_seen.is_number:
        said += (
            f"; of those kept, {with_range(effect.more_seen)} would come through every later step"
        )
    return f"{said}."


def _gap(model: LossesAvoided, effect: Effect) -> str:
    before, after = effect.gap_before, effect.gap_after
    at = where(model.walk.dimension, effect.subgroup)
    begin = f"{at[0].upper()}{at[1:]}"
    first, last = (gaps.pointed(each.value or 0.0, each.unit) for each in (before, after))
    way = _way(before, after)
    return f"{begin}, the share {model.step.lost_as} is {first} than the reference, and would be {last}: {way}."


def _changes(effect: Effect) -> bool:
    before, after = effect.gap_before.value, effect.gap_after.value
    return before is not None and after is not None and abs(after - before) >= SMALLEST


def _way(before: Figure, after: Figure) -> str:
    apart = abs(after.value or 0.0) - abs(before.value or 0.0)
    return "the gap would widen" if apart > 0 else "the gap would narrow"


def _slots_needed(model: LossesAvoided) -> list[str]:
    if not model.slots_needed.value:
        return []
    said = f"It asks for {with_range(model.slots_needed)} more appointments in the period."
    if model.longer_wait.is_number:
        wait = with_range(model.longer_wait)
        return [f"{said} If none were added, every group alike would wait {wait} longer."]
    return [f"{said} If none were added, every group would wait longer."]


def _wait(model: SlotsMoved, wait: Wait) -> str:
    of_whom = whom("people", where(model.profile.dimension, wait.subgroup))
    people = plain(wait.waiting.value or 0.0, wait.waiting.unit)
    change = wait.change.value or 0.0
    if abs(change) < 0.05:
        return f"{people} {of_whom}: {in_words(wait.weeks_before)}, as now."
    way = "longer" if change > 0 else "less"
    return (
        f"{people} {of_whom}: {in_words(wait.weeks_after)} in place of {in_words(wait.weeks_before)}, "
        f"{number_in_words(abs(change), 'estimated weeks')} {way}."
    )


def _levelling_down(model: SlotsMoved) -> list[str]:
    before, after = model.gap_before.value, model.gap_after.value
    if before is None or after is None:
        return []
    first, last = (gaps.pointed(each, model.gap_before.unit) for each in (before, after))
    said = [
        f"The wait of the group is {first} than that of all others together, and would be {last}."
    ]
    if "no gap" in first:
        said = [f"The wait of the group is that of all others together, and would be {last}."]
    if before > 0 > after:
        said.append("That is past equal: the others would then wait longer than the group.")
    if model.levels_down:
        gain, loss = (
            number_in_words(abs(each.value or 0.0), "estimated weeks")
            for each in (model.from_the_group, model.from_the_others)
        )
        said.append(
            f"Of the change, {gain} are that the group would wait less, and {loss} that the others "
            f"would wait longer. {LEVELLING_DOWN}"
        )
    return said


def _tenths(slots: float) -> str:
    return f"{slots:,.1f}".removesuffix(".0")
