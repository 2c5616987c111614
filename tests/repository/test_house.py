"""What the repository promises of itself."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from equity_lens.cli import COMMANDS, group

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_lock_files_hold_hashes_and_name_no_host(lock):
    text = (ROOT / lock).read_text()
    assert "://" not in text
    pinned = re.findall(r"^[A-Za-z0-9._-]+==", text, re.M)
    assert len(pinned) > 20
    assert text.count("--hash=sha256:") >= len(pinned)


def test_both_locks_pin_the_same_versions():
    def versions(name):
        return set(re.findall(r"^\S+==\S+", (ROOT / name).read_text(), re.M))

    assert versions("requirements.lock") <= versions("requirements-dev.lock")


def test_every_dependency_has_a_reason_beside_it():
    text = (ROOT / "pyproject.toml").read_text()
    project = tomllib.loads(text)["project"]
    extras = project["optional-dependencies"].values()
    for requirement in [*project["dependencies"], *(each for extra in extras for each in extra)]:
        lines = [line for line in text.splitlines() if f'"{requirement}"' in line]
        assert any(re.search(r"#\s+\w+", line) for line in lines), requirement


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command):
    result = CliRunner().invoke(group, [command, "--help"])
    assert result.exit_code == 0
    assert len(result.output.split("\n\n")[1].split()) >= 5


def test_every_command_is_in_the_readme_or_the_first_hour():
    pages = (ROOT / "README.md").read_text() + (ROOT / "docs/how-to/first-hour.md").read_text()
    for command in COMMANDS:
        assert re.search(rf"\b{command}\b", pages), command


def test_the_measure_that_the_template_writes_can_be_used(tmp_path):
    from equity_lens.measures.load import read_measure

    path = tmp_path / "mine.toml"
    result = CliRunner().invoke(group, ["template", "measure", "--out", str(path)])
    assert result.exit_code == 0
    assert read_measure(path).id == "my-measure"


def test_the_header_that_the_template_writes_is_recognised(tmp_path):
    from equity_lens.contracts.load import contracts

    path = tmp_path / "list.csv"
    arguments = ["template", "extract", "rtt_waiting_list", "--out", str(path)]
    assert CliRunner().invoke(group, arguments).exit_code == 0
    header = path.read_text().strip().split(",")
    known = {field.name for field in contracts()["rtt_waiting_list"].fields}
    assert set(header) <= known
    assert "clock_start" in header


def test_help_imports_nothing_heavy():
    code = (
        "import sys, equity_lens.cli\n"
        "from click.testing import CliRunner\n"
        "CliRunner().invoke(equity_lens.cli.group, ['--help'])\n"
        "print([m for m in ('ibis', 'duckdb', 'numpy', 'scipy', 'pyarrow', 'docx', 'typst') "
        "if m in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_make_and_the_launcher_have_the_same_recipes():
    makefile, launcher = (ROOT / "Makefile").read_text(), (ROOT / "launch.py").read_text()
    for recipe in ("demo", "platform", "test", "check"):
        assert f"launch.py {recipe}" in makefile
        assert f'recipe == "{recipe}"' in launcher


def test_links_between_pages_lead_somewhere():
    for page in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]:
        for target in re.findall(r"\]\((?!http|#|mailto)([^)#]+)", page.read_text()):
            assert (page.parent / target).exists(), f"{page.name} -> {target}"


def test_files_stay_small_enough_to_read():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in (ROOT / "src").rglob("*.py")
        if path.parent.name != "migrations"  # written by a machine, and read by one
        and (lines := len(path.read_text().splitlines())) > 400
    }
    assert not long
