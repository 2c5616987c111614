"""Write the demonstration trust's files."""

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from equity_lens.demonstration import history, outpatients, waiting_list

MAPPING = """\
# Equity Lens did not recognise three columns of the waiting list, and asked. This is the answer.

[rtt_waiting_list.columns]
"LD_FLG" = "plus_learning_disability"
"CARER_FLG" = "plus_carer"
"ARMED_FORCES_FLG" = "plus_armed_forces"
"""


@dataclass(frozen=True)
class DemonstrationTrust:
    """Where the files are, and the trust's made-up code and name."""

    code: str
    name: str
    mapping: Path
    waiting_list: Path
    outpatients: Path
    history: Path


def truths() -> dict[str, Any]:
    """What is planted, as written in ``truths.toml``."""
    text = files("equity_lens.demonstration").joinpath("truths.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def write_trust(folder: Path) -> DemonstrationTrust:
    """Write the waiting list, one month of appointments and two years of counts into a folder."""
    planted = truths()
    folder.mkdir(parents=True, exist_ok=True)
    trust = DemonstrationTrust(
        code=planted["code"],
        name=planted["title"],
        mapping=folder / "equity-lens.mapping.toml",
        waiting_list=folder / "waiting-list-2026-10-31.csv",
        outpatients=folder / "outpatients-2026-10.csv",
        history=folder / "waiting-list-history.csv",
    )
    trust.mapping.write_text(MAPPING, encoding="utf-8")
    waiting_list.write(trust.waiting_list, planted)
    outpatients.write(trust.outpatients, planted)
    history.write(trust.history, planted)
    return trust
