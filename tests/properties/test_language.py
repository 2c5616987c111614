"""A check of language can be asked about any text, and points only into it."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from equity_lens.language.appearing import terms_in
from equity_lens.language.check import check_language
from equity_lens.language.syllables import syllables

WORDS = ("hard", "to", "reach", "DNA", "the", "elderly", "Dr", "Ahmed", "gap", "due", "ICB", "07700",
         "900123", ".", "\n", "’", "-", "(", ")", "1947", "é", "𝔸")  # fmt: skip
anything = st.one_of(
    st.text(max_size=120), st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join)
)


@given(anything)
def test_remarks_lie_in_the_text_in_order_and_apart(text):
    found = check_language(text)
    assert all(0 <= remark.start < remark.end <= len(text) for remark in found)
    assert all(one.end <= two.start for one, two in pairwise(found))


@given(anything)
def test_terms_lie_in_the_text_in_order_and_apart(text):
    found = terms_in(text)
    assert all(text[one.start : one.end] for one in found)
    assert all(one.end <= two.start for one, two in pairwise(found))


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz'’-", min_size=1, max_size=20))
def test_a_word_has_no_more_syllables_than_letters_and_at_least_one(word):
    letters = sum(each.isalpha() for each in word)
    assert bool(letters) <= syllables(word) <= letters + 1
