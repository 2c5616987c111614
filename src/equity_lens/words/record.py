"""Sentences about the record itself: who is missing from it, how old it is, how often we looked."""

import datetime as dt

from equity_lens.cells import EVERYONE
from equity_lens.disclosure.released import (
    Release,
    ReleasedGroup,
    ReleasedLedger,
    ReleasedProfile,
    Tally,
)
from equity_lens.reference.vocabularies import vocabulary
from equity_lens.words import gaps
from equity_lens.words.dates import day, last_day, when
from equity_lens.words.numbers import absence, in_words, plain
from equity_lens.words.people import lower_first, place, subject
from equity_lens.words.widest import widest


def missing_sentence(profile: ReleasedProfile) -> str:
    """Whose identity is not known, and what that could do to the gap of the headline."""
    if profile.dimension.key == EVERYONE.key:
        return "Everyone is counted, whether or not it is known who they are."
    what, share = subject(profile.dimension), profile.share_unknown
    if not share.is_number:
        return f"How many have no known {what.lower()} is {absence(share)}."
    if not share.value:
        return f"{what} is known for all {profile.measure.noun}."
    states = "; ".join(_state(group) for group in profile.unknown if group.denominator.value != 0)
    said = f"{what} is not known for {in_words(share)} of {profile.measure.noun}"
    said = f"{said}: {states}." if states else f"{said}."
    return " ".join([said, "They are counted, and not compared.", _bounds(profile)]).rstrip()


def rows_sentence(ledger: ReleasedLedger) -> str:
    """What became of the rows of a file, with each reason for leaving a row out."""
    read, kept, left = (
        plain(rows, "events") for rows in (ledger.rows_read, ledger.accepted, ledger.rejected)
    )
    said = f"Of {read} rows read from {ledger.source.name}, {kept} were used and {left} left out"
    reasons = "; ".join(
        f"{tally.name}, {in_words(tally.rows)}" for tally in ledger.rejected_by_reason
    )
    return f"{said}: {reasons}." if reasons else f"{said}."


def completeness_sentence(ledger: ReleasedLedger, field: str) -> str:
    """How complete one identity field is: each of its states as a share of the rows used.

    States in which nobody is are left out.
    """
    tallies: tuple[Tally, ...] = dict(ledger.completeness).get(field, ())
    states = "; ".join(
        f"{state_in_words(field, tally.name)}, {in_words(tally.share)}"
        for tally in tallies
        if tally.rows.value != 0
    )
    return f"{states[0].upper()}{states[1:]}." if states else "Not in this file."


def state_in_words(field: str, state: str) -> str:
    """A state of an identity field, by its key in the ledger, as a sentence says it.

    >>> state_in_words("imd_decile", "outside_england"), state_in_words("priority", "not_known")
    ('lives outside England', 'not known')
    """
    try:
        labels = {subgroup.key: subgroup.label for subgroup in vocabulary(field).subgroups}
    except KeyError:
        labels = {}
    return lower_first(labels.get(state, state.replace("_", " ")))


def data_age_sentence(latest: str, on: dt.date | None = None) -> str:
    """How old the figures are: ``latest`` is their period, ``on`` the day they are read, if known.

    >>> data_age_sentence("2026-10-31", dt.date(2026, 11, 12))
    'The figures are as they stood on 31 October 2026, 12 days before 12 November 2026.'
    """
    last = last_day(latest)
    is_day = last is not None and latest == last.isoformat()
    said = f"The figures are {'as they stood ' if is_day else 'of what happened '}{when(latest)}"
    if last is None or on is None or on <= last:
        return f"{said}."
    days = (on - last).days
    ago = f"{days} day{'' if days == 1 else 's'} before {day(on)}"
    return f"{said}, {ago}." if is_day else f"{said}, which ended {ago}."


def comparisons_sentence(release: Release) -> str:
    """How many comparisons were made, so that a chance finding is not sold as a fact."""
    if not release.comparisons:
        return "No groups were compared."
    if release.comparisons == 1:
        return "One comparison was made."
    return (
        f"{plain(release.comparisons, 'people')} comparisons were made. Among so many, some differ "
        "by chance alone. A finding graded ‘act’ stands when all of them are allowed for."
    )


def _state(group: ReleasedGroup) -> str:
    return f"{lower_first(group.subgroup.label)}, {in_words(group.denominator)}"


def _bounds(profile: ReleasedProfile) -> str:
    """Between which gaps the truth lies, wherever those whose identity is missing belong."""
    group = widest(profile)
    if group is None or not group.gap.is_number:
        return ""
    bounds = profile.gap_bounds[profile.groups.index(group)]
    if bounds.lower is None or bounds.upper is None:
        return ""
    where = place(profile.dimension, group.subgroup)
    range_of_gap = gaps.between(bounds.lower, bounds.upper, bounds.unit)
    could = "; so there could be no gap" if bounds.lower <= 0 <= bounds.upper else ""
    return f"If they all belonged to one group, the gap {where} would be {range_of_gap}{could}."
