"""An extract of patients' records becomes a prepared store: checked, linked, pseudonymised."""

from equity_lens.ingestion.prepare.steps import (
    Prepared,
    doubtful_dates,
    given_with,
    open_extract,
    prepare,
)

__all__ = ["Prepared", "doubtful_dates", "given_with", "open_extract", "prepare"]
