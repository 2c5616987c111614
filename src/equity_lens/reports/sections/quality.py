"""The annex's account of every row: read, used, left out, and how complete each identity is."""

from collections.abc import Iterator

from equity_lens.disclosure.released import ReleasedLedger, Tally
from equity_lens.reports.document import Block, Heading, Paragraph, Table
from equity_lens.reports.scope import Scope
from equity_lens.words.numbers import in_cell, plain
from equity_lens.words.sentences import rows_sentence


def quality(scope: Scope, numbers: Iterator[int]) -> Iterator[Block]:
    """Sources with their checksums, and a ledger for each file that was read row by row."""
    release = scope.release
    yield Heading("Annex: privacy, sources and data quality")
    yield Paragraph(release.policy_described, lead=f"Privacy rule ‘{release.policy}’.")
    yield Table(
        next(numbers),
        "Files from which the figures were made",
        ("File", "Kind", "Deprivation edition", "SHA-256"),
        tuple(
            (s.name, s.contract.replace("_", " "), s.edition or "none", s.sha256)
            for s in release.made_from
        ),
        texts=4,
    )
    for ledger in release.ledgers:
        yield _rows(ledger, next(numbers))
        if ledger.completeness:
            yield _completeness(ledger, next(numbers))


def _rows(ledger: ReleasedLedger, number: int) -> Table:
    rows = [
        ("Rows read", plain(ledger.rows_read, "people"), "all"),
        ("Rows used", plain(ledger.accepted, "people"), "all"),
        ("Rows left out", plain(ledger.rejected, "people"), "all"),
    ]
    rows += [_tally("Left out", tally) for tally in ledger.rejected_by_reason]
    rows += [_tally("Kept, with a warning", tally) for tally in ledger.warnings_by_column]
    return Table(
        number,
        f"{ledger.source.name}: what became of each row",
        ("What happened", "Rows", "Share"),
        tuple(rows),
        rows_sentence(ledger),
    )


def _tally(what: str, tally: Tally) -> tuple[str, str, str]:
    return f"{what}: {tally.name}", in_cell(tally.rows), in_cell(tally.share)


def _completeness(ledger: ReleasedLedger, number: int) -> Table:
    rows = tuple(
        (words(field), words(tally.name), in_cell(tally.rows), in_cell(tally.share))
        for field, tallies in ledger.completeness
        for tally in tallies
    )
    header = ("Identity", "State", "Rows", "Share")
    return Table(
        number, f"{ledger.source.name}: how complete each identity is", header, rows, texts=2
    )


def words(key: str) -> str:
    """A key as words: "no_fixed_abode" as "no fixed abode".

    >>> words("no_fixed_abode")
    'no fixed abode'
    """
    return key.replace("_", " ")
