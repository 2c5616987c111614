"""DuckDB or Spark: connect, and nothing else."""
