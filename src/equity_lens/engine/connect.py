"""Open the engine, and run statements that cannot run for ever."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING

import duckdb
import ibis

from equity_lens.errors import EquityLensError

if TYPE_CHECKING:
    import pyarrow as pa
    from ibis.backends.duckdb import Backend

SECONDS = 1800.0


@contextmanager
def open_engine(
    *, memory: str = "900MB", threads: int | None = None, temporary: Path | None = None
) -> "Iterator[Backend]":
    """An Ibis backend on a DuckDB of its own, in memory, closed on the way out.

    Parameters
    ----------
    memory
        What DuckDB may hold; beyond it, work spills to ``temporary``.
    threads
        Processors to use; all of them when not given.
    temporary
        Folder for the spill. Patients' rows may pass through it, so when none is given a private
        one is made and removed. Whoever gives one removes it.

    Examples
    --------
    >>> with open_engine() as con:
    ...     arrow(con, "SELECT 1 AS one").to_pylist()
    [{'one': 1}]
    """
    with tempfile.TemporaryDirectory(prefix="equity-lens-") as private:
        settings: dict[str, object] = {
            "memory_limit": memory,
            "temp_directory": str(temporary or private),
            # Rows keep the order of the file: that is how a row finds its line again.
            "preserve_insertion_order": True,
            # Nothing is fetched from outside, ever.
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
        if threads is not None:
            settings["threads"] = threads
        con = ibis.duckdb.connect(":memory:", **settings)
        try:
            run(con, "SET enable_progress_bar = false")
            yield con
        finally:
            con.disconnect()


def arrow(con: "Backend", sql: str, *, seconds: float = SECONDS) -> "pa.Table":
    """The result of a query as an Arrow table, within a time limit.

    Raises
    ------
    EquityLensError
        The query took longer than ``seconds`` and was stopped, or met a value or a want of memory
        that it could not get over. DuckDB's own message is not passed on: it quotes cells.

    Examples
    --------
    >>> with open_engine() as con:
    ...     arrow(con, "SELECT unnest([1, 2]) AS n").num_rows
    2
    """
    with _time_limit(con, seconds):
        return con.con.sql(sql).to_arrow_table()


def run(con: "Backend", sql: str, *, seconds: float = SECONDS) -> None:
    """Carry out a statement that returns nothing (CREATE, COPY, SET, DROP), within a time limit.

    Raises
    ------
    EquityLensError
        As ``arrow``.
    """
    with _time_limit(con, seconds):
        con.con.sql(sql)


def one_file(path: Path) -> str:
    """The path as DuckDB must be told it, to read this one file.

    DuckDB takes stars, question marks and square brackets in a path for a pattern.

    Examples
    --------
    >>> one_file(Path("extract [final].csv"))
    'extract [[]final].csv'
    """
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in str(path))


@contextmanager
def _time_limit(con: "Backend", seconds: float) -> Iterator[None]:
    timer = Timer(seconds, con.con.interrupt)
    timer.daemon = True
    timer.start()
    try:
        yield
    except duckdb.OutOfMemoryException:
        raise EquityLensError(
            "There is not enough memory or disk space for this step.",
            remedy="Free some space, close other programs, or use a smaller extract.",
        ) from None
    except (duckdb.ConversionException, duckdb.InvalidInputException, duckdb.OutOfRangeException):
        raise EquityLensError(
            "A value in the file could not be worked with.",
            remedy="Nothing was published. Please report this: it is a fault of ours.",
        ) from None
    except duckdb.InterruptException:
        raise EquityLensError(
            f"A step took longer than {seconds:,.0f} seconds and was stopped.",
            remedy="Try again when the computer is less busy, or with fewer periods at once.",
        ) from None
    finally:
        timer.cancel()
