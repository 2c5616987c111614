"""Run a command with a PostgreSQL of its own, which is thrown away afterwards.

    python scripts/with_postgresql.py make test

Needs PostgreSQL's programs on the machine and nothing else: no server has to run, and none that
runs is touched. The command finds the address in EQUITY_LENS_TEST_DATABASE. Where there is no
PostgreSQL it says so, and the command is not run.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

VARIABLE = "EQUITY_LENS_TEST_DATABASE"
SETTINGS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def programs() -> Path | None:
    """The folder of PostgreSQL's programs, or None; Debian keeps them off the path."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    found = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(found, key=lambda each: int(re.sub(r"\D", "", each.parts[-3]) or 0), default=None)
    return newest.parent if newest else None


def owner() -> str | None:
    """Who the server runs as: it refuses to run as root. None means whoever we are."""
    return "postgres" if hasattr(os, "geteuid") and os.geteuid() == 0 else None


@contextmanager
def throwaway_server(folder: Path) -> Iterator[str]:
    """Start a server on loopback, with a socket and port of its own; give its address."""
    bin_folder, user = programs(), owner()
    if bin_folder is None:
        raise FileNotFoundError("initdb")
    if user:
        shutil.chown(folder, user)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    data = folder / "data"
    quiet = {"check": True, "stdout": subprocess.DEVNULL, "user": user, "cwd": "/"}
    made = ["-D", str(data), "-U", "equity_lens", "-A", "trust", "-E", "UTF8", "--no-sync"]
    subprocess.run([bin_folder / "initdb", *made], **quiet)
    options = [f"-c {name}={value}" for name, value in SETTINGS.items()]
    options += [f"-p {port}", f"-k {folder}", "-c listen_addresses=127.0.0.1"]
    control = [bin_folder / "pg_ctl", "-D", str(data), "-w", "-s"]
    log = ["-l", str(folder / "log")]
    subprocess.run([*control, *log, "-o", " ".join(options), "start"], **quiet)
    try:
        yield f"postgresql://equity_lens@127.0.0.1:{port}/equity_lens"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], **quiet)


def main(command: list[str]) -> int:
    """Run the command; return its exit code, or 0 where there is no PostgreSQL to run it with."""
    if programs() is None:
        print("PostgreSQL is not on this machine: not run with it.")
        return 0
    # A short path: the name of a socket may not be long.
    with (
        tempfile.TemporaryDirectory(prefix="el-pg-", dir="/tmp") as folder,
        throwaway_server(Path(folder)) as address,
    ):
        return subprocess.run(command, env=os.environ | {VARIABLE: address}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
