"""Which column of a header is which field of a contract, by name and by what the analyst said."""

import difflib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from equity_lens.contracts.contract import PLUS, Contract, Field
from equity_lens.contracts.load import contracts, fold
from equity_lens.ingestion.mapping import IGNORE, Answers

# A name as close as this to a field that is missing is asked about, and not passed over.
_ALIKE = 0.8
_WORTH_SUGGESTING = 0.7


@dataclass(frozen=True)
class Recognised:
    """What the columns of a file mean.

    Parameters
    ----------
    contract
        What the file is.
    columns
        For each field found, its column.
    answers
        What the analyst said: constants, the order of dates, local codes.
    refused
        Columns that are never read (names, addresses, telephone numbers, free text), with what
        they are.
    spare
        Columns that mean a field which a better column has, with that field.
    unused
        Columns that mean nothing to us, or that the analyst ignores.
    """

    contract: Contract
    columns: Mapping[str, str]
    answers: Answers = field(default_factory=Answers)
    refused: Mapping[str, str] = field(default_factory=dict)
    spare: Mapping[str, str] = field(default_factory=dict)
    unused: tuple[str, ...] = ()

    @property
    def known(self) -> int:
        """How many columns have a meaning, those that are refused among them."""
        return len(self.columns) + len(self.refused) + len(self.spare)

    @property
    def constants(self) -> dict[str, str]:
        """Fields that are the same in every row and have no column."""
        return {name: value for name, value in self.answers.constants.items() if value}

    def code_book(self, name: str) -> dict[str, str]:
        """For a coded field: text as found in files, in capitals, to its national code."""
        known = self.contract.field(name)
        book = {code.upper(): code for code in known.codes}
        book |= {text.upper(): code for text, code in known.also.items()}
        local = self.answers.codes.get(name, {})
        return book | {text.strip().upper(): code for text, code in local.items()}


@dataclass(frozen=True)
class Need:
    """What a contract cannot do without: any one of these fields. ``name`` is how we speak of it."""

    name: str
    fields: tuple[Field, ...]


def match(
    columns: Sequence[str], filled: Collection[str], contract: Contract, answers: Answers
) -> Recognised:
    """Give each field its best column: what the analyst said, then one that is filled in, then
    the name that stands first in the contract's list."""
    said = {fold(column): meaning for column, meaning in answers.columns.items()}
    spelled = _spellings(contract.id)
    offers: dict[str, list[tuple[bool, bool, int, str]]] = {}
    refused: dict[str, str] = {}
    unused: list[str] = []
    for column in columns:
        folded = fold(column)
        name, rank = spelled.get(folded, ("", 0))
        if folded in said:
            name = "" if said[folded] == IGNORE else said[folded]
        elif not name and PLUS.fullmatch(column.lower()):
            name = column.lower()
        if not name or not contract.has(name):
            unused.append(column)
        elif contract.field(name).keep == "refuse":
            refused[column] = contract.field(name).title
        else:
            offer = (folded not in said, column not in filled, rank, column)
            offers.setdefault(name, []).append(offer)
    ranked = {name: [offer[-1] for offer in sorted(found)] for name, found in offers.items()}
    return Recognised(
        contract=contract,
        columns={name: best for name, (best, *_) in ranked.items()},
        answers=answers,
        refused=refused,
        spare={column: name for name, (_, *rest) in ranked.items() for column in rest},
        unused=tuple(unused),
    )


def needs(contract: Contract) -> list[Need]:
    """Everything that the contract requires, singly or as one of a group."""
    single = [Need(known.name, (known,)) for known in contract.fields if known.required]
    groups = [Need(name, fields) for name, fields in contract.one_of_groups.items()]
    return single + groups


def unmet(found: Recognised, given: Collection[str]) -> list[Need]:
    """Needs that neither the file, nor the analyst, nor whoever calls has met."""
    have = {*found.columns, *found.constants, *given}
    excused = set(found.answers.without) & set(found.contract.one_of_groups)
    return [
        need
        for need in needs(found.contract)
        if need.name not in excused and not any(known.name in have for known in need.fields)
    ]


def fit(found: Recognised) -> tuple[float, int]:
    """How well a file fits a contract: the share of its needs met, and fields found."""
    every = needs(found.contract)
    return (len(every) - len(unmet(found, ()))) / len(every), len(found.columns)


def distinctive(found: Recognised) -> bool:
    """Whether something found belongs to this contract and no other kind of extract."""
    others = {
        known.name
        for contract in contracts().values()
        if contract.kind != "aggregate" and contract.id != found.contract.id
        for known in contract.fields
    }
    return any(name not in others for name in found.columns)


def closest(column: str, found: Recognised, *, at_least: float = _WORTH_SUGGESTING) -> Field | None:
    """The field not yet found whose name or a synonym is most like the column's name."""
    folded = fold(column)
    open_fields = {
        spelling: name
        for spelling, (name, _) in _spellings(found.contract.id).items()
        if name not in found.columns and len(spelling) > 3
    }
    like = difflib.get_close_matches(folded, open_fields, n=1, cutoff=at_least)
    return found.contract.field(open_fields[like[0]]) if like else None


def alike(column: str, found: Recognised) -> bool:
    """Whether a column is so like a field that is missing that passing it over would be a risk."""
    likely = closest(column, found, at_least=_ALIKE)
    if likely is None:
        return False
    group = found.contract.one_of_groups.get(likely.one_of, ())
    return not any(known.name in found.columns for known in group)


@cache
def _spellings(contract: str) -> dict[str, tuple[str, int]]:
    return {
        fold(spelling): (known.name, rank)
        for known in contracts()[contract].fields
        for rank, spelling in reversed(list(enumerate((known.name, *known.synonyms, known.title))))
    }
