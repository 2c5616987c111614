"""Rows of text to a Parquet file in the work folder, a batch at a time."""

from array import array
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from equity_lens.engine import one_file
from equity_lens.ingestion.reading.table import Lines, literal

_CELLS_IN_A_BATCH = 1_000_000


class TextWriter:
    """Takes rows with their line numbers; an empty cell becomes null."""

    def __init__(self, file: Path, columns: Sequence[str]) -> None:
        self.rows = 0
        self._file = file
        self._schema = pa.schema([(column, pa.string()) for column in columns])
        self._writer = pq.ParquetWriter(file, self._schema, compression="zstd")
        self._batch: list[Sequence[str | None]] = []
        self._batch_rows = max(1, _CELLS_IN_A_BATCH // max(1, len(columns)))
        self._starts = array("q")
        self._distances = array("q")

    def write(self, line: int, cells: Sequence[str | None]) -> None:
        """The next row, and the line it came from."""
        distance = line - self.rows
        if not self._distances or self._distances[-1] != distance:
            self._starts.append(self.rows)
            self._distances.append(distance)
        self._batch.append(cells)
        self.rows += 1
        if len(self._batch) >= self._batch_rows:
            self._flush()

    @property
    def source_sql(self) -> str:
        """What DuckDB selects from."""
        return f"read_parquet({literal(one_file(self._file))})"

    @property
    def line_starts(self) -> tuple[Lines, Lines]:
        """Where the distance between a row and its line changes."""
        return np.array(self._starts, dtype=np.int64), np.array(self._distances, dtype=np.int64)

    def __enter__(self) -> "TextWriter":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        _: TracebackType | None,
    ) -> None:
        if problem is None:
            self._flush()
        self._writer.close()

    def _flush(self) -> None:
        if not self._batch:
            return
        columns = [
            pa.array([cell or None for cell in cells], type=pa.string())
            for cells in zip(*self._batch, strict=True)
        ]
        self._writer.write_table(pa.Table.from_arrays(columns, schema=self._schema))
        self._batch.clear()
