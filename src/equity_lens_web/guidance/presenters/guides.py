"""An entry, its history and its proposals, in words."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from equity_lens.measures.load import library
from equity_lens.measures.material import measure_fits
from equity_lens_web.design_system import moments
from equity_lens_web.guidance.models import GuideVersion
from equity_lens_web.guidance.presenters.differences import Difference, as_text, differences
from equity_lens_web.guidance.reading import Standing
from equity_lens_web.guidance.shipped import Kind

MEASURES = "measures"  # a field that names measures by their keys
Texts = tuple[str, dict[str, Any]]
OF_A_PAGE = re.compile(r"[a-z-]+:[a-z-]+")  # the name of a page, which says nothing to a reader


@dataclass(frozen=True, slots=True)
class Told:
    """One field of an entry: a text, a list of texts, or an address on the web."""

    label: str
    text: str
    items: tuple[str, ...] = ()
    href: str = ""


@dataclass(frozen=True, slots=True)
class Past:
    """One version: what was done, by whom, when, why, and what it changed."""

    what: str
    who: str
    when: str
    why: str
    changed: list[Difference]


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal: what it would change, why, and where it stands."""

    pk: int
    title: str
    who: str
    when: str
    why: str
    state: str
    is_open: bool
    votes: str
    answer: str
    answered: str
    changed: list[Difference]


def whose(each: Standing) -> str:
    """Whose words an entry holds."""
    if each.is_retired:
        return "Out of use"
    if each.shipped is None:
        return "Your own"
    return "Changed here" if each.entry.is_local else ""


def told(kind: Kind, fields: dict[str, Any], shown: frozenset[str]) -> list[Told]:
    """Every field that says something, in the order of the file; measures as far as they fit.

    ``shown`` are the kinds of material that concern whoever reads it.
    """
    fitting = {
        name: [each for each in value if _measure_fits(each, shown)] if name == MEASURES else value
        for name, value in fields.items()
    }
    found = (_told(kind, name, value) for name, value in fitting.items())
    return [each for each in found if each is not None]


def history(kind: Kind, each: Standing, versions: Sequence[GuideVersion]) -> list[Past]:
    """Each version beside the one before it; the newest first, as they are given."""
    shipped: Texts | None = (each.shipped.title, each.shipped.fields) if each.shipped else None
    return [
        Past(
            what=version.get_state_display(),
            who=str(version.by),
            when=moments.moment(version.at),
            why=version.why,
            changed=_changed(kind, before, version, shipped),
        )
        for version, before in zip_longest(versions, versions[1:])
    ]


def newer(kind: Kind, each: Standing) -> list[Difference]:
    """The organisation's words beside a newer text that comes with Equity Lens."""
    if each.shipped is None or not each.has_newer_shipped:
        return []
    ours = (each.entry.title, each.entry.fields)
    return differences(kind, ours, (each.shipped.title, each.shipped.fields))


def proposed(kind: Kind, each: Standing | None, proposals: Iterable[Any]) -> list[Proposed]:
    """Proposals with their votes (``for_a_list``), beside the entry as it stands."""
    now: Texts = (each.entry.title, each.entry.fields) if each else ("", {})
    return [_proposed(kind, now, proposal) for proposal in proposals]


def _proposed(kind: Kind, now: Texts, proposal: Any) -> Proposed:
    is_open = proposal.is_open
    return Proposed(
        pk=proposal.pk,
        title=proposal.title,
        who=str(proposal.proposed_by),
        when=moments.day(moments.day_of(proposal.proposed_at)),
        why=proposal.why,
        state=proposal.get_state_display(),
        is_open=is_open,
        votes=f"{proposal.votes_for} for, {proposal.votes_against} against",
        answer=proposal.answer,
        answered=f"{proposal.answered_by}, {moments.moment(proposal.answered_at)}"
        if proposal.answered_by
        else "",
        changed=differences(kind, now, (proposal.title, proposal.fields))
        if is_open or not proposal.key
        else [],
    )


def _changed(
    kind: Kind, before: GuideVersion | None, version: GuideVersion, shipped: Texts | None
) -> list[Difference]:
    if before is not None:
        return differences(kind, (before.title, before.fields), (version.title, version.fields))
    if shipped is None or version.state == GuideVersion.State.ADDED:
        return []
    return differences(kind, shipped, (version.title, version.fields))


def _measures() -> dict[str, str]:
    """Titles of the library's measures, by their keys."""
    return {key: measure.title for key, measure in library().items()}


def _measure_fits(key: str, shown: frozenset[str]) -> bool:
    measure = library().get(key)
    return measure is None or measure_fits(measure, shown)


def _told(kind: Kind, name: str, value: Any) -> Told | None:
    label, names = kind.label(name), kind.choices.get(name, {})
    if value in ("", None, [], False):
        return None
    if isinstance(value, bool):
        return Told(label, "Yes")
    if isinstance(value, list | tuple):
        named = names or (_measures() if name == MEASURES else {})
        items = tuple(named.get(each, str(each)) for each in value if not isinstance(each, dict))
        return Told(label, "", items) if items else None
    if isinstance(value, dict):
        return None
    if isinstance(value, dt.date):
        return Told(label, moments.day(value))
    text = names.get(str(value), as_text(value))
    if OF_A_PAGE.fullmatch(text):
        return None
    return Told(label, text, href=text if text.startswith("https://") else "")
