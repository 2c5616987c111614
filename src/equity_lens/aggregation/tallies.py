"""Measures as sums of the records: what can be counted from a store, and each thing only once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from equity_lens.aggregation.conditions import as_sql, unknown_codes
from equity_lens.aggregation.statement import TALLY
from equity_lens.aggregation.strata import Catchment, resident
from equity_lens.contracts.load import contracts
from equity_lens.errors import MeasureInvalid
from equity_lens.measures.columns import columns_of
from equity_lens.measures.measure import Condition, Measure
from equity_lens.store import Store

WEEKS = "weeks_waited"


@dataclass(frozen=True)
class Tallied:
    """A measure as two sums of the statement, and conditions on weeks that are applied afterwards.

    The numerator is of rows that meet the denominator's conditions and its own: it can never
    count what the denominator leaves out.
    """

    measure: Measure
    numerator: TALLY
    denominator: TALLY
    numerator_weeks: tuple[Condition, ...] = ()
    denominator_weeks: tuple[Condition, ...] = ()

    @property
    def standardised(self) -> bool:
        """Whether its denominator is residents and not records."""
        return self.measure.value == "standardised_rate"


def impossible(measure: Measure, store: Store, *, no_residents: str) -> str:
    """Why a store cannot give a measure, in a sentence; "" where it can.

    ``no_residents`` is why it cannot give a standardised rate, "" where it can.
    """
    if measure.contract != store.contract:
        wanted, given = (contracts()[each].title for each in (measure.contract, store.contract))
        return f"It is counted from {wanted.lower()}, and this file is {given.lower()}."
    tested = {c.column for part in (measure.numerator, measure.denominator) for c in part.where}
    if measure.value == "percentile":
        tested.add(WEEKS)
    lacking = sorted(column for column in tested if column not in store.columns)
    if lacking:
        return f"The file has no {said(lacking)}."
    return no_residents if measure.value == "standardised_rate" else ""


def said(columns: Iterable[str]) -> str:
    """Columns in a sentence: "`a` and no `b`"."""
    return " and no ".join(f"`{column}`" for column in columns)


def tallied(
    measures: Iterable[Measure], store: Store, residents: Catchment | None, *, weekly: bool
) -> list[Tallied]:
    """Each measure as sums. ``weekly``: cells are by week, so tests of weeks can wait.

    Raises
    ------
    MeasureInvalid
        Conditions name codes that neither the contract nor the file has; all are told at once.
    """
    measures = list(measures)
    _refuse_unknown_codes(measures, store)
    return [_tallied(measure, store, residents, weekly) for measure in measures]


def distinct(counted: Sequence[Tallied]) -> list[TALLY]:
    """The sums to ask for: those that measures share once, and no denominator that is residents."""
    numerators = [each.numerator for each in counted]
    denominators = [each.denominator for each in counted if not each.standardised]
    return list(dict.fromkeys([*denominators, *numerators]))


def _tallied(measure: Measure, store: Store, residents: Catchment | None, weekly: bool) -> Tallied:
    known_wait = (Condition(WEEKS, is_known=True),) if measure.value == "percentile" else ()
    out_of = tuple(dict.fromkeys((*measure.denominator.where, *known_wait)))
    of_them = tuple(dict.fromkeys((*out_of, *measure.numerator.where)))
    if measure.value == "standardised_rate" and residents is not None:
        of_them += (resident(residents),)

    def tests(conditions: Iterable[Condition]) -> TALLY:
        now = [c for c in conditions if not (weekly and c.column == WEEKS)]
        return frozenset(as_sql(condition, store.vocabularies) for condition in now)

    def later(conditions: Iterable[Condition]) -> tuple[Condition, ...]:
        return tuple(c for c in conditions if weekly and c.column == WEEKS)

    return Tallied(measure, tests(of_them), tests(out_of), later(of_them), later(out_of))


def _refuse_unknown_codes(measures: Iterable[Measure], store: Store) -> None:
    columns = columns_of(contracts()[store.contract])
    faults = [
        f"{measure.id}: `{condition.column}` has no code {code}"
        for measure in measures
        for condition in dict.fromkeys((*measure.denominator.where, *measure.numerator.where))
        for code in unknown_codes(condition, store.vocabularies, columns)
    ]
    if faults:
        raise MeasureInvalid(
            f"Measures name codes that {store.source.name} does not have:",
            faults=faults,
            remedy="Correct the measures, or the mapping of the column.",
        )
