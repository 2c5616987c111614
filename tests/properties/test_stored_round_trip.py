"""A released result that is kept as bytes comes back exactly, whatever is in it."""

import datetime as dt
import types
from dataclasses import fields, is_dataclass, replace
from enum import EnumType
from typing import Literal, get_args, get_origin, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from equity_lens.disclosure import stored
from equity_lens.disclosure.released import (
    Finding,
    Release,
    ReleasedFunnel,
    ReleasedLedger,
    ReleasedProfile,
    ReleasedRepresentation,
    ReleasedTrend,
)
from equity_lens.errors import EquityLensError

PLAIN = {
    str: st.text(max_size=12),
    int: st.integers(-(2**53), 2**53),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
    dt.date: st.dates(),
    type(None): st.none(),
}


def anything(kind):
    """Any value of a type, as its annotations tell."""
    if kind in PLAIN:
        return PLAIN[kind]
    if isinstance(kind, EnumType):
        return st.sampled_from(list(kind))
    arguments = get_args(kind)
    if get_origin(kind) is Literal:
        return st.sampled_from(arguments)
    if get_origin(kind) is types.UnionType:
        return st.one_of([anything(each) for each in arguments])
    if get_origin(kind) is tuple:
        if arguments[-1] is Ellipsis:
            return st.lists(anything(arguments[0]), max_size=2).map(tuple)
        return st.tuples(*(anything(each) for each in arguments))
    assert is_dataclass(kind), kind
    hints = get_type_hints(kind)
    return st.builds(kind, **{each.name: anything(hints[each.name]) for each in fields(kind)})


KINDS = (
    ReleasedProfile,
    ReleasedTrend,
    Finding,
    ReleasedFunnel,
    ReleasedLedger,
    ReleasedRepresentation,
    stored.FindingByReference,
    stored.Head,
)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@given(data=st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_kind_of_result_comes_back_exactly(kind, data):
    result = data.draw(anything(kind))
    kept = stored.encode(result)
    assert stored.decode(kept, kind) == result
    assert stored.decode(memoryview(kept), kind) == result
    assert stored.encode(result) == kept


def test_every_type_of_a_release_has_a_kind_under_which_it_is_kept():
    parts = {each.name for each in fields(Release)} - {each.name for each in fields(stored.Head)}
    assert parts == {
        "profiles", "findings", "trends", "funnels", "ledgers", "history", "representations",
    }  # fmt: skip
    assert len(stored.Kind) == len(parts) == len(stored.TYPES)


def test_a_release_is_taken_apart_and_put_together_again(sample_release):
    parts = list(stored.parts_of(sample_release))
    head = stored.decode(stored.encode(stored.head_of(sample_release)), stored.Head)
    assert (
        stored.put_together(head, [(each.kind, each.content) for each in parts]) == sample_release
    )
    assert [each.place for each in parts if each.kind == "profile"] == list(
        range(len(sample_release.profiles))
    )


def test_each_piece_says_what_it_is_about(sample_release):
    for part in stored.parts_of(sample_release):
        whole = stored.decode(part.content, stored.TYPES[part.kind])
        if part.kind == "ledger":
            continue
        measure = getattr(whole.measure, "id", whole.measure)
        dimension = getattr(whole.dimension, "key", whole.dimension)
        assert (part.measure, part.dimension) == (measure, dimension)
        assert part.is_gap == getattr(whole, "is_gap", False)


def test_a_release_without_some_kinds_of_pieces_has_none_of_them(sample_release):
    parts = [(p.kind, p.content) for p in stored.parts_of(sample_release) if p.kind != "trend"]
    whole = stored.put_together(stored.head_of(sample_release), parts)
    assert whole == replace(sample_release, trends=())


def test_a_finding_is_joined_to_its_own_profile_and_to_no_other(sample_release):
    first = sample_release.findings[0]
    kept = stored.by_reference(first)
    assert stored.with_profile(kept, first.profile) == first
    other = replace(first.profile, period="1948-07-05")
    with pytest.raises(ValueError, match="is not of"):
        stored.with_profile(kept, other)


def test_what_another_version_wrote_is_refused_with_a_cure():
    with pytest.raises(EquityLensError, match="Make the figures again"):
        stored.decode(b'{"measure": 3}', ReleasedProfile)
    with pytest.raises(EquityLensError):
        stored.decode(b"not JSON", ReleasedProfile)
