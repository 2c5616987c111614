"""A worker that is killed, with SIGKILL and in a process of its own, loses nothing and doubles nothing."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from web.uploading import waiting_list

SCRIPT = Path(__file__).parent / "a_worker.py"


@pytest.fixture(scope="module")
def prepared_home(tmp_path_factory):
    """A home folder with a trust whose analyst has uploaded one list, and nobody has worked."""
    home = tmp_path_factory.mktemp("home")
    (home / "list.csv").write_bytes(waiting_list("TST"))
    assert at_work(home, "prepare").returncode == 0
    return home


def at_work(home, *told):
    """One process: a worker, or whoever looks at what there is."""
    environment = {
        "PATH": os.environ["PATH"],
        "EQUITY_LENS_HOME": str(home),
        "EQUITY_LENS_SECRET_KEY": "for tests alone",
        "DJANGO_SETTINGS_MODULE": "equity_lens_web.config.settings",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    return subprocess.run(
        [sys.executable, str(SCRIPT), *map(str, told)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def home(prepared_home, tmp_path):
    """A copy for one test."""
    return Path(shutil.copytree(prepared_home, tmp_path / "home"))


# Each is the step, counted from the upload to the figures, at which the worker is shot.
@pytest.mark.parametrize("moment", ["reading", "writing", "figures", "committing"])
def test_a_killed_worker_loses_nothing_and_doubles_nothing(home, moment):
    killed = at_work(home, "work", moment)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    again = at_work(home, "recover-and-work")
    assert again.returncode == 0, again.stderr
    # 60 people, 40 within 18 weeks; one extract, one refresh, one set of results, no file left over.
    assert again.stdout.strip() == "in_force 1 refresh 1 counted 40 of 60 twice 0 uploads 0"
