"""Changing an organisation's guides. Each change is a new version; none is lost."""

from typing import Any

from django.db import transaction
from django.utils.text import slugify

from equity_lens_web.accounts.access import require
from equity_lens_web.accounts.models import Organisation, Person
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.audit import record as audit
from equity_lens_web.guidance.models import GuideVersion
from equity_lens_web.guidance.reading import Standing, forget, standing
from equity_lens_web.guidance.shipped import OWN, GuideRefused, Kind, kinds

State = GuideVersion.State
PUT_BACK = "The text that comes with Equity Lens is used again."
KEPT = "Read beside the newer text that comes with Equity Lens, and kept."


@transaction.atomic
def change(
    *,
    organisation: Organisation,
    kind: str,
    key: str,
    title: str,
    fields: dict[str, Any],
    why: str,
    by: Person,
    seen: int | None = None,
) -> GuideVersion:
    """Change an entry's title and the fields that may be changed.

    ``seen`` is the number of the version that was read (0: the shipped text). Raises GuideRefused
    where somebody has changed it since, and PermissionDenied unless ``by`` may edit.
    """
    held = _held(organisation, kind, key, by)
    if seen is not None and seen != number_of(held):
        raise GuideRefused(
            "Somebody else changed this entry while you had it open.",
            remedy="Your words are still on this page: read theirs, and save again.",
        )
    words = {**held.entry.fields, **_editable(kinds()[kind], fields)}
    return _next(organisation, held, State.CHANGED, title, words, why, by)


@transaction.atomic
def add(
    *,
    organisation: Organisation,
    kind: str,
    title: str,
    fields: dict[str, Any],
    why: str,
    by: Person,
    begun_from: str = "",
) -> GuideVersion:
    """Add an entry of the organisation's own, from nothing or begun from another.

    Raises GuideRefused where one of this kind must be begun from another.
    """
    require(by, Permission.GUIDANCE_EDIT, organisation=organisation)
    shipped_kind = kinds()[kind]
    _complain_of_fixed(shipped_kind)
    from_it = find(organisation, kind, begun_from) if begun_from else None
    if from_it is None and not shipped_kind.is_free:
        raise GuideRefused(
            "An entry of this kind is begun from another.",
            remedy="Choose the entry that is nearest to what you want, and change its words.",
        )
    base = dict(from_it.entry.fields) if from_it else {}
    source = f"Our own, begun from “{from_it.entry.title}”. {from_it.entry.source}" if from_it else "Our own"  # fmt: skip
    version = GuideVersion.objects.create(
        organisation=organisation,
        kind=kind,
        key=_new_key(organisation, kind, title),
        number=1,
        state=State.ADDED,
        title=title,
        fields={**base, **_editable(shipped_kind, fields)},
        fits=list(from_it.entry.fits) if from_it else [],
        source=source,
        caution=from_it.entry.caution if from_it else "",
        why=why,
        by=by,
    )
    return _recorded(version, "guide.added")


@transaction.atomic
def retire(
    *, organisation: Organisation, kind: str, key: str, why: str, by: Person
) -> GuideVersion:
    """Take an entry out of use. It is kept, and can be used again."""
    held = _held(organisation, kind, key, by)
    _complain_of_fixed(kinds()[kind])
    if held.is_retired:
        raise GuideRefused("This entry is out of use already.")
    return _next(organisation, held, State.RETIRED, held.entry.title, held.entry.fields, why, by)


@transaction.atomic
def use_again(
    *, organisation: Organisation, kind: str, key: str, why: str, by: Person
) -> GuideVersion:
    """Use an entry again that was taken out of use, in the words that it had."""
    held = _held(organisation, kind, key, by)
    if not held.is_retired:
        raise GuideRefused("This entry is in use already.")
    return _next(organisation, held, State.CHANGED, held.entry.title, held.entry.fields, why, by)


@transaction.atomic
def put_back(*, organisation: Organisation, kind: str, key: str, by: Person) -> GuideVersion:
    """Use the text that comes with Equity Lens again; the organisation's own stays in the history."""
    held = _held(organisation, kind, key, by)
    if held.shipped is None:
        raise GuideRefused("This entry is your own: it has no other text to go back to.")
    shipped = held.shipped
    return _next(organisation, held, State.SHIPPED, shipped.title, shipped.fields, PUT_BACK, by)


@transaction.atomic
def keep(*, organisation: Organisation, kind: str, key: str, by: Person) -> GuideVersion:
    """Keep the organisation's words, having read the newer text that comes with Equity Lens."""
    held = _held(organisation, kind, key, by)
    if not held.has_newer_shipped:
        raise GuideRefused("There is no newer text of this entry to read.")
    return _next(organisation, held, State.CHANGED, held.entry.title, held.entry.fields, KEPT, by)


def find(organisation: Organisation, kind: str, key: str) -> Standing | None:
    """An entry that fits the organisation, in use or not; None where there is none."""
    if kind not in kinds():
        return None
    return next((each for each in standing(kind, organisation) if each.entry.key == key), None)


def number_of(held: Standing) -> int:
    """The number of the version that stands; 0 where nobody has changed the shipped text."""
    return held.version.number if held.version else 0


def _complain_of_fixed(kind: Kind) -> None:
    if kind.is_fixed:
        raise GuideRefused(
            "These entries are the parts of one rule: none can be added or taken out of use.",
            remedy="Change the words of an entry, or what it weighs.",
        )


def _held(organisation: Organisation, kind: str, key: str, by: Person) -> Standing:
    """The entry as it stands now, while nobody else can change the organisation's guides."""
    require(by, Permission.GUIDANCE_EDIT, organisation=organisation)
    Organisation.objects.select_for_update().only("pk").get(pk=organisation.pk)
    forget(organisation)
    held = find(organisation, kind, key)
    if held is None:
        raise GuideRefused("There is no such entry.")
    return held


def _next(
    organisation: Organisation,
    held: Standing,
    state: Any,
    title: str,
    fields: dict[str, Any],
    why: str,
    by: Person,
) -> GuideVersion:
    version = GuideVersion.objects.create(
        organisation=organisation,
        kind=held.entry.kind,
        key=held.entry.key,
        number=number_of(held) + 1,
        state=state,
        title=title,
        fields=fields,
        fits=list(held.entry.fits),
        source=held.entry.source,
        caution=held.entry.caution,
        shipped=held.shipped.digest if held.shipped else "",
        why=why,
        by=by,
    )
    return _recorded(version, f"guide.{state}")


def _recorded(version: GuideVersion, what: str) -> GuideVersion:
    audit.record(
        what,
        organisation=version.organisation,
        by=version.by,
        about=f"{version.kind} {version.key}",
        version=version.number,
    )
    forget(version.organisation)
    return version


def _editable(kind: Kind, fields: dict[str, Any]) -> dict[str, Any]:
    return {field: value for field, value in fields.items() if field in kind.editable}


def _new_key(organisation: Organisation, kind: str, title: str) -> str:
    """A key that no entry of this kind has, in words of the title."""
    wanted = f"{OWN}{slugify(title)[:60] or 'entry'}"
    taken = set(
        organisation.guide_versions.filter(kind=kind, key__startswith=wanted).values_list(
            "key", flat=True
        )
    )
    return next(
        key
        for key in (wanted, *(f"{wanted}-{number}" for number in range(2, len(taken) + 3)))
        if key not in taken
    )
