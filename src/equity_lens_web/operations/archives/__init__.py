"""Backup and restore: one file that holds everything, whichever database it came from."""

from equity_lens_web.operations.archives.backup import back_up
from equity_lens_web.operations.archives.restore import restore

__all__ = ["back_up", "restore"]
