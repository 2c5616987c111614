"""Conditions of a measure, as tests of the integers that the prepared records hold."""

from collections.abc import Iterable, Mapping

import numpy as np
import numpy.typing as npt

from equity_lens.cells import BoolArray
from equity_lens.measures.columns import Column
from equity_lens.measures.measure import Condition
from equity_lens.reference.vocabulary import Vocabulary

NOTHING = "FALSE"
COMPARE = {">=": np.greater_equal, "<=": np.less_equal, ">": np.greater, "<": np.less}


def name(column: str) -> str:
    """A column's name as SQL takes it.

    >>> name("imd_decile")
    '"imd_decile"'
    """
    return '"' + column.replace('"', '""') + '"'


def as_sql(condition: Condition, vocabularies: Mapping[str, Vocabulary]) -> str:
    """A test that is true, false or (for an empty cell) unknown, which counts as not true.

    Codes become the integers of the store's vocabulary; one that no row of the file has finds
    nobody. Ask ``unknown_codes`` first.

    Examples
    --------
    >>> from equity_lens.reference.vocabulary import Subgroup
    >>> status = Vocabulary("attendance_status", tuple(Subgroup(k, k) for k in "567234"))
    >>> missed = Condition("attendance_status", is_in=("3", "7"))
    >>> as_sql(missed, {"attendance_status": status})
    '"attendance_status" IN (2, 4)'
    """
    column = name(condition.column)
    vocabulary = vocabularies.get(condition.column)
    if vocabulary is None:
        return _of_numbers(column, condition)
    if condition.is_known is not None:
        known = _in(column, vocabulary.known)
        return known if condition.is_known else f"({column} IS NULL OR NOT ({known}))"
    if condition.not_in:
        codes = _codes(vocabulary, condition.not_in)
        return f"NOT ({_in(column, codes)})" if codes else f"{column} IS NOT NULL"
    if condition.starts_with:
        keys = tuple(subgroup.key for subgroup in vocabulary.subgroups)
        return _in(
            column, _codes(vocabulary, [k for k in keys if k.startswith(condition.starts_with)])
        )
    return _in(column, _codes(vocabulary, condition.is_in))


def unknown_codes(
    condition: Condition, vocabularies: Mapping[str, Vocabulary], columns: Mapping[str, Column]
) -> list[str]:
    """Codes of a condition that neither the contract allows nor the file has.

    ``columns`` is what ``measures.columns.columns_of`` gives for the contract. A column to which
    a file may bring any code (specialty, diagnosis) has no unknown codes: nobody has those it
    did not bring.
    """
    vocabulary = vocabularies.get(condition.column)
    declared = columns.get(condition.column)
    if vocabulary is None or (declared is not None and declared.codes is None):
        return []
    known = {subgroup.key for subgroup in vocabulary.subgroups}
    allowed = declared.codes or frozenset() if declared is not None else frozenset()
    return [key for key in (*condition.is_in, *condition.not_in) if key not in known | allowed]


def holds(conditions: Iterable[Condition], numbers: npt.NDArray[np.float64]) -> BoolArray:
    """Where all conditions hold, for values of one column of numbers; ``nan`` is not known.

    >>> over = Condition("weeks_waited", more_than=18)
    >>> holds([over], np.array([18, 19, np.nan])).tolist()
    [False, True, False]
    """
    true = np.ones(len(numbers), dtype=bool)
    for condition in conditions:
        if condition.is_known is not None:
            true &= np.isnan(numbers) != condition.is_known
        for limit, sign in _limits(condition):
            true &= COMPARE[sign](numbers, limit)
    return true


def _of_numbers(column: str, condition: Condition) -> str:
    if condition.is_known is not None:
        return f"{column} IS NOT NULL" if condition.is_known else f"{column} IS NULL"
    tests = [f"{column} {sign} {_literal(limit)}" for limit, sign in _limits(condition)]
    return " AND ".join(tests)


def _limits(condition: Condition) -> list[tuple[float, str]]:
    limits = (condition.at_least, condition.at_most, condition.more_than, condition.less_than)
    return [(limit, sign) for limit, sign in zip(limits, COMPARE, strict=True) if limit is not None]


def _literal(limit: float) -> str:
    """Whole numbers without a decimal point: then the column need not be converted to compare."""
    return str(int(limit)) if limit == int(limit) else repr(float(limit))


def _codes(vocabulary: Vocabulary, keys: Iterable[str]) -> list[int]:
    wanted = frozenset(keys)
    return [code for code, each in enumerate(vocabulary.subgroups) if each.key in wanted]


def _in(column: str, codes: Iterable[int]) -> str:
    listed = ", ".join(str(code) for code in codes)
    return f"{column} IN ({listed})" if listed else NOTHING
