"""The one statement that counts a whole store.

``GROUPING SETS`` lets the engine read each row once and add it to a cell of every set. What is
summed is a list of tallies without repeats; which sets there are follows from the dimensions.
"""

from collections.abc import Iterable, Mapping, Sequence

from equity_lens.aggregation.conditions import name

ALWAYS = ("organisation", "period")
TALLY = frozenset[str]
"""The SQL tests that must all hold for a row to be counted; empty counts every row."""

POOLED_CELLS = 128
"""Columns share a grouping set while their subgroups multiplied stay under this.

A set costs one look-up per row, so fewer sets are faster, until a set has so many cells that they
no longer fit the processor's cache. Measured in ``benchmarks/cells.py``: 100 to 250 are alike.
"""


def grouping_sets(
    columns: Iterable[frozenset[str]], sizes: Mapping[str, int]
) -> list[tuple[str, ...]]:
    """Sets of columns such that each group of columns asked for is inside one set.

    Cells of a column that shares a set are had by adding over the others, as is the total.

    Parameters
    ----------
    columns
        The columns of each axis; none for the total.
    sizes
        How many codes each column has.

    Examples
    --------
    >>> wanted = [frozenset(), frozenset({"sex"}), frozenset({"age"}), frozenset({"age", "area"})]
    >>> grouping_sets(wanted, {"sex": 4, "age": 20, "area": 13})
    [('age', 'area'), ('sex',)]
    """
    wanted = set(columns)
    several = sorted((c for c in wanted if len(c) > 1), key=lambda c: (-len(c), sorted(c)))
    sets: list[frozenset[str]] = []
    for group in several:
        if not any(group <= other for other in sets):
            sets.append(group)
    single = sorted({column for group in wanted if len(group) == 1 for column in group})
    left = [column for column in single if not any(column in group for group in sets)]
    return [tuple(sorted(group)) for group in sets] + _pooled(left, sizes) or [()]


def _pooled(columns: list[str], sizes: Mapping[str, int]) -> list[tuple[str, ...]]:
    pools: list[tuple[tuple[str, ...], int]] = []
    for column in sorted(columns, key=lambda each: (-sizes[each], each)):
        for number, (members, cells) in enumerate(pools):
            if cells * sizes[column] <= POOLED_CELLS:
                pools[number] = ((*members, column), cells * sizes[column])
                break
        else:
            pools.append(((column,), sizes[column]))
    return [members for members, _ in pools]


def render(
    records: str,
    sets: Sequence[tuple[str, ...]],
    tallies: Sequence[TALLY],
    *,
    also_by: str | None = None,
) -> str:
    """The statement: one row for each cell of each set, ``set_`` saying which set.

    Parameters
    ----------
    records
        Name of the table of prepared records.
    sets
        What ``grouping_sets`` gave.
    tallies
        What is counted; the column of the i-th is ``tally_i``.
    also_by
        A column of numbers by which every set is divided further (weeks waited).

    Examples
    --------
    >>> print(render("records", [("sex",)], [frozenset(), frozenset({'"age" < 18'})]))
    SELECT GROUPING_ID("sex") AS set_, "organisation", "period", "sex",
      COUNT(*) AS tally_0,
      CAST(COALESCE(COUNT_IF("age" < 18), 0) AS BIGINT) AS tally_1
    FROM "records"
    GROUP BY GROUPING SETS (("organisation", "period", "sex"))
    """
    further = () if also_by is None else (also_by,)
    columns = distinct(sets)
    marked = f"GROUPING_ID({', '.join(map(name, columns))})" if columns else "0"
    keys = [name(each) for each in (*ALWAYS, *columns, *further)]
    counted = [f"{_count(tally)} AS tally_{i}" for i, tally in enumerate(tallies)]
    grouped = [f"({', '.join(name(c) for c in (*ALWAYS, *group, *further))})" for group in sets]
    return (
        f"SELECT {marked} AS set_, {', '.join(keys)},\n  "
        + ",\n  ".join(counted)
        + f"\nFROM {name(records)}\nGROUP BY GROUPING SETS ({', '.join(grouped)})"
    )


def distinct(sets: Sequence[tuple[str, ...]]) -> list[str]:
    """The columns of all sets, each once, in the order in which ``GROUPING_ID`` takes them."""
    return list(dict.fromkeys(column for group in sets for column in group))


def marks(sets: Sequence[tuple[str, ...]]) -> list[int]:
    """What ``GROUPING_ID`` says for each set: a bit is 1 where the column is not in the set.

    >>> marks([("age", "area"), ("sex",)])
    [1, 6]
    """
    columns = distinct(sets)
    return [
        sum(1 << (len(columns) - 1 - i) for i, column in enumerate(columns) if column not in group)
        for group in sets
    ]


def _count(tally: TALLY) -> str:
    if not tally:
        return "COUNT(*)"
    # DuckDB's COUNT_IF is empty, not nought, where every test of a cell came to "unknown".
    return f"CAST(COALESCE(COUNT_IF({' AND '.join(sorted(tally))}), 0) AS BIGINT)"
