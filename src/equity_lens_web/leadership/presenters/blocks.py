"""Blocks of a document for a page: each with the name of its kind, which the template draws."""

from collections.abc import Iterable

from equity_lens.reports.document import Block


def shown(blocks: Iterable[Block]) -> list[tuple[str, Block]]:
    """Each block with its kind."""
    return [(type(block).__name__, block) for block in blocks]
