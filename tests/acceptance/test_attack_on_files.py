"""The attacker reads what a small trust's run left in its folder, and finds no small number."""

import csv
import re
import zipfile

import pytest
from click.testing import CliRunner

from equity_lens.cli import group
from equity_lens.demonstration.trust import write_trust
from equity_lens.measures.load import library

ROWS = 500


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A list of 500 people: most of its cells are small. Made by the command line."""
    folder = tmp_path_factory.mktemp("small-trust")
    trust = write_trust(folder / "data")
    lines = trust.waiting_list.read_text(encoding="utf-8").splitlines()[: ROWS + 1]
    trust.waiting_list.write_text("\n".join(lines) + "\n", encoding="utf-8")
    arguments = [
        "paper", str(trust.waiting_list), "--out", str(folder / "board"), "--synthetic",
        "--known-organisation", f"{trust.code}={trust.name}",
    ]  # fmt: skip
    result = CliRunner().invoke(group, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return folder


def published(folder):
    with (folder / "board" / "results.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_no_small_count_can_be_worked_out_from_the_files(folder, attacker):
    rows = published(folder)
    assert sum(row["state"] == "suppressed" for row in rows) > 100
    assert attacker.attack(rows, library()) == []


def test_the_people_of_the_extract_are_in_none_of_the_files(folder):
    """No NHS number, pathway, or full postcode of the extract is in any byte of the output."""
    text = next((folder / "data").glob("waiting-list-2*.csv")).read_text(encoding="utf-8")
    people = [line.split(",") for line in text.splitlines()[1:]]
    planted = {cell for row in people for cell in (row[0], row[3]) if cell}
    planted |= {row[12] for row in people if re.fullmatch(r"[A-Z]{1,2}\d\d?\d[A-Z]{2}", row[12])}
    assert len(planted) > 2 * ROWS - 100
    for path in (folder / "board").iterdir():
        content = path.read_bytes()
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as parts:
                content = b"".join(parts.read(name) for name in parts.namelist())
        words = set(re.findall(rb"[A-Z0-9]{6,}", content))
        assert not words & {each.encode() for each in planted}, path.name
