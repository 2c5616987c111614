"""Real published waiting-list data, bundled so that the demonstration needs no download."""

from importlib.resources import files
from pathlib import Path


def waiting_list_files() -> list[Path]:
    """NHS England's demographic waiting-list files (extracts), oldest first."""
    folder = Path(str(files("equity_lens.demonstration").joinpath("wlmds")))
    return sorted(folder.glob("*.csv"), key=lambda path: path.name)
