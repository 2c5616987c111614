"""Which columns of the prepared records a measure may test, for each contract."""

from dataclasses import dataclass

from equity_lens.contracts.contract import Contract
from equity_lens.reference.vocabularies import YES_NO, vocabulary

IDENTITY = ("area_state", "imd_decile", "imd_quintile_local", "ethnic_category", "sex", "age_band5")
"""Derived for every contract of patients' records, with a vocabulary of ours."""

DERIVED_NUMBERS = {
    "rtt_waiting_list": ("weeks_waited",),
    "rtt_movement": ("weeks_waited",),
    "emergency_attendance": ("minutes_in_department",),
}
"""Derived for one contract: counted from two of its dates, as whole weeks or minutes."""

NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True)
class Column:
    """A column that holds numbers, or codes: ``codes`` is None where a file may bring any code."""

    name: str
    numeric: bool
    codes: frozenset[str] | None = None


def columns_of(contract: Contract) -> dict[str, Column]:
    """The columns that records under a contract can have, by name.

    A file need not bring them all: which it brought is for the store to say.

    >>> from equity_lens.contracts.load import contracts
    >>> columns = columns_of(contracts()["rtt_waiting_list"])
    >>> columns["weeks_waited"].numeric, columns["specialty"].codes
    (True, None)
    """
    columns = [_coded(key, vocabulary(key).subgroups) for key in IDENTITY]
    columns += [Column("local_authority", numeric=False), Column("age", numeric=True)]
    columns += [Column(name, numeric=True) for name in DERIVED_NUMBERS.get(contract.id, ())]
    taken = {column.name for column in columns}
    for field in contract.fields:
        if field.keep != "keep" or field.name in taken:
            continue
        if field.type in ("integer", "number"):
            columns.append(Column(field.name, numeric=True))
        elif field.type == "flag":
            columns.append(_coded(field.name, YES_NO.subgroups))
        elif field.type == "code":
            codes = frozenset(field.codes) | {NOT_KNOWN} if field.codes else None
            columns.append(Column(field.name, numeric=False, codes=codes))
    return {column.name: column for column in columns}


def _coded(name: str, subgroups: tuple) -> Column:
    return Column(name, numeric=False, codes=frozenset(each.key for each in subgroups))
