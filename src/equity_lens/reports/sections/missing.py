"""Who is missing from the data."""

from collections.abc import Sequence

from equity_lens.contracts.load import contracts
from equity_lens.disclosure.released import ReleasedLedger, ReleasedProfile
from equity_lens.reports.document import Block, Bullets, Heading
from equity_lens.reports.scope import Scope
from equity_lens.words.sentences import missing_sentence, rows_sentence

SHOWN, SHOWN_WITH_BRIEF = 2, 1
UNSEEN = "People who were never referred, or never came, are in none of these figures."
COMPLETE = "Every record used states the identity by which it was compared."


def missing(scope: Scope, most: int = SHOWN) -> tuple[Block, ...]:
    """Rows left out, identities not known, figures withheld, and people never counted.

    At most ``most`` files, and as many dimensions: the annex has every one.
    """
    ledgers = most_left_out(scope.release.ledgers)[:most]
    said = {f"rows:{ledger.source.name}": rows_sentence(ledger) for ledger in ledgers}
    unknown = least_complete(scope)[:most]
    said |= {_id(profile): missing_sentence(profile) for profile in unknown}
    if not unknown:
        said["complete"] = COMPLETE
    said["unseen"] = UNSEEN
    heading = Heading("Who is missing from the data")
    return heading, Bullets(tuple(said.values()), tuple(said))


def most_left_out(ledgers: Sequence[ReleasedLedger]) -> list[ReleasedLedger]:
    """Files of patients' records before tables of counts; within each, most rows left out first.

    A row of a counts table is many people already counted: what is missing from it is not seen.
    """
    return sorted(
        ledgers,
        key=lambda ledger: (
            contracts()[ledger.source.contract].kind == "aggregate",
            -ledger.rejected,
        ),
    )


def _id(profile: ReleasedProfile) -> str:
    return f"missing:{profile.organisation.code}:{profile.measure.id}:{profile.dimension.key}"


def least_complete(scope: Scope) -> list[ReleasedProfile]:
    """One profile for each dimension in the findings: that in which most people are not known."""
    worst: dict[str, ReleasedProfile] = {}
    for profile in scope.profiles:
        share = profile.share_unknown.value or 0.0
        held = worst.get(profile.dimension.key)
        most = (held.share_unknown.value or 0.0) if held else 0.0
        if profile.dimension.in_findings and share > most:
            worst[profile.dimension.key] = profile
    return sorted(worst.values(), key=lambda p: -(p.share_unknown.value or 0.0))[:SHOWN]
