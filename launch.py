"""Set up and run Equity Lens with nothing but Python 3.11 or newer.

    python launch.py demo      build the demonstration trust, its board papers and its platform
    python launch.py platform  open the demonstration's platform again
    python launch.py test      run the tests, on SQLite and where it is at hand on PostgreSQL
    python launch.py test-long what `test` leaves out, so that it stays under ten minutes
    python launch.py check     style, types, imports, migrations, settings, known faults
    python launch.py run ...   the equity-lens command itself, for example: run paper list.csv

Each does its own set-up the first time, in a folder named .venv beside this file. `make demo`,
`make platform`, `make test` and `make check` call the same thing.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
FOLDER = HERE / ".venv"
BIN = FOLDER / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")

CHECKS = (
    ("ruff", "format", "--check", "src", "tests", "benchmarks", "scripts", "launch.py"),
    ("ruff", "check", "src", "tests", "benchmarks", "scripts", "launch.py"),
    ("lint-imports", "--no-cache"),
    ("mypy",),
    ("python", "scripts/check_platform.py"),
    ("python", "scripts/check_dependencies.py"),
)
POSTGRESQL = "EQUITY_LENS_TEST_DATABASE"
# Two cores, and a third worker for while the others wait for a process or a browser. A file goes
# to one worker, which makes what the file's tests share once, and the files in their order.
PYTEST = ("python", "-m", "pytest", "-q", "-n", "3", "--dist", "loadfile", "--no-loadscope-reorder")


def set_up(lock: str) -> None:
    """Make the virtual environment hold exactly what the lock file says; skip it when it does."""
    wanted = hashlib.sha256(
        (HERE / lock).read_bytes() + (HERE / "pyproject.toml").read_bytes()
    ).hexdigest()
    stamp = FOLDER / f"{lock}.stamp"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    print(f"Setting up from {lock} (once) ...", flush=True)
    if not PYTHON.exists():
        subprocess.run([sys.executable, "-m", "venv", str(FOLDER)], check=True)
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    subprocess.run([*pip, "--require-hashes", "-r", str(HERE / lock)], check=True)
    subprocess.run([*pip, "--no-deps", "--no-build-isolation", "-e", str(HERE)], check=True)
    stamp.write_text(wanted)


def run(*command: str) -> int:
    """Run a program of the virtual environment in the project's folder."""
    program = BIN / (f"{command[0]}.exe" if os.name == "nt" else command[0])
    return subprocess.run([str(program), *command[1:]], cwd=HERE).returncode


def demonstrate(*rest: str) -> int:
    """Papers first, as files; then the platform. `--open` is for the platform alone."""
    papers = [each for each in rest if each != "--open"]
    code = run("python", "-m", "equity_lens", "demo", *papers)
    if code or papers:
        return code
    print(flush=True)
    return run("python", "-m", "equity_lens_web", "demo", *(["--open"] if "--open" in rest else []))


def test(*rest: str) -> int:
    """On SQLite, then on PostgreSQL where it is at hand what a database could answer otherwise."""
    if rest:
        return run(*PYTEST, *rest)
    return run(*PYTEST, "-m", "not long") or on_postgresql(
        "not browser and not long", "test_access.py", "test_deployment.py", "smaller_trusts"
    )


def test_long() -> int:
    """What `test` leaves out: each role's walk in a browser, and all web tests on PostgreSQL."""
    return run(*PYTEST, "-m", "long") or on_postgresql("not browser", "test_deployment.py")


def on_postgresql(chosen: str, *left_out: str) -> int:
    """The platform's tests on PostgreSQL. Browsers and a laptop's commands meet the same layer."""
    given = os.environ.pop(POSTGRESQL, "")
    ignored = [f"--ignore=tests/web/{each}" for each in left_out]
    tests = (*PYTEST[1:], "tests/web", "-m", chosen, *ignored)
    if given:
        os.environ[POSTGRESQL] = given
        return run("python", *tests)
    return run("python", "scripts/with_postgresql.py", str(PYTHON), *tests)


def main(arguments: list[str]) -> int:
    """Do what was asked; return the exit code."""
    recipe, *rest = arguments or ["help"]
    if recipe == "demo":
        set_up("requirements.lock")
        return demonstrate(*rest)
    if recipe == "platform":
        set_up("requirements.lock")
        return run("python", "-m", "equity_lens_web", "demo", "--keep", *rest)
    if recipe == "run":
        set_up("requirements.lock")
        program = [str(PYTHON), "-m", "equity_lens", *rest]
        return subprocess.run(program).returncode
    if recipe == "test":
        set_up("requirements-dev.lock")
        return test(*rest)
    if recipe == "test-long":
        set_up("requirements-dev.lock")
        return test_long()
    if recipe == "check":
        set_up("requirements-dev.lock")
        return max(run(*check) for check in CHECKS)
    if recipe == "setup":
        set_up("requirements-dev.lock")
        return 0
    print(__doc__)
    return 0 if recipe == "help" else 2


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except subprocess.CalledProcessError as failure:
        sys.exit(f"Set-up stopped at: {' '.join(map(str, failure.cmd))}")
