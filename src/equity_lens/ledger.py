"""What became of every row of a file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from equity_lens.cells import Source
from equity_lens.errors import NotReconciled


@dataclass(frozen=True)
class Ledger:
    """Rows read, accepted and rejected, with reasons; the first two parts always add to the last.

    ``rejected_by_reason`` maps a reason in words to rows. ``warnings_by_column`` maps a column to
    warnings in words to rows: the row is kept and the field treated as not known.
    ``completeness`` maps an identity field (a dimension's key) to the rows in each of its states,
    by subgroup key, over accepted rows: known ones together as "known".

    Raises
    ------
    NotReconciled
        Accepted rows and rejected rows do not add to rows read.
    """

    source: Source
    rows_read: int
    accepted: int
    rejected_by_reason: Mapping[str, int] = field(default_factory=dict)
    warnings_by_column: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    completeness: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    rejects_file: Path | None = None

    @property
    def rejected(self) -> int:
        """Rows that were left out, each for one reason."""
        return sum(self.rejected_by_reason.values())

    def __post_init__(self) -> None:
        if self.accepted + self.rejected != self.rows_read:
            raise NotReconciled(
                f"{self.source.name}: {self.rows_read:,} rows were read, but {self.accepted:,} "
                f"accepted and {self.rejected:,} rejected do not add to them.",
                remedy="Nothing was published. Please report this: it is a fault of ours.",
            )
