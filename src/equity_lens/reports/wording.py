"""The sentences of a paper that a person may put in other words, and the paper in those words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from equity_lens.reports.document import Block, Bullets, ChartBlock, Document, Paragraph
from equity_lens.reports.editing import check_edit


@dataclass(frozen=True, slots=True)
class Sentence:
    """One text of a paper as it was written: ``id`` stays the same from one refresh to the next.

    ``keep`` names the groups that an edit may not leave out.
    """

    id: str
    text: str
    keep: tuple[str, ...] = ()


def sentences(document: Document) -> tuple[Sentence, ...]:
    """Every text that may be reworded, in the order of reading."""
    return tuple(sentence for block in document.paper for sentence in _of(block))


def edit_faults(document: Document, edits: Mapping[str, str]) -> dict[str, list[str]]:
    """What is wrong with each edit, by the id of its sentence; nothing for those that are right.

    ``document`` is the paper before any edit. An edit of a sentence that the paper does not hold
    (its finding is not chosen) waits, and has no fault.
    """
    found = {
        sentence.id: check_edit(sentence.text, edits[sentence.id], sentence.keep)
        for sentence in sentences(document)
        if sentence.id in edits
    }
    return {id: faults for id, faults in found.items() if faults}


def edited(document: Document, edits: Mapping[str, str]) -> tuple[tuple[Sentence, str], ...]:
    """The sentences that stand in a person's words: what was written, and what stands instead."""
    return tuple(
        (sentence, edits[sentence.id])
        for sentence in sentences(document)
        if edits.get(sentence.id, sentence.text) != sentence.text
    )


def reworded(document: Document, edits: Mapping[str, str]) -> Document:
    """The paper with its edits in place. Ask ``edit_faults`` first."""
    return replace(document, paper=_reworded(document.paper, edits))


def _reworded(blocks: Iterable[Block], edits: Mapping[str, str]) -> tuple[Block, ...]:
    return tuple(_in_words(block, edits) for block in blocks)


def _in_words(block: Block, edits: Mapping[str, str]) -> Block:
    match block:
        case Paragraph(id=id) if id in edits:
            return replace(block, text=edits[id])
        case ChartBlock(id=id) if id in edits:
            return replace(block, sentence=edits[id])
        case Bullets(ids=ids) if ids:
            items = zip(ids, block.items, strict=True)
            return replace(block, items=tuple(edits.get(id, text) for id, text in items))
    return block


def _of(block: Block) -> tuple[Sentence, ...]:
    match block:
        case Paragraph() if block.id:
            return (Sentence(block.id, block.text, block.keep),)
        case ChartBlock() if block.id:
            return (Sentence(block.id, block.sentence, block.keep),)
        case Bullets() if block.ids:
            pairs = zip(block.ids, block.items, strict=True)
            return tuple(Sentence(id, text) for id, text in pairs)
    return ()
