"""DuckDB: connect, run a statement within a time limit, and nothing else.

Ibis speaks to it; whoever writes SQL by hand sends it through ``arrow`` or ``run``. Results are
fetched by ``con.sql(...)`` only: in the DuckDB versions that Ibis 12 works with, ``execute`` and
fetch can wait for ever on some statements.
"""

from equity_lens.engine.connect import arrow, one_file, open_engine, run

__all__ = ["arrow", "one_file", "open_engine", "run"]
