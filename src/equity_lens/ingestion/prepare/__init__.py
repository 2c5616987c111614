"""An extract of patients' records becomes a prepared store: checked, linked, pseudonymised."""

from equity_lens.ingestion.prepare.steps import Prepared, open_extract, prepare

__all__ = ["Prepared", "open_extract", "prepare"]
