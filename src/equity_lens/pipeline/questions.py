"""What a file was read as, column by column, and the questions that are left: as data for a page."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import msgspec

from equity_lens.contracts.contract import PLUS, Contract, Field
from equity_lens.contracts.load import contracts
from equity_lens.ingestion.mapping import DATE_ORDERS, IGNORE
from equity_lens.ingestion.recognise import Examined

ColumnState = Literal["read", "asked", "refused", "spare", "unused"]
QuestionKind = Literal["contract", "column", "field", "constant", "as_at", "dates"]

WITHOUT = "without"
CENSUS_DATE = "census_date"


@dataclass(frozen=True)
class Choice:
    """One possible answer: what is sent, and what is read."""

    value: str
    label: str


@dataclass(frozen=True)
class Question:
    """One thing that only the analyst can say.

    ``key`` is fit for the name of a form's field. ``about`` is a column, a field, or what a
    contract needs. Without ``choices`` the answer is text (or, for ``as_at``, a day in ISO form).
    ``suggestion`` is the value of a choice, or empty.
    """

    key: str
    kind: QuestionKind
    about: str
    text: str
    why: str = ""
    suggestion: str = ""
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class InspectedColumn:
    """One column and how it is read.

    ``state`` is "read" as ``field``; "asked" about; "refused", because it is never read (a name, an
    address, free text); "spare", because a better column has its field; or "unused". ``said`` is
    true where the analyst said so, false where its name did.
    """

    name: str
    state: ColumnState
    field: str = ""
    title: str = ""
    said: bool = False


@dataclass(frozen=True)
class Inspection:
    """What a file is, how each of its columns is read, and what is left to ask.

    ``contract`` is empty while nobody knows what kind of file it is. ``rows`` are the records of
    the file, malformed ones among them; ``recognised`` the columns that have a meaning.
    """

    name: str
    sha256: str
    rows: int
    columns: tuple[InspectedColumn, ...]
    questions: tuple[Question, ...] = ()
    contract: str = ""
    contract_title: str = ""
    kind: str = ""

    @property
    def is_ready(self) -> bool:
        """Whether nothing is left to ask."""
        return not self.questions

    @property
    def recognised(self) -> int:
        """Columns that have a meaning, those that are never read among them."""
        return sum(each.state in ("read", "refused", "spare") for each in self.columns)


def inspection_to_plain(inspection: Inspection) -> dict[str, Any]:
    """An inspection as plain dictionaries and lists, fit for JSON."""
    return msgspec.to_builtins(inspection)


def inspection_from_plain(plain: Mapping[str, Any]) -> Inspection:
    """An inspection again."""
    return msgspec.convert(plain, Inspection)


def ask_again(inspection: Inspection, columns: Iterable[str]) -> Inspection:
    """The inspection with a question about each of these columns besides, to change an answer.

    Raises
    ------
    KeyError
        The kind of file is not known, or it has no such column.
    """
    contract = contracts()[inspection.contract]
    position = {each.name: i for i, each in enumerate(inspection.columns, start=1)}
    asked = {each.about for each in inspection.questions if each.kind == "column"}
    taken = {each.field for each in inspection.columns}
    added = [
        about_column(
            position[name], name, contract, taken, inspection.columns[position[name] - 1].field
        )
        for name in dict.fromkeys(columns)
        if name not in asked
    ]
    return replace(inspection, questions=(*inspection.questions, *added))


def about_contract() -> Question:
    """What kind of file is it?"""
    return Question(
        key="contract",
        kind="contract",
        about="contract",
        text="What is this file?",
        why="Its columns do not say which kind of file it is.",
        choices=tuple(Choice(one.id, one.title) for one in contracts().values()),
    )


def about_columns(examined: Examined, columns: Sequence[str]) -> Iterator[Question]:
    """Every question about what is in the columns, and about what no column holds."""
    found, contract = examined.found, examined.found.contract
    position = {name: i for i, name in enumerate(columns, start=1)}
    for name, likely in examined.asked.items():
        suggestion = likely.name if likely else ""
        yield about_column(position[name], name, contract, set(found.columns), suggestion)
    open_columns = [(position[name], name) for name in examined.left_open]
    for need in examined.missing:
        if need.name == CENSUS_DATE:
            yield Question(
                key="as_at",
                kind="as_at",
                about=CENSUS_DATE,
                text="At the end of which day did the list stand so?",
                why="No column holds the census date.",
            )
        elif need.name in examined.constants:
            yield Question(
                key=f"constant-{need.name}",
                kind="constant",
                about=need.name,
                text=f"What is the {_in_a_sentence(need.fields[0])} of every row?",
                why="No column holds it. It is needed.",
            )
        else:
            yield _about_need(need.name, need.fields, open_columns, contract)
    for known in examined.expected:
        yield _about_need(known.name, (known,), open_columns, contract)


def about_column(
    position: int, name: str, contract: Contract, taken: set[str], suggestion: str
) -> Question:
    """What does this column hold?"""
    fields = [
        known
        for known in contract.fields
        if known.keep != "refuse" and (known.name not in taken or known.name == suggestion)
    ]
    choices = [Choice(known.name, known.title) for known in fields]
    local = "plus_" + re.sub(r"[^a-z]+", "_", name.lower()).strip("_")
    if contract.kind != "aggregate" and PLUS.fullmatch(local) and local not in taken:
        choices.append(Choice(local, "Whether the person is in a group of your own (yes or no)"))
    choices.append(Choice(IGNORE, "Nothing that we need: leave it out"))
    return Question(
        key=f"column-{position}",
        kind="column",
        about=name,
        text=f"What does the column “{name}” hold?",
        suggestion=suggestion,
        choices=tuple({choice.value: choice for choice in choices}.values()),
    )


def about_dates(columns: Mapping[str, str], doubts: Mapping[str, str]) -> Iterator[Question]:
    """How is a date written? ``columns`` maps each field to its column, ``doubts`` to why."""
    for field, doubt in doubts.items():
        yield Question(
            key=f"dates-{field}",
            kind="dates",
            about=field,
            text=f"How are the dates in “{columns[field]}” written?",
            why=doubt[0].upper() + doubt[1:],
            choices=tuple(Choice(order, order) for order in DATE_ORDERS),
        )


def _about_need(
    name: str, fields: Sequence[Field], columns: Sequence[tuple[int, str]], contract: Contract
) -> Question:
    """Which column holds what the contract asks for?"""
    can_do_without = name in contract.one_of_groups or not any(known.required for known in fields)
    choices = [
        Choice(f"column-{position}:{known.name}", f"“{column}” holds it")
        if len(fields) == 1
        else Choice(f"column-{position}:{known.name}", f"“{column}” is the {_in_a_sentence(known)}")
        for position, column in columns
        for known in fields
    ]
    if can_do_without:
        choices.append(Choice(WITHOUT, "This file does not have it: show it as not measured"))
    return Question(
        key="field-" + re.sub(r"\W+", "_", name),
        kind="field",
        about=name,
        text=f"Which column holds the {' or the '.join(_in_a_sentence(known) for known in fields)}?",
        why="Boards ask for it."
        if can_do_without
        else "It is needed. If the file does not have it, export it again with it.",
        choices=tuple(choices),
    )


def _in_a_sentence(known: Field) -> str:
    """A field's title in the middle of a sentence: NHS and LSOA keep their capitals."""
    title = known.title
    return title if title[:2].isupper() else title[:1].lower() + title[1:]
