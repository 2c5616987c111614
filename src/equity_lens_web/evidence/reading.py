"""What pages read: the released results of an organisation's current figures.

    figures = figures_of(request.organisation)
    profile = figures.profile("waiting-within-18-weeks", "imd_quintile")

Each reading is one query, decodes what it fetched and nothing else, and is kept with the figures,
so that asking twice in one request costs once. Where there are no figures yet, ``refresh`` and
``head`` are None and every reading is empty.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Exists, OuterRef, Q

from equity_lens.disclosure.released import (
    Finding,
    Release,
    ReleasedFunnel,
    ReleasedLedger,
    ReleasedProfile,
    ReleasedRepresentation,
    ReleasedTrend,
)
from equity_lens.disclosure.released_changes import Changes
from equity_lens.disclosure.stored import (
    FindingByReference,
    Head,
    Kind,
    put_together,
    with_profile,
)
from equity_lens_web.accounts.models import Organisation
from equity_lens_web.evidence.coding import decode, unpack
from equity_lens_web.evidence.models import Refresh, Result

Released = TypeVar("Released")

Several = str | Iterable[str] | None
"""One key, several, or None for all."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One profile that can be read, without reading it: keys, and the period it is of."""

    measure: str
    dimension: str
    period: str


class Figures:
    """The released results of one refresh."""

    def __init__(self, refresh: Refresh | None) -> None:
        self.refresh = refresh
        self.head = decode(refresh.head, Head) if refresh is not None else None
        self._read: dict[tuple[Any, ...], list[Any]] = {}

    def entries(self) -> list[Entry]:
        """Every measure and dimension of which there is a profile."""
        key = ("entries",)
        if key not in self._read:
            rows = self._rows(Kind.PROFILE).values_list("measure", "dimension", "period")
            self._read[key] = [Entry(*row) for row in rows]
        return self._read[key]

    def profile(self, measure: str, dimension: str) -> ReleasedProfile | None:
        """The latest profile of one measure along one dimension, or None."""
        return next(iter(self.profiles(measure, dimension)), None)

    def profiles(
        self, measures: Several = None, dimensions: Several = None
    ) -> list[ReleasedProfile]:
        """Latest profiles; "all" is the dimension of everyone together."""
        return self._results(Kind.PROFILE, ReleasedProfile, measures, dimensions)

    def history(
        self, measures: Several = None, dimensions: Several = None
    ) -> list[ReleasedProfile]:
        """Profiles of earlier periods, oldest first."""
        return self._results(Kind.HISTORY, ReleasedProfile, measures, dimensions)

    def trends(self, measures: Several = None, dimensions: Several = None) -> list[ReleasedTrend]:
        """Control charts of groups and of gaps (``is_gap``)."""
        return self._results(Kind.TREND, ReleasedTrend, measures, dimensions)

    def findings(self, measures: Several = None, dimensions: Several = None) -> list[Finding]:
        """Findings with their profiles, the first in rank first."""
        key = (Kind.FINDING, *_narrowed(measures, dimensions).items())
        if key not in self._read:
            self._read[key] = self._findings(_narrowed(measures, dimensions))
        return self._read[key]

    def funnels(self, measures: Several = None, dimensions: Several = None) -> list[ReleasedFunnel]:
        """Providers around their common value."""
        return self._results(Kind.FUNNEL, ReleasedFunnel, measures, dimensions)

    def representations(
        self, measures: Several = None, dimensions: Several = None
    ) -> list[ReleasedRepresentation]:
        """Users of a service beside the residents of the area."""
        return self._results(Kind.REPRESENTATION, ReleasedRepresentation, measures, dimensions)

    def ledgers(self) -> list[ReleasedLedger]:
        """What became of the rows of each file that the figures are made of."""
        return self._results(Kind.LEDGER, ReleasedLedger, None, None)

    def changes(self) -> Changes | None:
        """What is new since ``refresh.compared_with``; None where nothing was compared."""
        if self.refresh is None or self.refresh.changes is None:
            return None
        return decode(self.refresh.changes, Changes)

    def release(self, measures: Several = None, *, history: bool = True) -> Release:
        """The release put together again, whole or of some measures: what a paper is made of.

        Raises
        ------
        LookupError
            There are no figures yet.
        """
        if self.head is None:
            raise LookupError("There are no figures yet.")
        rows = self._rows(*(kind for kind in Kind if history or kind is not Kind.HISTORY))
        for field, keys in _narrowed(measures, None).items():
            rows = rows.filter(Q(**{field: keys}) | Q(measure=""))
        contents = rows.values_list("kind", "content")
        return put_together(self.head, [(kind, unpack(content)) for kind, content in contents])

    def _rows(self, *kinds: str) -> Any:
        if self.refresh is None:
            return Result.objects.none()
        return self.refresh.results.filter(kind__in=kinds).order_by("kind", "place")

    def _results(
        self, kind: str, released: type[Released], measures: Several, dimensions: Several
    ) -> list[Released]:
        narrowed = _narrowed(measures, dimensions)
        key = (kind, *narrowed.items())
        if key not in self._read:
            contents = self._rows(kind).filter(**narrowed).values_list("content", flat=True)
            self._read[key] = [decode(content, released) for content in contents]
        return self._read[key]

    def _findings(self, narrowed: dict[str, tuple[str, ...]]) -> list[Finding]:
        """Findings are kept without their profiles: both are fetched at once, and joined."""
        its_own = Result.objects.filter(
            refresh=OuterRef("refresh"),
            kind=Kind.FINDING,
            measure=OuterRef("measure"),
            dimension=OuterRef("dimension"),
        )
        rows = self._rows(Kind.FINDING, Kind.PROFILE).filter(
            Q(kind=Kind.FINDING) | Exists(its_own), **narrowed
        )
        profiles: dict[tuple[str, str], ReleasedProfile] = {}
        kept: list[tuple[tuple[str, str], FindingByReference]] = []
        for kind, measure, dimension, content in rows.values_list(
            "kind", "measure", "dimension", "content"
        ):
            about = (measure, dimension)
            if kind == Kind.PROFILE:
                profiles[about] = decode(content, ReleasedProfile)
            else:
                kept.append((about, decode(content, FindingByReference)))
        return [with_profile(finding, profiles[about]) for about, finding in kept]


def figures_of(organisation: Organisation) -> Figures:
    """The current figures of an organisation; asked of one object, they are fetched once."""
    known: Figures | None = organisation.__dict__.get("_figures")
    if known is None:
        known = Figures(organisation.refreshes.defer("changes").current())
        organisation.__dict__["_figures"] = known
    return known


def figures_at(refresh: Refresh) -> Figures:
    """The figures of one refresh, current or not: what a paper was made of."""
    return Figures(refresh)


def _narrowed(measures: Several, dimensions: Several) -> dict[str, tuple[str, ...]]:
    asked = {"measure__in": measures, "dimension__in": dimensions}
    return {
        field: (keys,) if isinstance(keys, str) else tuple(keys)
        for field, keys in asked.items()
        if keys is not None
    }
