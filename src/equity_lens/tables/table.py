"""A data frame of any kind, its columns checked by name, and a result of the same kind."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
import numpy.typing as npt

from equity_lens.errors import ContractNotMet, InvalidCounts, StatisticRefused

By = str | Sequence[str]
Numbers = npt.NDArray[np.float64]


class Table:
    """A data frame in memory, which remembers what kind it came as."""

    def __init__(self, native: Any, by: By, *columns: str) -> None:
        try:
            frame = nw.from_native(native)
        except (TypeError, nw.exceptions.DuplicateError) as fault:
            raise ContractNotMet(
                "A data frame whose columns have different names is expected; "
                f"{type(native).__name__} was given.",
                remedy="Give a pandas, Polars or PyArrow table, or a DuckDB relation.",
            ) from fault
        self.by = [by] if isinstance(by, str) else list(by)
        named = [*self.by, *columns]
        self._refuse_unknown(frame.collect_schema().names(), named)
        self._lazy_kind = frame.implementation if isinstance(frame, nw.LazyFrame) else None
        chosen = frame.select(*named)
        self.frame: nw.DataFrame[Any] = (
            chosen.collect() if isinstance(chosen, nw.LazyFrame) else chosen
        )

    def _refuse_unknown(self, found: list[str], named: list[str]) -> None:
        faults = [f"`{name}` is not a column." for name in named if name not in found]
        faults += [
            f"`{name}` is named twice." for name in sorted(set(named)) if named.count(name) > 1
        ]
        if faults:
            raise ContractNotMet(
                "The data frame does not have the columns asked for.",
                faults=faults,
                remedy=f"Its columns are: {', '.join(found)}.",
            )

    def __len__(self) -> int:
        return len(self.frame)

    def numbers(self, column: str) -> Numbers:
        """A column as floats, ``nan`` where missing. Refuses text and infinite numbers."""
        series = self.frame[column]
        try:
            if not (series.dtype.is_numeric() or _is_loose(series)):
                raise TypeError
            values = series.cast(nw.Float64).to_numpy().astype(np.float64)
        except (TypeError, ValueError) as fault:
            raise InvalidCounts(
                f"`{column}` must be numbers; it holds {series.dtype}.",
                remedy="Turn the column into numbers first, missing where nothing is known.",
            ) from fault
        self.refuse(np.isinf(values), column, "are infinite", "Look for a division by nought.")
        return values

    def counts(self, column: str) -> Numbers:
        """A column of numbers that cannot be negative."""
        values = self.numbers(column)
        self.refuse(values < 0, column, "are negative", "A count is nought or more.")
        return values

    def keys(self, column: str) -> tuple[npt.NDArray[np.int64], int]:
        """Each row's place among the different values of a column, in order, and how many there are.

        A missing value is -1.
        """
        if self.frame[column].null_count() == len(self):
            return np.full(len(self), -1, dtype=np.int64), 0
        ranks = self.frame[column].rank("dense").cast(nw.Float64).to_numpy().astype(np.float64)
        codes = np.where(np.isnan(ranks), 0, ranks).astype(np.int64) - 1
        return codes, int(codes.max(initial=-1)) + 1

    def order(self, column: str, what: str) -> tuple[npt.NDArray[np.int64], int]:
        """``keys`` of a column in which every row must have a value."""
        codes, size = self.keys(column)
        self.refuse(codes < 0, column, "are missing", f"Give the {what} of every row.")
        return codes, size

    def refuse(self, fault: npt.NDArray[np.bool_], column: str, problem: str, remedy: str) -> None:
        """Raise when any row is at fault, naming the column and counting the rows."""
        if fault.any():
            raise InvalidCounts(
                f"`{column}`: {np.count_nonzero(fault):,} of {fault.size:,} rows {problem}.",
                remedy=remedy,
            )

    def result(
        self, rows: npt.NDArray[np.int64], columns: Mapping[str, npt.NDArray[Any]], *kept: str
    ) -> Any:
        """Those rows' keys with new columns beside them, as the kind of frame that came in."""
        clash = [name for name in [*self.by, *kept] if name in columns]
        if clash:
            raise ContractNotMet(
                f"`{clash[0]}` is also the name of a column of the result.",
                remedy="Rename the column first.",
            )
        named = {name: _listed(values) for name, values in columns.items()}
        kind = self.frame.implementation
        made = nw.from_dict(named, backend=kind)
        missing = [name for name, values in columns.items() if values.dtype.kind == "f"]
        # nan says "missing" in pandas; elsewhere null does, and nan would be taken for a number.
        made = made.with_columns(
            nw.when(~nw.col(name).is_nan()).then(nw.col(name)).alias(name) for name in missing
        )
        if names := [*self.by, *kept]:
            keys = nw.maybe_reset_index(self.frame.select(*names)[rows.tolist()])
            made = nw.concat([keys, made], how="horizontal")
        if self._lazy_kind is None:
            return made.to_native()
        return made.lazy(backend=self._lazy_kind).to_native()


def _is_loose(series: nw.Series[Any]) -> bool:
    """Whether a column has no kind of its own and may be numbers: pandas' objects, or all missing."""
    known = series.drop_nulls()
    text = any(isinstance(each, str | bytes) for each in known) if len(known) else False
    return len(known) == 0 or (series.dtype == nw.Object and not text)


def _listed(values: npt.NDArray[Any]) -> Any:
    """Numbers as they are; words as a list, since not every kind of frame takes NumPy's."""
    return values.tolist() if values.dtype.kind in "UO" else np.ascontiguousarray(values)


@contextmanager
def naming(**columns: str | None) -> Iterator[None]:
    """Say in every refusal from which columns the numbers came."""
    try:
        yield
    except StatisticRefused as fault:
        told = ", ".join(f"{what} `{name}`" for what, name in columns.items() if name)
        raise type(fault)(
            fault.problem, faults=[*fault.faults, f"Columns: {told}."], remedy=fault.remedy
        ) from fault
