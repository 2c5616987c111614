"""Which contract a file is, which column is which field, and what has to be asked."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from equity_lens.contracts.contract import Field
from equity_lens.contracts.load import contracts, fold
from equity_lens.errors import ContractNotMet, MappingNeeded
from equity_lens.ingestion.mapping import FILE_NAME, IGNORE, Answers, read_mapping, write_mapping
from equity_lens.ingestion.matching import (
    Need,
    Recognised,
    alike,
    closest,
    distinctive,
    fit,
    match,
    unmet,
)
from equity_lens.ingestion.reading.header import NAMELESS
from equity_lens.ingestion.reading.table import TextTable

__all__ = ["Examined", "NotRecognised", "Recognised", "examine", "recognise"]

# Up to so many columns that we do not know are asked about one by one.
_FEW = 12
_SAME_IN_EVERY_ROW = ("provider", "census_date", "organisation")


class NotRecognised(ContractNotMet):
    """Nothing says which contract the file is; once that is said, its columns may be enough."""


@dataclass(frozen=True)
class Examined:
    """What a file's columns mean, and what is left to ask.

    Parameters
    ----------
    found
        What was recognised.
    missing
        Needs that nothing has met.
    expected
        Fields that boards ask for, that are not there, and that nobody has excused.
    left_open
        Columns without a meaning, of which the analyst has not said that they have none.
    asked
        Those of them that must be given a meaning, with the field each is most like.
    constants
        Needs that may be the same in every row, and could be stated once.
    """

    found: Recognised
    missing: tuple[Need, ...]
    expected: tuple[Field, ...]
    left_open: tuple[str, ...]
    asked: Mapping[str, Field | None]
    constants: tuple[str, ...]

    @property
    def faults(self) -> list[str]:
        """Everything that is not settled, in words."""
        return [
            *(_missing(need) for need in self.missing),
            *(
                f"No column was found for {_either([known])}; boards ask for it."
                for known in self.expected
            ),
            *(
                f"`{column}` is not recognised. {_suggestion(likely)}"
                for column, likely in self.asked.items()
            ),
        ]


def recognise(
    text: TextTable,
    *,
    source: Path,
    mapping: Path | None = None,
    answers: Mapping[str, Answers] | None = None,
    contract: str | None = None,
    given: Collection[str] = (),
) -> Recognised:
    """Recognise a file by its header, and by what the analyst said of it before.

    Columns that mean nothing to us do not stop anyone, unless one is so like a field that is
    missing that passing it over would be a risk, or something that boards ask for is not there.

    Parameters
    ----------
    text
        The file as text.
    source
        Where the file is; its mapping file stands beside it unless ``mapping`` says otherwise.
    answers
        What was said of each contract, by its id, in place of a mapping file. None is then read,
        and none is written.
    contract
        The contract's id, if the analyst names it; otherwise the one that fits best.
    given
        Fields that whoever calls supplies, such as the census date.

    Raises
    ------
    ContractNotMet
        The file fits no contract, has a second header, or lacks a column that no other of its
        columns could be.
    MappingNeeded
        Something must be asked. A mapping file has been written for the analyst to complete.
    """
    file = mapping or source.parent / FILE_NAME
    said = read_mapping(file) if answers is None else answers
    examined = examine(text, said, contract=contract, given=given)
    if not examined.faults:
        return examined.found
    found = examined.found
    remedy = "Answer what is asked of its columns, and run again."
    if answers is None:
        section = _to_complete(text, examined)
        notes = {column: _suggestion(likely) for column, likely in examined.asked.items()}
        write_mapping(file, {**said, found.contract.id: section}, notes)
        remedy = f"Complete {file}, and run the same command again. You will not be asked twice."
    raise MappingNeeded(
        f"{text.name}: {found.known} of {len(text.columns)} columns were recognised as "
        f'"{found.contract.title}".',
        faults=examined.faults,
        remedy=remedy,
    )


def examine(
    text: TextTable,
    said: Mapping[str, Answers],
    *,
    contract: str | None = None,
    given: Collection[str] = (),
) -> Examined:
    """What the columns mean by their names and by what was said, and what must still be asked.

    Raises
    ------
    NotRecognised
        The file fits no contract, or two alike.
    ContractNotMet
        It has a second header, or lacks a column that no other of its columns could be.
    """
    _refuse_a_second_header(text)
    found = _best(text, said, contract)
    missing = unmet(found, given)
    left_open = _left_open(found, text)
    expected = _expected(found) if left_open else []
    asked = [
        column
        for column in left_open
        if alike(column, found)
        or column in _without_answer(found)
        or ((missing or expected) and len(left_open) <= _FEW)
    ]
    examined = Examined(
        found,
        missing=tuple(missing),
        expected=tuple(expected),
        left_open=tuple(left_open),
        asked={column: closest(column, found) for column in asked},
        constants=tuple(need.name for need in missing if need.name in _SAME_IN_EVERY_ROW),
    )
    if examined.faults and not examined.left_open and not examined.constants:
        raise ContractNotMet(
            f'{text.name} does not meet the contract "{found.contract.title}".',
            faults=examined.faults,
            remedy="Add what is missing to the extract, and run the same command again.",
        )
    return examined


def _best(text: TextTable, said: Mapping[str, Answers], contract: str | None) -> Recognised:
    known = contracts()
    if contract is not None and contract not in known:
        raise ContractNotMet(
            f'There is no contract "{contract}".', remedy=f"Choose one of: {', '.join(known)}."
        )
    wanted = [known[contract]] if contract else list(known.values())
    matches = [match(text.columns, text.filled, one, said.get(one.id, Answers())) for one in wanted]
    if contract is not None:
        return matches[0]
    matches.sort(key=fit, reverse=True)
    best, second = matches[:2]
    share, _ = fit(best)
    is_one = share >= 0.5 or (best.contract.kind != "aggregate" and distinctive(best))
    if not is_one or fit(best) == fit(second):
        raise NotRecognised(
            f"{text.name} could not be recognised by its columns.",
            faults=[f"`{one.id}`: {one.title}." for one in known.values()],
            remedy="Say which of these it is, with --contract.",
        )
    return best


def _refuse_a_second_header(text: TextTable) -> None:
    spellings = {
        fold(spelling)
        for one in contracts().values()
        for known in one.fields
        for spelling in (known.name, *known.synonyms)
    }
    cells = [cell for cell in next(iter(text.sample), ()) if cell]
    names = sum(fold(cell) in spellings for cell in cells)
    if names >= 3 and names > len(cells) / 2:
        raise ContractNotMet(
            f"{text.name} has two header lines: line {text.lines_of([0])[0]:,} holds names of "
            "columns and not values.",
            remedy="Keep the line with the column names, take out the other, and run again.",
        )


def _without_answer(found: Recognised) -> set[str]:
    """Columns that stand in the mapping file with nothing beside them."""
    empty = {fold(column) for column, meaning in found.answers.columns.items() if not meaning}
    return {column for column in found.unused if fold(column) in empty}


def _left_open(found: Recognised, text: TextTable) -> list[str]:
    """Columns without a meaning, of which the analyst has not said that they have none.

    A column without a name that is empty, as spreadsheets leave them, needs no answer.
    """
    settled = {fold(column) for column, meaning in found.answers.columns.items() if meaning}
    return [
        column
        for column in found.unused
        if fold(column) not in settled
        and not (column not in text.filled and NAMELESS.fullmatch(column))
    ]


def _expected(found: Recognised) -> list[Field]:
    """Fields that boards ask for, that are not there, and that the analyst has not excused."""
    have = {*found.columns, *found.constants, *found.answers.without}
    return [known for known in found.contract.fields if known.expected and known.name not in have]


def _to_complete(text: TextTable, examined: Examined) -> Answers:
    """The section of the mapping file: every column, those recognised and those asked about."""
    found = examined.found
    meanings = {
        **dict.fromkeys([*found.spare, *found.unused], IGNORE),
        **dict.fromkeys(examined.asked, ""),
        **{column: name for name, column in found.columns.items()},
    }
    columns = {column: meanings[column] for column in text.columns if column in meanings}
    constants = {**dict.fromkeys(examined.constants, ""), **found.answers.constants}
    return replace(found.answers, columns=columns, constants=constants)


def _missing(need: Need) -> str:
    fault = f"No column was found for {_either(need.fields)}."
    if need.name in _SAME_IN_EVERY_ROW:
        fault += " If it is the same in every row, state it once, under constants."
    return fault


def _either(fields: Sequence[Field]) -> str:
    return " or ".join(f"`{known.name}` ({known.title})" for known in fields)


def _suggestion(likely: Field | None) -> str:
    return f"Did you mean `{likely.name}` ({likely.title})?" if likely else "What is it?"
