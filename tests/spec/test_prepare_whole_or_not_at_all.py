"""A store appears whole or not at all, whatever happens on the way."""

import datetime as dt
import os
import signal
import subprocess
import sys
import time

import pytest

from equity_lens.errors import EquityLensError, NotReconciled
from equity_lens.ingestion.prepare import prepare, steps
from equity_lens.ingestion.prepare.writing import in_place_of
from equity_lens.store import load

CENSUS = dt.date(2026, 10, 31)
KEY = b"a key for the tests, 32 bytes long"


def names_in(folder) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_a_failure_at_any_step_leaves_the_store_that_was_there(extracts, tmp_path, monkeypatch):
    one = extracts.write_csv(tmp_path / "one.csv", [extracts.waiting(1)])
    two = extracts.write_csv(tmp_path / "two.csv", [extracts.waiting(i) for i in (1, 2)])
    before = prepare(one, store=tmp_path / "store", key=KEY, as_at=CENSUS).store
    for step in ("read_rows", "records", "_write", "_ledger", "save"):
        with monkeypatch.context() as broken:
            broken.setattr(steps, step, lambda *_, **__: (_ for _ in ()).throw(OSError("full")))
            with pytest.raises(OSError, match="full"):
                prepare(two, store=tmp_path / "store", key=KEY, as_at=CENSUS)
        assert load(tmp_path / "store") == before
        assert len(extracts.decoded(before)) == 1
        assert names_in(tmp_path) == ["one.csv", "store", "two.csv"]
    assert prepare(two, store=tmp_path / "store", key=KEY, as_at=CENSUS).store.rows == 2


def test_rows_that_do_not_add_up_are_our_fault_and_nothing_is_written(
    extracts, tmp_path, monkeypatch
):
    monkeypatch.setattr(steps.rejects, "reasons", lambda *_: {"made up": 1})
    file = extracts.write_csv(tmp_path / "one.csv", [extracts.waiting(1)])
    with pytest.raises(NotReconciled):
        prepare(file, store=tmp_path / "store", key=KEY, as_at=CENSUS)
    assert names_in(tmp_path) == ["one.csv"]


def test_a_run_that_was_cut_off_between_two_renames_gives_the_old_store_back(tmp_path):
    store, old = tmp_path / "store", tmp_path / "store.previous"
    old.mkdir()
    (old / "store.json").write_text("the last good state")
    with pytest.raises(EquityLensError), in_place_of(store):
        raise EquityLensError("the file would not do")
    assert (store / "store.json").read_text() == "the last good state"
    assert names_in(tmp_path) == ["store"]


@pytest.mark.skipif(os.name != "posix", reason="kills a process")
def test_killing_a_run_harms_nothing_and_the_next_run_clears_up(extracts, tmp_path):
    rows = [extracts.waiting(i) for i in range(20_000)]
    file = extracts.write_csv(tmp_path / "list.csv", rows)
    small = extracts.write_csv(tmp_path / "small.csv", rows[:1])
    store = tmp_path / "store"
    before = prepare(small, store=store, key=KEY, as_at=CENSUS).store
    code = (
        "import datetime, pathlib, sys; from equity_lens.ingestion.prepare import prepare; "
        "prepare(pathlib.Path(sys.argv[1]), store=pathlib.Path(sys.argv[2]), key=b'k' * 32, "
        "as_at=datetime.date(2026, 10, 31))"
    )
    run = subprocess.Popen([sys.executable, "-c", code, str(file), str(store)])
    partial = tmp_path / "store.partial"
    until = time.monotonic() + 60
    while not partial.exists() and run.poll() is None and time.monotonic() < until:
        time.sleep(0.01)
    run.send_signal(signal.SIGKILL)
    run.wait()
    assert partial.exists(), "the run ended before it could be killed"
    assert load(store) == before
    assert prepare(file, store=store, key=KEY, as_at=CENSUS).store.rows == 20_000
    assert names_in(tmp_path) == ["list.csv", "small.csv", "store"]
