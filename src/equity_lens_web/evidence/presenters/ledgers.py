"""A ledger as a page shows it: every row accounted for, and how complete the record is."""

from dataclasses import dataclass

from equity_lens.disclosure.released import ReleasedLedger, State, Tally
from equity_lens.measures.load import dimensions
from equity_lens.words.numbers import in_words, number_in_words, plain
from equity_lens.words.people import subject
from equity_lens.words.record import rows_sentence, state_in_words

KNOWN = "known"
FIRST = ("ethnic_category", "imd_decile", "area_state", "local_authority")
TITLES = {"area_state": "What became of the postcode", "rtt_status": "Pathway status"}

Field = tuple[str, tuple[Tally, ...]]


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for leaving rows out; ``place`` is its number in the ledger."""

    place: int
    reason: str
    rows: str
    share: str


@dataclass(frozen=True, slots=True)
class Completeness:
    """One identity field: its states, each with rows and share, known first."""

    title: str
    sentence: str
    rows: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Accounts:
    """The whole ledger."""

    sentence: str
    read: str
    accepted: str
    rejected: str
    reasons: tuple[Reason, ...]
    warnings: tuple[tuple[str, str], ...]
    completeness: tuple[Completeness, ...]
    known_of_all: str


def accounts(ledger: ReleasedLedger) -> Accounts:
    """Rows read = accepted + rejected; why; and who is not known."""
    return Accounts(
        sentence=rows_sentence(ledger),
        read=plain(ledger.rows_read, "events"),
        accepted=plain(ledger.accepted, "events"),
        rejected=plain(ledger.rejected, "events"),
        reasons=tuple(
            Reason(place, _capital(tally.name), in_words(tally.rows), in_words(tally.share))
            for place, tally in enumerate(ledger.rejected_by_reason)
        ),
        warnings=tuple((tally.name, in_words(tally.rows)) for tally in ledger.warnings_by_column),
        completeness=tuple(
            _completeness(field, tallies) for field, tallies in _partly_known(ledger)
        ),
        known_of_all=", ".join(_title(field).lower() for field in _known_of_all(ledger)),
    )


def _known_of_all(ledger: ReleasedLedger) -> list[str]:
    """Fields that every row has."""
    return [
        field
        for field, tallies in ledger.completeness
        if all(tally.rows.value == 0 for tally in tallies if tally.name != KNOWN)
    ]


def _partly_known(ledger: ReleasedLedger) -> list[Field]:
    """The other fields, ethnicity and deprivation first; what says the same is said once."""
    said: set[tuple[str, tuple[Tally, ...]]] = set()
    found: list[Field] = []
    whole = _known_of_all(ledger)
    for field, tallies in ledger.completeness:
        about = (_title(field), tallies)
        if field not in whole and about not in said:
            said.add(about)
            found.append((field, tallies))
    return sorted(found, key=lambda each: FIRST.index(each[0]) if each[0] in FIRST else len(FIRST))


def _completeness(field: str, tallies: tuple[Tally, ...]) -> Completeness:
    shown = [tally for tally in tallies if tally.rows.value != 0]
    return Completeness(
        title=_title(field),
        sentence=_sentence(shown),
        rows=tuple(
            (_capital(state_in_words(field, each.name)), in_words(each.rows), in_words(each.share))
            for each in shown
        ),
    )


def _sentence(tallies: list[Tally]) -> str:
    """How many are known, and so how many are not: one is the rest of the other."""
    known = next((tally.share for tally in tallies if tally.name == KNOWN), None)
    if known is None or known.value is None or known.state is not State.NUMBER:
        return "How many are known is not shown."
    said = f"Known for {in_words(known)} of rows"
    return f"{said} and not for {number_in_words(1 - known.value, 'proportion')}."


def _title(field: str) -> str:
    if field in TITLES:
        return TITLES[field]
    known = dimensions().get(field)
    name = field.removeprefix("plus_").replace("_", " ")
    return subject(known) if known is not None else _capital(name)


def _capital(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}" if text else text
