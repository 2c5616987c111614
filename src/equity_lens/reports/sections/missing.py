"""Who is missing from the data, and whose voices are."""

from equity_lens.disclosure.released import ReleasedProfile
from equity_lens.reports.document import Block, Bullets, Heading, Paragraph
from equity_lens.reports.scope import Scope
from equity_lens.words.sentences import missing_sentence, rows_sentence

SHOWN = 2
UNSEEN = "People who were never referred, or never came, are in none of these figures."
COMPLETE = "Every record used states the identity by which it was compared."


def missing(scope: Scope) -> tuple[Block, ...]:
    """Rows left out, identities not known, figures withheld, and people never counted."""
    ledgers = scope.release.ledgers[:SHOWN]
    said = [rows_sentence(ledger) for ledger in ledgers]
    unknown = _least_complete(scope)
    said += [missing_sentence(profile) for profile in unknown] or [COMPLETE]
    said.append(UNSEEN)
    return Heading("Who is missing from the data"), Bullets(tuple(said))


def _least_complete(scope: Scope) -> list[ReleasedProfile]:
    """One profile for each dimension in the findings: that in which most people are not known."""
    worst: dict[str, ReleasedProfile] = {}
    for profile in scope.profiles:
        share = profile.share_unknown.value or 0.0
        held = worst.get(profile.dimension.key)
        most = (held.share_unknown.value or 0.0) if held else 0.0
        if profile.dimension.in_findings and share > most:
            worst[profile.dimension.key] = profile
    return sorted(worst.values(), key=lambda p: -(p.share_unknown.value or 0.0))[:SHOWN]


def voices() -> tuple[Block, ...]:
    """What people say belongs beside what the figures say."""
    return Heading("Voices"), Paragraph(
        "No consented insight is attached to this paper. Figures show where a gap is, not what would "
        "help. Before it decides, the board is asked to hear from the people concerned, with payment "
        "offered beforehand and a reply after."
    )
