"""What is kept of earlier releases saves time and changes nothing."""

from dataclasses import replace

import numpy as np
import pytest

from equity_lens.disclosure import exact
from equity_lens.disclosure.kept import Kept, question_of
from equity_lens.disclosure.policy import policy
from equity_lens.disclosure.protect import protect

SEEDS = range(6)


ARRAYS = ("numerator", "denominator", "numerator_withheld", "denominator_withheld")


def assert_alike(one, other):
    """Two sets of protected counts are alike to the last bit, and so is what a reader can know."""
    for a, b in zip(one.cells, other.cells, strict=True):
        for name in ARRAYS:
            np.testing.assert_array_equal(getattr(a, name), getattr(b, name))
    for a, b in zip(one.possible, other.possible, strict=True):
        np.testing.assert_array_equal(a, b)


def _first_two_periods(counts):
    return replace(
        counts,
        periods=counts.periods[:2],
        **{name: getattr(counts, name)[:, :2] for name in (*ARRAYS, "source_of")},
        histogram=None if counts.histogram is None else counts.histogram[:, :2],
    )


@pytest.fixture
def no_fitting(monkeypatch):
    """A machine on which no table can be fitted: what is not kept cannot be found out."""

    def refuse(*_):
        raise AssertionError("a table was fitted")

    return lambda: monkeypatch.setattr(exact._Fitting, "push", refuse)


@pytest.mark.parametrize("seed", SEEDS)
def test_counts_come_out_alike_with_nothing_kept_while_keeping_and_from_what_is_kept(
    seed, tmp_path, trusts, no_fitting
):
    cells = trusts.trust(seed, periods=3, size=(30, 300), measures=trusts.MEASURES[:4])
    by_itself = protect(cells, policy("hes"))
    kept = Kept(tmp_path / "kept")
    assert_alike(by_itself, protect(cells, policy("hes"), kept=kept))
    assert list(kept.folder.rglob("*"))
    no_fitting()
    assert_alike(by_itself, protect(cells, policy("hes"), kept=kept))


def test_a_month_more_leaves_what_was_kept_of_the_others_in_use(tmp_path, trusts, monkeypatch):
    cells = trusts.trust(3, periods=3, size=(30, 300), measures=trusts.MEASURES[:4])
    kept = Kept(tmp_path / "kept")
    protect([_first_two_periods(each) for each in cells], policy("hes"), kept=kept)
    fitted = []
    fit = exact._Fitting.of
    asked = kept.folder.rglob("*")
    before = {path for path in asked if path.is_file()}
    monkeypatch.setattr(exact._Fitting, "of", lambda *given: fitted.append(1) or fit(*given))
    protect(cells, policy("hes"), kept=kept)
    new = {path for path in kept.folder.rglob("*") if path.is_file()} - before
    # Each question is one month in one round: those of the first two months were answered.
    assert before
    assert len(new) + len(before) == len(fitted)


def test_a_count_that_differs_by_one_asks_another_question():
    counts = np.array([3.0, 5.0, 40.0])
    assert question_of("q", [counts]) != question_of("q", [counts + np.array([0.0, 1.0, 0.0])])


def test_the_same_numbers_in_another_shape_are_another_question():
    flat = np.arange(6.0)
    assert question_of("q", [flat]) != question_of("q", [flat.reshape(2, 3)])
    assert question_of("q", [flat]) != question_of("q", [flat[:3], flat[3:]])


def test_an_answer_comes_back_as_it_was_kept(tmp_path):
    kept = Kept(tmp_path / "kept")
    answer = np.array([True, False, False, True, True, False, True, False, True])
    question = question_of("q", [answer])
    assert kept.answer(question, len(answer)) is None
    kept.keep(question, answer)
    assert kept.answer(question, len(answer)).tolist() == answer.tolist()


def test_a_damaged_file_is_not_believed(tmp_path):
    kept = Kept(tmp_path / "kept")
    question = question_of("q", [np.arange(3)])
    kept.keep(question, np.array([True, True, True]))
    (file,) = [path for path in kept.folder.rglob("*") if path.is_file()]
    content = bytearray(file.read_bytes())
    content[-1] = 0
    file.write_bytes(bytes(content))
    assert kept.answer(question, 3) is None
    file.write_bytes(b"")
    assert kept.answer(question, 3) is None


def test_an_answer_under_another_questions_name_is_not_believed(tmp_path):
    kept = Kept(tmp_path / "kept")
    one, other = question_of("q", [np.arange(3)]), question_of("q", [np.arange(4)])
    kept.keep(one, np.array([False, False, False]))
    (file,) = [path for path in kept.folder.rglob("*") if path.is_file()]
    moved = kept.folder / other[:2] / other[2:]
    moved.parent.mkdir(exist_ok=True)
    file.rename(moved)
    assert kept.answer(other, 3) is None


def test_only_the_owner_can_open_the_folder_and_no_half_written_file_stays(tmp_path):
    kept = Kept(tmp_path / "kept")
    question = question_of("q", [np.arange(3)])
    kept.keep(question, np.array([True, False, True]))
    kept.keep(question, np.array([True, False, True]))
    assert kept.folder.stat().st_mode & 0o077 == 0
    assert len([path for path in kept.folder.rglob("*") if path.is_file()]) == 1
