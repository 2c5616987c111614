"""Which of the files that were put into the figures gives which counts: the later one, always.

Nothing is stored of this: it follows from the order in which an analyst put the files in. So a
corrected month replaces, a further month adds, nothing is counted twice, and when a file is
withdrawn what it had replaced gives its counts again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from equity_lens.pipeline import PreparedSource, leaving_out, open_prepared, overlap
from equity_lens_web.evidence.files.folders import stores_of
from equity_lens_web.evidence.models import Extract

Count = tuple[str, str, str]
"""Organisation, period, measure: what one file gives and no other may."""


@dataclass(frozen=True)
class Standing:
    """One file, the periods that later files took from it, and what is left of it."""

    extract: Extract
    taken: frozenset[str]
    source: PreparedSource

    @property
    def gives(self) -> frozenset[Count]:
        """Every count that the figures take from this file."""
        return frozenset(
            (held.organisation, period, measure)
            for held in self.source.held
            for period in held.periods
            if period not in self.taken
            for measure in held.measures
        )

    @property
    def is_used(self) -> bool:
        """Whether anything of it is left."""
        return not self.taken.issuperset(self.source.periods)


@dataclass(frozen=True)
class Replaced:
    """What one file would no longer give, because another gives it."""

    extract: Extract
    counts: frozenset[Count]


@dataclass(frozen=True)
class Effect:
    """What would change if the files in force were others: counts that come, change hands, or go."""

    added: frozenset[Count]
    replaced: tuple[Replaced, ...]
    lost: frozenset[Count]

    @property
    def is_anything(self) -> bool:
        """Whether any figure changes."""
        return bool(self.added or self.replaced or self.lost)


def prepared(extract: Extract) -> PreparedSource:
    """What is kept of a checked file."""
    return open_prepared(stores_of(extract.organisation) / extract.folder)


def standing(extracts: Sequence[Extract]) -> list[Standing]:
    """How the files stand, given in the order in which they were put into the figures."""
    sources = [prepared(extract) for extract in extracts]
    found = []
    for place, (extract, source) in enumerate(zip(extracts, sources, strict=True)):
        later = sources[place + 1 :]
        taken = frozenset(each.period for other in later for each in overlap(source, other))
        kept = leaving_out(source, taken) if taken else source
        found.append(Standing(extract, taken, kept))
    return found


def effect(before: Iterable[Standing], after: Iterable[Standing]) -> Effect:
    """What changes from the one state of the figures to the other."""
    had, has = _givers(before), _givers(after)
    handed: dict[int, set[Count]] = {}
    for count in had.keys() & has.keys():
        if had[count].pk != has[count].pk:
            handed.setdefault(had[count].pk, set()).add(count)
    extracts = {extract.pk: extract for extract in had.values()}
    return Effect(
        added=frozenset(has.keys() - had.keys()),
        replaced=tuple(Replaced(extracts[pk], frozenset(each)) for pk, each in handed.items()),
        lost=frozenset(had.keys() - has.keys()),
    )


def _givers(stands: Iterable[Standing]) -> dict[Count, Extract]:
    return {count: stand.extract for stand in stands for count in stand.gives}
