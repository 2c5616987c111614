"""Count every cell of every measure in a prepared store, with one statement.

What is coarser than the statement's cells is had by adding them up: fifths from tenths, everybody
from anybody, waits over 52 weeks from waits by week.
"""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from equity_lens.aggregation.along import along
from equity_lens.aggregation.axes import PLUS, Axis, axes_of
from equity_lens.aggregation.roll_up import CellRows, cell_rows
from equity_lens.aggregation.statement import grouping_sets, render
from equity_lens.aggregation.strata import AREA, COLUMNS, Catchment, catchment_of
from equity_lens.aggregation.tallies import WEEKS, Tallied, distinct, impossible, said, tallied
from equity_lens.cells import EVERYONE, Counts
from equity_lens.engine import arrow
from equity_lens.errors import MeasureInvalid, ReferenceMissing
from equity_lens.measures.load import dimensions as declared_dimensions
from equity_lens.measures.measure import Measure
from equity_lens.store import Store

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend

RECORDS = "records"


def count_cells(
    store: Store,
    measures: Sequence[Measure],
    *,
    engine: "Backend",
    dimensions: Collection[str] | None = None,
    catchment: frozenset[str] | None = None,
) -> tuple[list[Counts], dict[str, str]]:
    """Counts of each measure along each dimension, and what could not be counted.

    Parameters
    ----------
    store
        A prepared store; only the columns that are needed are read, once.
    measures
        What to count.
    engine
        An Ibis backend, as ``engine.open_engine`` gives.
    dimensions
        Keys of the dimensions to compare by; every one that the store has the columns for if none
        are given. Everybody together is always among the counts.
    catchment
        Local authorities (ONS codes) whose residents a standardised rate is of.

    Returns
    -------
    counts, left_out
        ``counts`` in the order of the measures and, within each, of the dimensions; ``left_out``
        says by the id of a measure, or the key of a dimension that was asked for, in a sentence
        why this store cannot give it.

    Raises
    ------
    MeasureInvalid
        Conditions name codes that neither the contract nor the file has, or a dimension was asked
        for that does not exist.

    Notes
    -----
    A measure is not compared along a dimension that its own numerator tests: the share of people
    whose ethnicity is recorded, by ethnicity, would say nothing. Standardised rates are compared
    by deprivation only, for that is how residents are counted.
    """
    axes, left_out = _axes(store, dimensions)
    if not store.rows:
        return [], left_out | {each.id: "The file has no rows." for each in measures}
    residents, no_residents = _catchment(store, catchment)
    reasons = {m.id: impossible(m, store, no_residents=no_residents) for m in measures}
    left_out |= {identifier: reason for identifier, reason in reasons.items() if reason}
    possible = [measure for measure in measures if not reasons[measure.id]]
    if not possible:
        return [], left_out
    weekly = any(measure.value == "percentile" for measure in possible)
    counted = tallied(possible, store, residents, weekly=weekly)
    rows = _ask(store, counted, axes, engine, weekly=weekly)
    counts = [
        each for axis in axes.values() for each in along(axis, counted, rows, store, residents)
    ]
    order = {measure.id: place for place, measure in enumerate(possible)}
    return sorted(counts, key=lambda each: order[each.measure.id]), left_out


def _axes(store: Store, wanted: Collection[str] | None) -> tuple[dict[str, Axis], dict[str, str]]:
    axes = axes_of(store)
    if wanted is None:
        return axes, {}
    known = declared_dimensions()
    strangers = [key for key in wanted if key not in known and not key.startswith(PLUS)]
    if strangers:
        raise MeasureInvalid(
            "There is no such dimension:",
            faults=strangers,
            remedy=f"Choose from: {', '.join(known)}.",
        )
    left_out = {key: "The file has no column for it." for key in wanted if key not in axes}
    chosen = {EVERYONE.key, *wanted}
    return {key: axis for key, axis in axes.items() if key in chosen}, left_out


def _catchment(store: Store, authorities: frozenset[str] | None) -> tuple[Catchment | None, str]:
    """The residents, or the reason why standardised rates cannot be had."""
    lacking = [column for column in (*COLUMNS, AREA) if column not in store.columns]
    if lacking:
        return None, f"The file has no {said(lacking)}."
    if not authorities:
        return None, "A rate needs residents: name the local authorities that the trust serves."
    try:
        return catchment_of(store, authorities), ""
    except ReferenceMissing as error:
        return None, " ".join([error.problem, *error.faults, error.remedy])


def _ask(
    store: Store,
    counted: Sequence[Tallied],
    axes: dict[str, Axis],
    engine: "Backend",
    *,
    weekly: bool,
) -> list[CellRows]:
    """Run the one statement."""
    wanted = [frozenset(axis.columns) for axis in axes.values()]
    if any(each.standardised for each in counted):
        wanted.append(frozenset(COLUMNS))
    sizes = {column: len(each.subgroups) for column, each in store.vocabularies.items()}
    sets = grouping_sets(wanted, sizes)
    tallies = distinct(counted)
    also_by = WEEKS if weekly else None
    engine.read_parquet(store.records, table_name=RECORDS)
    try:
        cells = engine.sql(render(RECORDS, sets, tallies, also_by=also_by))
        table = arrow(engine, engine.compile(cells))
    finally:
        engine.drop_view(RECORDS)
    return cell_rows(table, sets, tallies, also_by)
