"""The findings that a brief chooses from a release, and whether its questions fit their gaps."""

from equity_lens.disclosure.released import Finding, Release
from equity_lens.reports.brief import Ask, Brief, FindingKey, key_of
from equity_lens.words import gaps
from equity_lens.words.numbers import number_in_words


def chosen(release: Release, brief: Brief, most: int) -> tuple[Finding, ...]:
    """The findings of a brief in its order, or the first ``most`` of the ranking."""
    if brief.findings is None:
        return release.findings[:most]
    return tuple(
        finding for key in brief.findings for finding in release.findings if key_of(finding) == key
    )


def found(release: Release, key: FindingKey | None) -> Finding | None:
    """The finding with this key, or None."""
    return next((finding for finding in release.findings if key_of(finding) == key), None)


def choice_faults(release: Release, brief: Brief) -> list[str]:
    """Findings that are there no longer, and decisions that ask more of a gap than there is."""
    faults = [
        f"There is no finding {key} in these figures: take it out, or choose another."
        for key in brief.findings or ()
        if found(release, key) is None
    ]
    for place, ask in enumerate(brief.asks or (), start=1):
        faults += [f"Decision {place}: {fault}" for fault in _ask_faults(release, ask)]
    return faults


def _ask_faults(release: Release, ask: Ask) -> list[str]:
    if ask.moves is None:
        if ask.narrower_by is not None:
            return ["choose the gap that it should move."]
        return []
    finding = found(release, ask.moves)
    if finding is None:
        return [f"there is no finding {ask.moves} in these figures: choose another gap."]
    gap = finding.group.gap
    if ask.narrower_by is None or gap.value is None:
        return []
    if not 0 < ask.narrower_by <= abs(gap.value):
        asked = number_in_words(ask.narrower_by, gap.unit)
        return [f"a gap of {gaps.size(gap)} cannot narrow by {asked}: give less, and more than 0."]
    return []
