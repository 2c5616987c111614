"""Keeping something of the plan: its fields, the people beside it, and a record that it was done."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db.models import ManyToManyField, Model

from equity_lens_web.accounts.access import require
from equity_lens_web.accounts.models import Organisation, Person
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.audit import record as audit

Given = Mapping[str, Any]
"""Fields of a record by their names, as a form gives them."""

Kept = TypeVar("Kept", bound=Model)


def may_write(by: Person, organisation: Organisation) -> None:
    """Raises PermissionDenied unless somebody may write the plan."""
    require(by, Permission.PLAN_WRITE, organisation=organisation)


def keep(item: Kept, given: Given, what: str, *, organisation: Organisation, by: Person) -> Kept:
    """Set the fields that were given, keep the record, and say in the audit what was done.

    The audit names the record by kind and number, never by the words of people.
    """
    many = {each.name for each in item._meta.many_to_many if isinstance(each, ManyToManyField)}
    for name, value in given.items():
        if name not in many:
            setattr(item, name, value)
    item.save()
    for name in many & set(given):
        getattr(item, name).set(given[name])
    noted(item, what, organisation=organisation, by=by)
    return item


def noted(item: Model, what: str, *, organisation: Organisation, by: Person, **detail: Any) -> None:
    """Leave a record of something that was done to an item."""
    about = f"{item._meta.verbose_name} {item.pk}"
    audit.record(what, organisation=organisation, by=by, about=about, **detail)
