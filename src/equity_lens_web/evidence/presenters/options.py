"""A modelled option: what it supposes, and what it does for every group."""

from dataclasses import dataclass

from equity_lens.planning.fewer_losses import LossesAvoided
from equity_lens.planning.options import Option, options
from equity_lens.planning.pathways import Pathway
from equity_lens.planning.share_of_slots import SlotsMoved
from equity_lens.words.numbers import in_cell, plain
from equity_lens.words.options import losses_sentences, slots_sentences
from equity_lens.words.people import lower_first
from equity_lens.words.supposed import supposed
from equity_lens_web.evidence.presenters.cells import with_range
from equity_lens_web.evidence.presenters.tables import SHORTHAND, Table

NO_SOURCE = "No published figure that we trust says how much is avoided: you enter your own."


@dataclass(frozen=True, slots=True)
class Modelled:
    """The result: sentences, of which the first says what is supposed, and a table of every group."""

    title: str
    sentences: tuple[str, ...]
    table: Table


def offered(pathway: Pathway, *, has_list: bool) -> list[Option]:
    """The options that act on a step of the pathway, and those that act on the list."""
    steps = {step.measure for step in pathway.steps}
    return [
        option
        for option in options().values()
        if (has_list if option.kind == "slots" else steps & set(option.acts_on))
    ]


def supposed_of(option: Option) -> str:
    """What stands in the form at first, and whose it is; or that the person enters their own."""
    if option.kind == "slots":
        return ""
    return supposed(option.assumption, "proportion") if option.assumption.is_known else NO_SOURCE


def losses(model: LossesAvoided) -> Modelled:
    """An option that avoids losses at one step."""
    at = model.step
    table = Table(
        caption=f"{model.option.title}: what would change for every group, {at.at}",
        header=(
            model.walk.dimension.title, "Reached",
            f"{at.lost_as.capitalize()} now", f"{at.lost_as.capitalize()} then",
            "Share lost now", "Share lost then", "More seen at the end",
            "Gap now (percentage points)", "Gap then (percentage points)",
        ),
        rows=tuple(
            (
                _label(each.subgroup.label, each.is_reference, each.subgroup.known),
                f"{plain(each.reach, 'proportion')}%",
                in_cell(each.lost_before),
                with_range(each.lost_after),
                in_cell(each.share_lost_before),
                with_range(each.share_lost_after),
                with_range(each.more_seen),
                in_cell(each.gap_before),
                in_cell(each.gap_after),
            )
            for each in model.effects
        ),
        note=f"{SHORTHAND} Ranges follow the lowest and the highest that is supposed. A gap above "
        "nought: a larger share of the group is lost than of the reference.",
    )  # fmt: skip
    return Modelled(model.option.title, losses_sentences(model), table)


def slots(model: SlotsMoved, option: Option) -> Modelled:
    """A share of the weekly appointments for one group."""
    table = Table(
        caption=f"{option.title}: everybody’s wait before and after",
        header=(
            model.profile.dimension.title, "Waiting", "Appointments a week now",
            "Appointments a week then", "Weeks to see all now", "Weeks to see all then",
            "Change (weeks)",
        ),
        rows=tuple(
            (
                _label(each.subgroup.label, False, each.subgroup.known),
                in_cell(each.waiting),
                in_cell(each.slots_before),
                in_cell(each.slots_after),
                in_cell(each.weeks_before),
                in_cell(each.weeks_after),
                in_cell(each.change),
            )
            for each in model.waits
        ),
        note=f"{SHORTHAND} Weeks to see everybody on a list: people waiting over appointments a week, "
        "were nobody to join. A change above nought is a longer wait.",
    )  # fmt: skip
    given = [lower_first(each.subgroup.label) for each in model.waits if each.is_given]
    return Modelled(f"{option.title}: {', '.join(given)}", slots_sentences(model), table)


def _label(label: str, is_reference: bool, known: bool) -> str:
    if is_reference:
        return f"{label} (reference)"
    return label if known else f"{label} (not compared)"
