"""Writing: every file or none, and the same bytes from the same release."""

import os
import subprocess
import sys
import time

import pytest

from equity_lens.errors import EquityLensError, UnreadableFile
from equity_lens.reports import FILES, write_all

PROMISED = [
    "paper.html",
    "paper.pdf",
    "paper.docx",
    "tables.xlsx",
    "results.csv",
    "results.json",
]


def test_one_run_writes_the_six_promised_files_and_nothing_else(paper_files):
    assert list(paper_files) == PROMISED == list(FILES)
    folder = paper_files["paper.html"].parent
    assert sorted(path.name for path in folder.iterdir()) == sorted(PROMISED)


def test_two_runs_of_one_release_write_the_same_bytes(paper_files, sample_release, tmp_path):
    time.sleep(2)  # the clock of a zip file ticks every two seconds: a later run must not show it
    again = write_all(sample_release, tmp_path)
    for name, path in again.items():
        assert path.read_bytes() == paper_files[name].read_bytes(), name


def test_a_title_of_the_users_own_stands_on_every_paper(sample_release, tmp_path):
    made = write_all(sample_release, tmp_path, title="Fair access: October")
    assert "<h1>Fair access: October</h1>" in made["paper.html"].read_text("utf-8")
    assert b"Fair access: October" in made["paper.pdf"].read_bytes()


def test_a_bad_template_writes_nothing(sample_release, tmp_path):
    (tmp_path / "template.docx").write_text("not a Word file", "utf-8")
    with pytest.raises(UnreadableFile):
        write_all(sample_release, tmp_path / "out", template=tmp_path / "template.docx")
    assert not (tmp_path / "out").exists()


def test_a_file_that_cannot_be_replaced_leaves_every_earlier_file_as_it_was(
    sample_release, tmp_path, monkeypatch
):
    for name in PROMISED:
        (tmp_path / name).write_text("earlier", "utf-8")
    replace = os.replace

    def held_open(source, target):
        if str(target).endswith(os.path.join(tmp_path.name, "paper.docx")) and "new" in str(source):
            raise PermissionError("open in Word")
        replace(source, target)

    monkeypatch.setattr(os, "replace", held_open)
    with pytest.raises(EquityLensError, match="cannot be replaced") as refused:
        write_all(sample_release, tmp_path)
    assert "Close them in Word" in refused.value.remedy
    assert {path.name: path.read_text("utf-8") for path in tmp_path.iterdir()} == dict.fromkeys(
        PROMISED, "earlier"
    )


def test_the_largest_release_of_a_trust_is_written_in_seconds(large_release, tmp_path):
    started = time.process_time()
    write_all(large_release, tmp_path)
    # 150 tables in six formats. Processor time, so that a busy machine does not fail it.
    assert time.process_time() - started < 8


def test_importing_reports_imports_nothing_heavy():
    code = "import sys, equity_lens.reports; print([m for m in ('docx', 'typst', 'jinja2', 'xlsxwriter', 'scipy') if m in sys.modules])"
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert made.stdout.strip() == "[]"
