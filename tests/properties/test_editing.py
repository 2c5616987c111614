"""Whatever sentence is written and however it is edited, its figures stay what they are."""

import re

from hypothesis import assume, given
from hypothesis import strategies as st

from equity_lens.reports.editing import check_edit, pieces

WORDS = st.sampled_from(
    [
        "people",
        "waited",
        "here",
        "and",
        "the",
        "board",
        "was",
        "told",
        "so",
        "that",
        "care",
        "is",
        "fair",
        "in",
        "each",
        "clinic",
        "of",
        "ours",
    ]
)
GLUE = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)
NUMBERS = st.one_of(
    st.integers(0, 99_999).map("{:,}".format),
    st.decimals(0, 100, places=1).map("{}%".format),
    st.decimals(0, 100, places=1).map("{} percentage points".format),
    st.integers(1, 104).map("{} weeks".format),
)
DIGIT = re.compile(r"\d")


@st.composite
def sentences(draw, most=6):
    """Glue and figures by turns, and the figures by themselves."""
    figures = draw(st.lists(NUMBERS, min_size=1, max_size=most))
    return said(draw, figures), figures


def said(draw, figures):
    return " ".join(part for figure in figures for part in (draw(GLUE), figure)) + f" {draw(GLUE)}"


@given(sentences(), st.data())
def test_any_other_words_between_the_same_figures_are_accepted(written, data):
    text, figures = written
    assert check_edit(text, said(data.draw, figures)) == []


@given(sentences(), st.data())
def test_a_changed_digit_is_always_refused(written, data):
    text, _ = written
    place = data.draw(st.sampled_from([m.start() for m in DIGIT.finditer(text)]))
    other = data.draw(st.sampled_from([d for d in "0123456789" if d != text[place]]))
    assert check_edit(text, text[:place] + other + text[place + 1 :])


@given(sentences(), NUMBERS, st.data())
def test_an_added_figure_is_always_refused(written, figure, data):
    text, figures = written
    more = list(figures)
    more.insert(data.draw(st.integers(0, len(more))), figure)
    assert check_edit(text, said(data.draw, more))


@given(sentences(), st.data())
def test_a_dropped_figure_is_always_refused(written, data):
    text, figures = written
    fewer = list(figures)
    del fewer[data.draw(st.integers(0, len(fewer) - 1))]
    assert check_edit(text, said(data.draw, fewer))


@given(sentences(), st.data())
def test_figures_in_another_order_are_always_refused(written, data):
    text, figures = written
    turned = data.draw(st.permutations(figures))
    assume(turned != figures)
    assert check_edit(text, said(data.draw, turned))


@given(st.text(max_size=200))
def test_the_pieces_of_a_sentence_are_the_sentence(text):
    assert "".join(piece.text for piece in pieces(text)) == text


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_edit_that_is_accepted_changes_what_digits_a_reader_sees(original, edited):
    if not check_edit(original, edited):
        assert DIGIT.findall(original) == DIGIT.findall(edited)
