"""Write the demonstration trust's files."""

import tomllib
from dataclasses import dataclass, fields
from importlib.resources import files
from pathlib import Path
from typing import Any

from equity_lens.demonstration import (
    emergency,
    history,
    long_waits,
    movements,
    outpatients,
    outpatients_history,
    referrals,
    waiting_list,
)

MAPPING = """\
# Equity Lens did not recognise three columns of the waiting list, and asked. This is the answer.

[rtt_waiting_list.columns]
"LD_FLG" = "plus_learning_disability"
"CARER_FLG" = "plus_carer"
"ARMED_FORCES_FLG" = "plus_armed_forces"
"""


@dataclass(frozen=True)
class DemonstrationTrust:
    """Where the files are, and the trust's made-up code and name.

    Five extracts of October 2026, and for each service the plain counts of the months before.
    """

    code: str
    name: str
    mapping: Path
    waiting_list: Path
    history: Path
    long_waits_history: Path
    outpatients: Path
    outpatients_history: Path
    emergency: Path
    emergency_history: Path
    referrals: Path
    referrals_history: Path
    movements: Path
    movements_history: Path

    @property
    def sources(self) -> tuple[Path, ...]:
        """Every file that can be read, in the order in which a person might bring them."""
        paths = (getattr(self, each.name) for each in fields(self))
        return tuple(path for path in paths if isinstance(path, Path) and path != self.mapping)


# What writes each file, and the file's name.
WRITERS = {
    "waiting_list": (waiting_list.write, "waiting-list-2026-10-31.csv"),
    "history": (history.write, "waiting-list-history.csv"),
    "long_waits_history": (long_waits.write_history, "long-waits-history.csv"),
    "outpatients": (outpatients.write, "outpatients-2026-10.csv"),
    "outpatients_history": (outpatients_history.write_history, "outpatients-history.csv"),
    "emergency": (emergency.write, "emergency-2026-10.csv"),
    "emergency_history": (emergency.write_history, "emergency-history.csv"),
    "referrals": (referrals.write, "referrals-2026-10.csv"),
    "referrals_history": (referrals.write_history, "referrals-history.csv"),
    "movements": (movements.write, "waiting-list-movements-2026-10.csv"),
    "movements_history": (movements.write_history, "waiting-list-movements-history.csv"),
}


def truths() -> dict[str, Any]:
    """What is planted, as written in ``truths.toml``."""
    text = files("equity_lens.demonstration").joinpath("truths.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def write_trust(folder: Path) -> DemonstrationTrust:
    """Write a month's extracts of five services, and the counts of the months before."""
    planted = truths()
    folder.mkdir(parents=True, exist_ok=True)
    mapping = folder / "equity-lens.mapping.toml"
    mapping.write_text(MAPPING, encoding="utf-8")
    written = {}
    for kind, (write, name) in WRITERS.items():
        written[kind] = folder / name
        write(written[kind], planted)
    return DemonstrationTrust(
        code=planted["code"], name=planted["title"], mapping=mapping, **written
    )
