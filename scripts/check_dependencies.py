"""Has anybody published a fault in one of the versions that we depend on?

Part of `make check`. What could not be asked, for want of a network or because the register does
not know the version, is said and stops nothing.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

LOCK = Path(__file__).resolve().parent.parent / "requirements.lock"
AUDIT = (
    *("-m", "pip_audit", "--no-deps", "--disable-pip", "--format", "json"),
    *("--progress-spinner", "off", "--timeout", "10", "-r", str(LOCK)),
)
PATIENCE = 90.0


def main() -> int:
    """1 where a fault is known."""
    answers = ask()
    if answers is None:
        print("Known faults in dependencies: not asked, no network.")
        return 0
    asked = [each for each in answers if "skip_reason" not in each]
    faulty = [each for each in asked if each["vulns"]]
    left = len(answers) - len(asked)
    print(f"Known faults in dependencies: {len(faulty)} among the {len(asked)} asked about.")
    if left:
        print(f"  Not asked about: {left}, which the register does not know in this version.")
    for each in faulty:
        for fault in each["vulns"]:
            mended = ", ".join(fault["fix_versions"]) or "no version yet"
            print(f"  {each['name']} {each['version']}: {fault['id']}, mended in {mended}")
    return 1 if faulty else 0


def ask() -> list[dict[str, Any]] | None:
    """What the register says of each dependency, or None where it cannot be reached."""
    try:
        said = subprocess.run(
            [sys.executable, *AUDIT], capture_output=True, text=True, timeout=PATIENCE
        )
        answers: list[dict[str, Any]] = json.loads(said.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError):
        return None
    return answers


if __name__ == "__main__":
    sys.exit(main())
