"""How the figures were made: enough for a reader to check them, on a third of a page."""

from equity_lens.reports.document import Block, Bullets, Heading
from equity_lens.reports.scope import Scope
from equity_lens.words import dates
from equity_lens.words.sentences import comparisons_sentence

SHOWN = 4
GRADES = "Grades follow a published rule: act, test or watch. There is no composite score."


def method(scope: Scope) -> tuple[Block, ...]:
    """Gap, interval, comparisons, disclosure policy, edition, sources, software."""
    release = scope.release
    confidence = {f"{profile.confidence * 100:g}%" for profile in scope.profiles}
    editions = sorted({p.source.edition for p in scope.profiles if p.source.edition})
    withheld = f"{release.withheld:,} figures" if release.withheld != 1 else "1 figure"
    items = [
        "A gap is the group minus the group it is compared with. Intervals "
        f"({' or '.join(sorted(confidence)) or '95%'}) show how far chance alone could move a figure.",
        comparisons_sentence(release),
        GRADES,
        f"Privacy rule ‘{release.policy}’: {first_sentence(release.policy_described)} {withheld} "
        "withheld. Every figure is worked out from the protected counts. The annex has the rule.",
    ]
    if editions:
        items.append(f"Deprivation is of the area, not of the person: {', '.join(editions)}.")
    items += dict.fromkeys(source.note for source in release.made_from if source.note)
    items.append(f"{_sources(scope)} Made by {release.software}.")
    return Heading("How the figures were made"), Bullets(tuple(items))


def first_sentence(text: str) -> str:
    """The first sentence of a longer text.

    >>> first_sentence("Counts of 1 to 7 are withheld. Nought stays nought.")
    'Counts of 1 to 7 are withheld.'
    """
    return text.partition(". ")[0].rstrip(".") + "."


def _sources(scope: Scope) -> str:
    sources = scope.release.made_from
    said = [f"{source.name} (SHA-256 {source.sha256[:12]})" for source in sources[:SHOWN]]
    if len(sources) > SHOWN:
        said.append(f"{len(sources) - SHOWN} more, listed in the annex")
    periods = scope.periods
    span = f" Periods: {dates.span(periods[0], periods[-1])}." if periods else ""
    return f"Sources: {'; '.join(said)}.{span}"
