"""What an analyst says of a file, as data: kept as JSON, and used again for next month's file."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from equity_lens.contracts.load import contracts
from equity_lens.errors import ContractNotMet
from equity_lens.ingestion.mapping import IGNORE, Answers
from equity_lens.ingestion.mapping_faults import faults_of
from equity_lens.pipeline.questions import WITHOUT, Inspection, Question


def answers_to_plain(answers: Answers) -> dict[str, Any]:
    """Answers as plain dictionaries and lists, without what was left empty.

    Examples
    --------
    >>> answers_to_plain(Answers(columns={"LD_FLG": "plus_learning_disability"}))
    {'columns': {'LD_FLG': 'plus_learning_disability'}}
    """
    plain = {name: value for name, value in asdict(answers).items() if value}
    return plain | ({"without": list(answers.without)} if answers.without else {})


def answers_from_plain(contract: str, said: Any) -> Answers:
    """Answers of one contract, from plain dictionaries and lists.

    Raises
    ------
    ContractNotMet
        Everything in them that is not understood, in one message.
    """
    faults = faults_of(contract, said)
    if faults:
        title = contracts()[contract].title if contract in contracts() else contract
        raise ContractNotMet(
            f'What was said of files of the kind "{title}" is not understood.',
            faults=faults,
            remedy="Answer the questions about its columns again.",
        )
    return Answers(**{**said, "without": tuple(said.get("without", ()))})


def answers_to_json(answers: Answers) -> str:
    """Answers as JSON."""
    return json.dumps(answers_to_plain(answers), ensure_ascii=False, sort_keys=True)


def answers_from_json(contract: str, text: str) -> Answers:
    """Answers of one contract, from JSON.

    Raises
    ------
    ContractNotMet
        As ``answers_from_plain``; or the text is no JSON.

    Examples
    --------
    >>> answers = Answers(constants={"provider": "RCF"})
    >>> answers_from_json("rtt_waiting_list", answers_to_json(answers)) == answers
    True
    """
    try:
        said: Mapping[str, Any] = json.loads(text)
    except json.JSONDecodeError:
        raise ContractNotMet(
            "What was said of the columns is not JSON.",
            remedy="Answer the questions about its columns again.",
        ) from None
    return answers_from_plain(contract, said)


class AnswersNotUnderstood(ContractNotMet):
    """Some answers are missing or cannot be; ``by_question`` says by a question's key what to do."""

    def __init__(self, by_question: Mapping[str, str]) -> None:
        super().__init__(
            "Not every question is answered.",
            faults=list(by_question.values()),
            remedy="Answer each of them.",
        )
        self.by_question = dict(by_question)


@dataclass(frozen=True)
class Answered:
    """What the answers to an inspection's questions come to.

    ``answers`` are worth remembering for the contract's later files. ``as_at`` is of this file
    alone: the next one has a day of its own.
    """

    contract: str
    answers: Answers
    as_at: dt.date | None = None


def answered(
    inspection: Inspection,
    given: Mapping[str, str],
    *,
    answers: Answers | None = None,
    as_at: dt.date | None = None,
) -> Answered:
    """What the values of a form say, by the key of each question.

    Inspect the file again with the result: one answer may lead to another question.

    Parameters
    ----------
    inspection
        The file, with its questions.
    given
        A value for each question's key; others are passed over.
    answers
        What was said of the contract before; what is said now has precedence.
    as_at
        The day of the extract, if it is known already.

    Raises
    ------
    AnswersNotUnderstood
        By question, what is wrong with its answer.
    """
    said = _Said(inspection, given, answers or Answers(), as_at)
    for question in sorted(inspection.questions, key=lambda each: _ORDER.index(each.kind)):
        said.take(question)
    if said.wrong:
        raise AnswersNotUnderstood(said.wrong)
    return Answered(said.contract, said.answers, said.as_at)


# What the columns hold comes first: with it, other questions may be settled.
_ORDER = ("contract", "column", "field", "constant", "as_at", "dates")


class _Said:
    """Answers as they are taken, one question after another."""

    def __init__(
        self,
        inspection: Inspection,
        given: Mapping[str, str],
        before: Answers,
        as_at: dt.date | None,
    ) -> None:
        self.contract, self.as_at = inspection.contract, as_at
        self.wrong: dict[str, str] = {}
        self._given = {key: value.strip() for key, value in given.items()}
        self._column = {f"column-{i}": each.name for i, each in enumerate(inspection.columns, 1)}
        self._columns, self._constants = dict(before.columns), dict(before.constants)
        self._dates, self._codes = dict(before.dates), before.codes
        self._without = list(before.without)
        # A column that a question about a field gives a meaning to needs no answer of its own.
        self._named = dict(self._pairs(inspection.questions))

    @property
    def answers(self) -> Answers:
        """All that was said, then and now."""
        return Answers(
            self._columns, self._constants, self._dates, self._codes, tuple(self._without)
        )

    def take(self, question: Question) -> None:
        """Note the answer to a question, or what is wrong with it."""
        value = self._given.get(question.key, "")
        allowed = {choice.value for choice in question.choices}
        if value and allowed and value not in allowed:
            self.wrong[question.key] = f"{question.text} Choose one of the answers."
            return
        match question.kind:
            case "contract":
                self.contract = value
            case "column":
                value = value or self._named.get(question.about, "")
                self._name(question, question.about, value)
            case "field":
                value = value or (WITHOUT if question.about in self._without else "")
                value = value or ("named above" if self._is_named(question.about) else "")
                if value == WITHOUT:
                    self._without.append(question.about)
                elif ":" in value:
                    position, _, field = value.partition(":")
                    self._name(question, self._column[position], field)
            case "constant":
                self._constants |= {question.about: value} if value else {}
                value = value or ("named above" if self._is_named(question.about) else "")
            case "as_at":
                value = value or ("named above" if self._is_named(question.about) else "")
                self._take_day(question, value)
            case "dates":
                self._dates |= {question.about: value} if value else {}
        if not value:
            how = "Choose an answer." if allowed else "Give an answer."
            self.wrong.setdefault(question.key, f"{question.text} {how}")

    def _pairs(self, questions: Iterable[Question]) -> Iterator[tuple[str, str]]:
        for question in questions:
            value = self._given.get(question.key, "")
            if question.kind == "field" and ":" in value:
                position, _, field = value.partition(":")
                yield self._column.get(position, ""), field

    def _name(self, question: Question, column: str, field: str) -> None:
        """A column holds a field, and no other column may."""
        others = [name for name, meaning in self._columns.items() if meaning == field]
        if field not in ("", IGNORE) and set(others) & set(self._column.values()) - {column}:
            self.wrong[question.key] = (
                f"“{column}” and “{others[0]}” cannot both hold the same thing: leave one out."
            )
        elif field:
            self._columns[column] = field

    def _is_named(self, need: str) -> bool:
        """Whether some column was said to hold what is needed."""
        group = contracts()[self.contract].one_of_groups.get(need, ())
        return bool({need, *(known.name for known in group)} & set(self._columns.values()))

    def _take_day(self, question: Question, text: str) -> None:
        if not text or self._is_named(question.about):
            return
        try:
            self.as_at = dt.date.fromisoformat(text)
        except ValueError:
            self.wrong[question.key] = (
                f"{question.text} Give a day, as year, month and day: 2026-10-31."
            )
