"""Released results to HTML, PDF, Word, Excel, CSV and JSON."""

from equity_lens.reports.writing import FILES, made, write_all

__all__ = ["FILES", "made", "write_all"]
