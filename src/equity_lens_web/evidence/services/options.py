"""Modelling an access option: for groups, never for a person."""

from collections.abc import Mapping

from equity_lens.disclosure.released import ReleasedProfile
from equity_lens.planning.assumption import Assumption
from equity_lens.planning.fewer_losses import LossesAvoided, losses_avoided
from equity_lens.planning.options import Option
from equity_lens.planning.pathway import Walk
from equity_lens.planning.share_of_slots import SlotsMoved, share_of_slots
from equity_lens_web.accounts.access import require
from equity_lens_web.accounts.models import Organisation, Person
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.audit import record as audit

MODELLED = "option.modelled"


def model_losses(
    *,
    organisation: Organisation,
    walk: Walk,
    option: Option,
    step: str,
    assumption: Assumption,
    reach: Mapping[str, float],
    weekly_slots: float | None,
    by: Person,
) -> LossesAvoided:
    """What an option that avoids losses at one step would do for every group.

    Raises PermissionDenied unless ``by`` may model access, and PlanRefused with what to change.
    """
    require(by, Permission.ACCESS_MODEL, organisation=organisation)
    model = losses_avoided(
        walk, option, step=step, assumption=assumption, reach=reach, weekly_slots=weekly_slots
    )
    audit.record(
        MODELLED,
        organisation=organisation,
        by=by,
        about=option.title,
        compared_by=walk.dimension.key,
    )
    return model


def model_slots(
    *,
    organisation: Organisation,
    waiting_list: ReleasedProfile,
    option: Option,
    given_to: str,
    share: float,
    weekly_slots: float,
    slots_now: Mapping[str, float] | None,
    added: float,
    by: Person,
) -> SlotsMoved:
    """What a share of the weekly appointments for one group would do to everybody's wait.

    Raises PermissionDenied unless ``by`` may model access, and PlanRefused with what to change.
    """
    require(by, Permission.ACCESS_MODEL, organisation=organisation)
    model = share_of_slots(
        waiting_list,
        given_to=[given_to],
        share=share,
        weekly_slots=weekly_slots,
        slots_now=slots_now,
        added=added,
    )
    audit.record(
        MODELLED,
        organisation=organisation,
        by=by,
        about=option.title,
        compared_by=waiting_list.dimension.key,
    )
    return model
