"""A Parquet file as a table of text: DuckDB reads the file itself, and casts."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from equity_lens.engine import one_file
from equity_lens.errors import UnreadableFile
from equity_lens.ingestion.reading.header import SAMPLE_ROWS, faults_of, names
from equity_lens.ingestion.reading.opening import sha256_of
from equity_lens.ingestion.reading.table import TextTable, in_one_run, literal, quoted


def read_parquet(path: Path) -> TextTable:
    """The Parquet file as a table of text; its rows are numbered from 1.

    Raises
    ------
    UnreadableFile
        It is cut short or damaged, has no rows, or two columns of one name.
    """
    try:
        with pq.ParquetFile(path) as file:
            schema, rows = file.schema_arrow, file.metadata.num_rows
            head = next(file.iter_batches(SAMPLE_ROWS), None)
    except (pa.ArrowInvalid, pa.ArrowException, OSError):
        raise UnreadableFile(
            f"{path.name} is a Parquet file that is cut short or damaged.",
            remedy="Copy or export it again, and check its size against the original.",
        ) from None
    columns = names(tuple(schema.names))
    faults = faults_of(columns)
    if any("\x00" in column for column in schema.names):
        faults.append("The name of a column holds a NUL character.")
    if not rows:
        faults.append("It has columns and no rows.")
    if faults or head is None:
        raise UnreadableFile(
            f"{path.name} cannot be used.", faults=faults, remedy="Export it again."
        )
    selected = ", ".join(
        f"{_text(field)} AS {quoted(column)}" for column, field in zip(columns, schema, strict=True)
    )
    return TextTable(
        name=path.name,
        sha256=sha256_of(path),
        kind="parquet",
        encoding=None,
        delimiter=None,
        columns=columns,
        rows=rows,
        malformed={},
        blank=0,
        source_sql=f"(SELECT {selected} FROM read_parquet({literal(one_file(path))}))",
        sample=[
            [None if cell is None else str(cell) for cell in row.values()]
            for row in head.to_pylist()
        ],
        line_starts=in_one_run(1),
    )


def _text(field: pa.Field) -> str:
    """SQL for a column as text: a whole number keeps no point, and nothing typed is lost."""
    name = quoted(field.name)
    if pa.types.is_floating(field.type):
        whole = f"{name} = trunc({name}) AND abs({name}) < 1e15"
        return f"CASE WHEN {whole} THEN {name}::BIGINT::VARCHAR ELSE {name}::VARCHAR END"
    return f"nullif({name}::VARCHAR, '')"
