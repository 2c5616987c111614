"""Released results as bytes, and back, exactly: how a platform keeps what may be shown.

A release is kept in pieces, so that a page reads the few that it shows. A finding is kept without
its profile, which is kept by itself, and is joined to it again.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any, TypeVar

import msgspec
import numpy as np

from equity_lens.cells import Source
from equity_lens.disclosure.released import (
    Finding,
    Grade,
    Organisation,
    Release,
    ReleasedFunnel,
    ReleasedLedger,
    ReleasedProfile,
    ReleasedRepresentation,
    ReleasedTrend,
)
from equity_lens.errors import EquityLensError

T = TypeVar("T")
Bytes = bytes | bytearray | memoryview
About = tuple[str, str, int, str, str]
"""Organisation, measure, its version, dimension, period: what a profile is of."""


class Kind(StrEnum):
    """What a kept piece of a release is."""

    PROFILE = "profile"
    HISTORY = "history"
    TREND = "trend"
    FINDING = "finding"
    FUNNEL = "funnel"
    LEDGER = "ledger"
    REPRESENTATION = "representation"


@dataclass(frozen=True)
class FindingByReference:
    """A finding without its profile, and enough to find that profile and the group in it again."""

    rank: int
    grade: Grade
    organisation: str
    measure: str
    version: int
    dimension: str
    period: str
    subgroup: str
    reasons: tuple[str, ...]
    advice: str = ""


TYPES: Mapping[Kind, type] = MappingProxyType(
    {
        Kind.PROFILE: ReleasedProfile,
        Kind.HISTORY: ReleasedProfile,
        Kind.TREND: ReleasedTrend,
        Kind.FINDING: FindingByReference,
        Kind.FUNNEL: ReleasedFunnel,
        Kind.LEDGER: ReleasedLedger,
        Kind.REPRESENTATION: ReleasedRepresentation,
    }
)
"""The type that each kind of piece is read back as."""


@dataclass(frozen=True)
class Part:
    """One piece of a release: what it is about, its place among its kind, and its bytes."""

    kind: Kind
    place: int
    content: bytes
    measure: str = ""
    dimension: str = ""
    subgroup: str = ""
    period: str = ""
    is_gap: bool = False


@dataclass(frozen=True)
class Head:
    """What a release says of itself: everything but its pieces."""

    organisation: Organisation | None
    policy: str
    policy_described: str
    software: str
    made_from: tuple[Source, ...]
    withheld: int
    comparisons: int
    synthetic: bool


def encode(released: Any) -> bytes:
    """A released result as JSON; the same result always gives the same bytes.

    Examples
    --------
    >>> from equity_lens.disclosure.released import Figure, State
    >>> hidden = Figure(State.SUPPRESSED, "people", reason="fewer than 8 people")
    >>> decode(encode(hidden), Figure) == hidden
    True
    """
    return _encoder().encode(released)


def decode(data: Bytes, kind: type[T]) -> T:
    """Exactly what was encoded.

    Raises
    ------
    EquityLensError
        The bytes are not of this kind: another version wrote them.
    """
    wanted: Any = kind
    try:
        read: T = _decoder(wanted).decode(data)
    except msgspec.DecodeError as problem:
        raise EquityLensError(
            f"A kept result cannot be read as {kind.__name__}: {problem}.",
            remedy="Make the figures again from the files that are in force.",
        ) from problem
    return read


def head_of(release: Release) -> Head:
    """What a release says of itself."""
    return Head(**{each.name: getattr(release, each.name) for each in fields(Head)})


def parts_of(release: Release) -> Iterator[Part]:
    """Every piece of a release, in order within each kind."""
    yield from _profiles(Kind.PROFILE, release.profiles)
    yield from _profiles(Kind.HISTORY, release.history)
    for place, trend in enumerate(release.trends):
        yield Part(
            Kind.TREND,
            place,
            encode(trend),
            trend.measure.id,
            trend.dimension.key,
            trend.subgroup,
            is_gap=trend.is_gap,
        )
    for place, finding in enumerate(release.findings):
        kept = by_reference(finding)
        about = (kept.measure, kept.dimension, kept.subgroup, kept.period)
        yield Part(Kind.FINDING, place, encode(kept), *about)
    for place, funnel in enumerate(release.funnels):
        about = (funnel.measure.id, funnel.dimension.key, "", funnel.period)
        yield Part(Kind.FUNNEL, place, encode(funnel), *about)
    for place, ledger in enumerate(release.ledgers):
        yield Part(Kind.LEDGER, place, encode(ledger))
    for place, each in enumerate(release.representations):
        about = (each.measure.id, each.dimension.key, "", each.period)
        yield Part(Kind.REPRESENTATION, place, encode(each), *about)


def put_together(head: Head, parts: Iterable[tuple[str, Bytes]]) -> Release:
    """A release again, from its head and its pieces: the kind and the bytes of each.

    Pieces of a kind stand in their order. Kinds may be left out, and the release then has none of
    them; but findings need the profiles that they are of.
    """
    read: dict[Kind, list[Any]] = {kind: [] for kind in Kind}
    for name, content in parts:
        kind = Kind(name)
        read[kind].append(decode(content, TYPES[kind]))
    profiles = {_about(profile): profile for profile in read[Kind.PROFILE]}
    return Release(
        **{each.name: getattr(head, each.name) for each in fields(Head)},
        profiles=tuple(read[Kind.PROFILE]),
        findings=tuple(
            with_profile(kept, profiles[_about_of(kept)]) for kept in read[Kind.FINDING]
        ),
        trends=tuple(read[Kind.TREND]),
        funnels=tuple(read[Kind.FUNNEL]),
        ledgers=tuple(read[Kind.LEDGER]),
        history=tuple(read[Kind.HISTORY]),
        representations=tuple(read[Kind.REPRESENTATION]),
    )


def by_reference(finding: Finding) -> FindingByReference:
    """A finding without its profile."""
    organisation, measure, version, dimension, period = _about(finding.profile)
    return FindingByReference(
        rank=finding.rank,
        grade=finding.grade,
        organisation=organisation,
        measure=measure,
        version=version,
        dimension=dimension,
        period=period,
        subgroup=finding.group.subgroup.key,
        reasons=finding.reasons,
        advice=finding.advice,
    )


def with_profile(kept: FindingByReference, profile: ReleasedProfile) -> Finding:
    """A finding joined to its profile again.

    Raises
    ------
    ValueError
        The profile is of something else, or does not have the finding's group.
    """
    if _about(profile) != _about_of(kept):
        raise ValueError(f"finding {kept.rank} is not of {_about(profile)}")
    at = [group.subgroup.key for group in profile.groups].index(kept.subgroup)
    return Finding(
        rank=kept.rank,
        grade=kept.grade,
        profile=profile,
        group=profile.groups[at],
        gap_bounds=profile.gap_bounds[at],
        reasons=kept.reasons,
        advice=kept.advice,
    )


def _profiles(kind: Kind, profiles: Sequence[ReleasedProfile]) -> Iterator[Part]:
    for place, each in enumerate(profiles):
        about = (each.measure.id, each.dimension.key, "", each.period)
        yield Part(kind, place, encode(each), *about)


def _about(profile: ReleasedProfile) -> About:
    measure = profile.measure
    code, dimension = profile.organisation.code, profile.dimension.key
    return code, measure.id, measure.version, dimension, profile.period


def _about_of(kept: FindingByReference) -> About:
    return kept.organisation, kept.measure, kept.version, kept.dimension, kept.period


@cache
def _encoder() -> msgspec.json.Encoder:
    return msgspec.json.Encoder(enc_hook=_plain)


@cache
def _decoder(kind: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(kind)


def _plain(number: Any) -> Any:
    """A number out of an array, which JSON does not know, as Python's own."""
    if isinstance(number, np.generic):
        return number.item()
    raise TypeError(f"{type(number).__name__} is no part of a released result")
