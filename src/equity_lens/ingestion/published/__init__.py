"""Published files of counts, to the same cells that records give."""

from equity_lens.ingestion.published.read import Published, read_published

__all__ = ["Published", "read_published"]
