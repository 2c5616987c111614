"""Which counts are withheld: those that are small, and those that would give small ones away."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from equity_lens.cells import BoolArray, FloatArray
from equity_lens.disclosure.before import both, in_rows, nothing, put
from equity_lens.disclosure.complementary import choose_more, whole_dimensions
from equity_lens.disclosure.exact import only_one_value
from equity_lens.disclosure.kept import Kept
from equity_lens.disclosure.policy import Policy
from equity_lens.disclosure.possible import Range, narrow
from equity_lens.disclosure.tables import Tables

VALUES_OF_REST = 2
ROUNDS_BY_COUNT = 12
FURTHEST = 3


@dataclass(frozen=True)
class Suppression:
    """What is withheld, and what a reader can still know: (table, row, column).

    ``unprotected`` is true where too few values stay possible for a small count, and nothing is
    left to withhold that would help.
    """

    withheld: BoolArray
    possible: Range
    unprotected: BoolArray


def suppress(
    tables: Tables,
    policy: Policy,
    kept: Kept | None = None,
    before: Sequence[tuple[Policy, BoolArray]] = (),
) -> Suppression:
    """Withhold small counts, and then whatever else would give one away.

    A reader is taken to know a great deal: the exact number of rows of a file in each period, and
    of those whose identity is not known (files state their rows, and how complete they are); which
    withheld counts are the small ones, as long as noughts are shown; and every way in which counts
    add up. While any sum leaves fewer possible values for a small count than the policy asks for,
    one more count of a sum that narrows it is withheld; where some rounds of that do not help,
    whole dimensions are, with their noughts. Then, if the policy says so, all sums are taken
    together, until no small count has only one value.

    People *without* the event are not published, nor are others who can only be had by subtraction
    (waiting 18 to 52 weeks): where they number 1 to 7 that must never be the only number possible.

    Each row is worked out by itself: what an organisation's period withholds does not hang on what
    else is released with it.

    ``before`` are other policies, in order, each with the rows that were shown under it until now.
    What one withholds to protect a small count another may show rounded, or the other way about;
    old figures can be laid beside new ones, so each is taken to be remembered.
    """
    remembered = nothing(tables.counts.shape)
    for earlier, rows in before:
        here, of_these = tables.in_rows(rows), in_rows(remembered, rows)
        withheld = _suppress(here, earlier, kept, of_these).withheld
        remembered = put(remembered, rows, _shown(here, withheld, earlier))
    return _suppress(tables, policy, kept, remembered)


def _suppress(tables: Tables, policy: Policy, kept: Kept | None, remembered: Range) -> Suppression:
    """The same, where a reader remembers a range of each count."""
    small = small_counts(tables.counts, policy)
    withheld = small & ~tables.is_rest[:, None, None]
    if policy.complements:
        withheld |= _without_the_event_few(tables, small)
    withheld = _under_each_name(withheld, tables)
    found = both(_shown(tables, withheld, policy), remembered)
    unsafe = np.zeros(small.shape, dtype=bool)
    if not policy.complementary:
        return Suppression(withheld, found, unsafe)
    unfinished = np.ones(small.shape[1], dtype=bool)
    further = np.zeros(small.shape[1], dtype=np.intp)
    rounds = 0
    while unfinished.any():
        here, hidden = tables.in_rows(unfinished), withheld[:, unfinished]
        known = both(_shown(here, hidden, policy), in_rows(remembered, unfinished))
        within = narrow(known, here.relations)
        wanting = _unsafe(here, within, hidden, policy)
        if policy.together:
            wanting = _or_only_one_value(here, within, hidden, wanting, policy, kept)
        found.least[:, unfinished], found.most[:, unfinished] = within.least, within.most
        unsafe[:, unfinished] = wanting
        more = np.zeros(wanting.shape, dtype=bool)
        if rounds < ROUNDS_BY_COUNT:
            more = choose_more(here, within, wanting, hidden)
        rounds += 1
        some = np.any(wanting, axis=(0, 2))
        no_help = some & ~np.any(more, axis=(0, 2))
        more |= whole_dimensions(here, wanting & no_help[:, None], hidden, further[unfinished])
        further[unfinished] += no_help
        withheld[:, unfinished] = _under_each_name(hidden | more, here)
        unfinished[unfinished] = some & (further[unfinished] <= FURTHEST)
    return Suppression(withheld, found, unsafe)


def small_counts(counts: FloatArray, policy: Policy) -> BoolArray:
    """Counts from 1 to the policy's limit."""
    with np.errstate(invalid="ignore"):
        return (counts >= 1) & (counts <= policy.suppress_to)


def rounded(counts: FloatArray, policy: Policy) -> FloatArray:
    """Counts to the nearest multiple that the policy asks for."""
    return np.floor(counts / policy.round_to + 0.5) * policy.round_to


def _shown(tables: Tables, withheld: BoolArray, policy: Policy) -> Range:
    """What each count can be, from what is shown of it alone and what a reader knows besides."""
    counts, reach = tables.counts, policy.round_to // 2
    anything = 10 * np.nan_to_num(counts).max(axis=(0, 2), keepdims=True) + 100
    floor = np.minimum(policy.suppress_to + 1, counts)
    least = np.where(counts == 0, 0, np.maximum(rounded(counts, policy) - reach, floor))
    most = np.where(counts == 0, 0, rounded(counts, policy) + reach)
    exactly = np.zeros(counts.shape, dtype=bool)
    exactly[tables.is_stated, :, tables.columns.everyone] = True
    exactly[tables.is_stated] |= tables.columns.is_state
    least, most = np.where(exactly, counts, least), np.where(exactly, counts, most)
    # A reader is taken to know which withheld counts are small, unless noughts are withheld beside
    # them; the others could be anything, for the words beside them are the same.
    small = small_counts(counts, policy) & ~_noughts_withheld(tables, withheld)
    least = np.where(withheld, np.where(small, 1.0, 0.0), least)
    most = np.where(withheld, np.where(small, policy.suppress_to, anything), most)
    # Nothing is shown of people left over, nor of a column that a table does not have;
    # a subgroup that its file does not know, beside others that it does, is nobody.
    unseen = tables.is_rest[:, None, None] | np.isnan(counts)
    nobody = np.isnan(counts) & _dimension_is_there(tables)
    return Range(
        np.where(unseen, 0.0, least), np.where(nobody, 0.0, np.where(unseen, anything, most))
    )


def _noughts_withheld(tables: Tables, withheld: BoolArray) -> BoolArray:
    """Dimensions of which everything is withheld, noughts and all: nobody can tell what is what."""
    everything = np.zeros(withheld.shape, dtype=bool)
    noughts = withheld & (tables.counts == 0)
    for key in tables.columns.dimensions:
        places = tables.columns.of(key)
        everything[:, :, places] = noughts[:, :, places].any(axis=2, keepdims=True)
    return everything


def _dimension_is_there(tables: Tables) -> BoolArray:
    there = np.zeros(tables.counts.shape, dtype=bool)
    for key in tables.columns.dimensions:
        places = tables.columns.of(key)
        there[:, :, places] = ~np.isnan(tables.counts[:, :, places]).all(axis=2, keepdims=True)
    return there


def _without_the_event_few(tables: Tables, small: BoolArray) -> BoolArray:
    """Numerators that are all but a few people of the denominator."""
    withheld = np.zeros(small.shape, dtype=bool)
    for numerator, rest in tables.without_event:
        withheld[numerator] |= small[rest] & (tables.counts[numerator] > 0)
    return withheld


def _under_each_name(withheld: BoolArray, tables: Tables) -> BoolArray:
    """A count that is withheld is withheld wherever the same people stand."""
    same = withheld.copy()
    for relation in tables.relations:
        if relation.is_same_people:
            members = relation.of(same)
            relation.put(same, members | (members.any(axis=0) & relation.holds))
    return same & ~np.isnan(tables.counts)


def _unsafe(tables: Tables, found: Range, withheld: BoolArray, policy: Policy) -> BoolArray:
    """Small counts for which too few values are possible."""
    is_rest = np.broadcast_to(tables.is_rest[:, None, None], withheld.shape)
    needed = np.where(is_rest & (not policy.complements), VALUES_OF_REST, policy.possible_values)
    return _to_protect(tables, withheld, policy) & (found.values < needed)


def _or_only_one_value(
    tables: Tables,
    found: Range,
    withheld: BoolArray,
    unsafe: BoolArray,
    policy: Policy,
    kept: Kept | None,
) -> BoolArray:
    """Where no sum by itself is unsafe, whether several together are."""
    rows = ~np.any(unsafe, axis=(0, 2))
    if not rows.any():
        return unsafe
    here = Range(found.least[:, rows], found.most[:, rows])
    asked = _to_protect(tables, withheld, policy)[:, rows]
    together = unsafe.copy()
    together[:, rows] = only_one_value(tables.in_rows(rows), here, asked, kept)
    return together


def _to_protect(tables: Tables, withheld: BoolArray, policy: Policy) -> BoolArray:
    """Small counts that are not shown: those withheld, and those to be had by subtraction."""
    return small_counts(tables.counts, policy) & (withheld | tables.is_rest[:, None, None])
