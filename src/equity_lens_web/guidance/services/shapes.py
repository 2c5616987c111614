"""Adopting a shape of the lead's role, as it is or in the organisation's own words."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from equity_lens_web.accounts.access import require
from equity_lens_web.accounts.models import Organisation, Person
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.audit import record as audit
from equity_lens_web.guidance.models import Adoption
from equity_lens_web.guidance.reading import SHAPES, entry
from equity_lens_web.guidance.services.changes import add
from equity_lens_web.guidance.shipped import GuideRefused


@transaction.atomic
def adopt_shape(*, organisation: Organisation, key: str, by: Person) -> Adoption:
    """Work by a shape from today on; the one before it is ended and kept."""
    require(by, Permission.ROLE_WRITE, organisation=organisation)
    if entry(SHAPES, key, organisation) is None:
        raise GuideRefused("There is no such shape.", remedy="Choose one of those on the page.")
    organisation.adopted_shapes.filter(ended_at=None).update(ended_at=timezone.now())
    adopted = Adoption.objects.create(organisation=organisation, key=key, adopted_by=by)
    audit.record("role-shape.adopted", organisation=organisation, by=by, about=key)
    return adopted


@transaction.atomic
def adapt_shape(
    *,
    organisation: Organisation,
    begun_from: str,
    title: str,
    fields: dict[str, Any],
    why: str,
    by: Person,
) -> Adoption:
    """Write a shape of the organisation's own, begun from another, and work by it."""
    own = add(
        organisation=organisation,
        kind=SHAPES,
        title=title,
        fields=fields,
        why=why,
        by=by,
        begun_from=begun_from,
    )
    return adopt_shape(organisation=organisation, key=own.key, by=by)
