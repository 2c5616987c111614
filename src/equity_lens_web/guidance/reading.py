"""Starters, guides and words as an organisation has them: what is shipped, with its own changes.

    entries("activity", organisation)
    entry("activity", "board-paper", organisation)

One query a kind, kept on the organisation for as long as the request lasts.
"""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone

from equity_lens_web.accounts.models import Organisation
from equity_lens_web.guidance.models import GuideVersion
from equity_lens_web.guidance.shipped import Kind, Shipped, kinds

SHAPES = "role_shape"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as it holds at an organisation; ``is_local`` where the words are its own."""

    kind: str
    key: str
    title: str
    fields: dict[str, Any]
    source: str
    caution: str
    fits: tuple[str, ...]
    version: int
    changed_on: dt.date
    is_local: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """An entry beside what it was made from: the shipped text and the organisation's version."""

    entry: Entry
    shipped: Shipped | None
    version: GuideVersion | None

    @property
    def is_retired(self) -> bool:
        """Whether the organisation has taken it out of use."""
        return self.version is not None and self.version.state == GuideVersion.State.RETIRED

    @property
    def has_newer_shipped(self) -> bool:
        """Whether Equity Lens brings a newer text than the one that was changed here."""
        if self.version is None or self.shipped is None or not self.entry.is_local:
            return False
        return self.version.shipped != self.shipped.digest


def entries(kind: str, organisation: Organisation) -> list[Entry]:
    """The entries of a kind that are in use and fit the organisation, in their order."""
    return [each.entry for each in standing(kind, organisation) if not each.is_retired]


def entry(kind: str, key: str, organisation: Organisation) -> Entry | None:
    """One entry that is in use and fits, or None."""
    return next((each for each in entries(kind, organisation) if each.key == key), None)


def adopted_shape(organisation: Organisation) -> Entry | None:
    """The shape of the lead's role that the organisation works by, if it has adopted one."""
    adopted = organisation.adopted_shapes.filter(ended_at=None).first()
    return entry(SHAPES, adopted.key, organisation) if adopted else None


def standing(kind: str, organisation: Organisation) -> list[Standing]:
    """Every entry that fits, retired ones too, beside what it was made from.

    Raises KeyError where there is no such kind.
    """
    kept: dict[str, list[Standing]] = organisation.__dict__.setdefault("_guides", {})
    if kind not in kept:
        versions = organisation.guide_versions.filter(kind=kind).standing().order_by("pk")
        kept[kind] = _laid_over(kinds()[kind], list(versions), organisation)
    return kept[kind]


def read_all(organisation: Organisation) -> None:
    """Read every kind with one query, for a page that shows them all."""
    kept: dict[str, list[Standing]] = organisation.__dict__.setdefault("_guides", {})
    versions = list(organisation.guide_versions.standing().order_by("pk"))
    for kind in kinds().values():
        of_it = [version for version in versions if version.kind == kind.kind]
        kept[kind.kind] = _laid_over(kind, of_it, organisation)


def forget(organisation: Organisation) -> None:
    """Read again what has been changed."""
    organisation.__dict__.pop("_guides", None)


def _laid_over(
    kind: Kind, versions: list[GuideVersion], organisation: Organisation
) -> list[Standing]:
    """The shipped entries with the organisation's words over them, then those of its own."""
    by_key = {version.key: version for version in versions}
    found = [
        Standing(_entry(kind, shipped, by_key.get(shipped.key)), shipped, by_key.get(shipped.key))
        for shipped in kind.entries.values()
    ]
    found += [
        Standing(_own(kind, version), None, version)
        for version in versions
        if version.key not in kind.entries
    ]
    shown = organisation.material_shown
    return [
        each
        for each in found
        if _fits(each.entry.fits, organisation.sector) and _concerns(each.shipped, shown)
    ]


def _entry(kind: Kind, shipped: Shipped, version: GuideVersion | None) -> Entry:
    """Fields that nobody may change stay as they are shipped, and are never out of date."""
    as_it_comes = Entry(
        kind=kind.kind,
        key=shipped.key,
        title=shipped.title,
        fields=shipped.fields,
        source=shipped.source,
        caution=shipped.caution,
        fits=shipped.fits,
        version=shipped.version,
        changed_on=shipped.changed_on,
    )
    if version is None or version.state == GuideVersion.State.SHIPPED:
        return as_it_comes
    kept = _read_back(kind, version.fields)
    fields = {**shipped.fields, **{each: kept[each] for each in kind.editable if each in kept}}
    if version.title == shipped.title and fields == shipped.fields:
        return as_it_comes
    return replace(
        as_it_comes,
        title=version.title,
        fields=fields,
        version=version.number,
        changed_on=timezone.localdate(version.at),
        is_local=True,
    )


def _own(kind: Kind, version: GuideVersion) -> Entry:
    return Entry(
        kind=kind.kind,
        key=version.key,
        title=version.title,
        fields=_read_back(kind, version.fields),
        source=version.source,
        caution=version.caution,
        fits=tuple(version.fits),
        version=version.number,
        changed_on=timezone.localdate(version.at),
        is_local=True,
    )


def _read_back(kind: Kind, fields: dict[str, Any]) -> dict[str, Any]:
    """Fields as they were before they were kept: a date is kept as text."""
    return {
        field: dt.date.fromisoformat(value)
        if value and kind.type_of(field) is dt.date and isinstance(value, str)
        else value
        for field, value in fields.items()
    }


def _fits(sectors: tuple[str, ...], sector: str) -> bool:
    """Whether an entry for some sectors fits one; a body without a sector sees everything."""
    if not sectors or not sector or sector in sectors:
        return True
    combined = {Organisation.Sector.ACUTE, Organisation.Sector.COMMUNITY}
    return sector == Organisation.Sector.COMBINED and bool(combined & set(sectors))


def _concerns(shipped: Shipped | None, shown: frozenset[str]) -> bool:
    """Whether an entry is about something that concerns the organisation, or about everybody's."""
    return shipped is None or not shipped.about or bool(shown & set(shipped.about))
