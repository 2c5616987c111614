"""Terms in plain words: defined, dated, found however they are written."""

import datetime as dt
import re

import pytest

from equity_lens.errors import MeasureInvalid
from equity_lens.language.appearing import terms_in
from equity_lens.language.reading_age import reading_age
from equity_lens.language.terms import find_terms, read_terms, terms

each_term = pytest.mark.parametrize("term", terms().values(), ids=lambda term: term.id)


def test_sixty_terms_or_more_are_defined():
    assert len(terms()) >= 60


def test_most_terms_of_the_field_are_there():
    for asked in (
        "health inequalities", "equity", "equality", "deprivation", "Core20PLUS5", "inclusion health",
        "gap", "ratio", "slope index", "interval", "special cause", "unwarranted variation",
        "co-production", "lived experience", "VCSE", "anchor institution", "hard to reach", "DNA",
        "non-compliant", "BAME", "vulnerable people", "deprived people", "levelling down",
    ):  # fmt: skip
        assert find_terms(asked), asked


@each_term
def test_a_term_can_be_read_at_the_age_of_eleven(term):
    assert reading_age(term.meaning).age <= 11


@each_term
def test_a_meaning_is_short_and_whole(term):
    assert 1 <= len(re.findall(r"[.!?](?:\s|$)", term.meaning)) <= 3
    assert len(term.meaning.split()) <= 40
    assert term.say.strip()
    assert term.used_in
    assert term.reviewed_on >= dt.date(2026, 1, 1)


@each_term
def test_discouraged_wording_comes_with_why_and_what_instead(term):
    for rule in term.avoid:
        assert rule.why.endswith(".")
        assert rule.instead
        assert not set(rule.words) & set(term.names)


def test_no_name_belongs_to_two_terms():
    names = [name.lower() for term in terms().values() for name in term.names]
    assert sorted({name for name in names if names.count(name) > 1}) == []


@pytest.mark.parametrize(
    ("query", "id"),
    [
        ("gaps", "gap"),
        ("Inequality", "health-inequalities"),
        ("co produced", "co-production"),
        ("coproduction", "co-production"),
        ("deprevation", "deprivation"),
        ("anchor institutions", "anchor-institution"),
        ("standardized rate", "standardised-rate"),
        ("vcse", "vcse"),
        ("hard-to-reach", "seldom-heard"),
        ("BAME", "ethnic-group"),
        ("DNA", "did-not-attend"),
        ("confidence intervals", "interval"),
    ],
)
def test_a_term_is_found_by_its_forms_and_by_slips_of_spelling(query, id):
    assert find_terms(query)[0].id == id


def test_what_is_no_term_finds_nothing():
    assert find_terms("zebra crossing") == ()
    assert find_terms("  ") == ()


def test_terms_are_found_where_they_stand():
    text = "The slope index shows a gap, and health inequalities are gaps."
    found = terms_in(text)
    assert [text[one.start : one.end] for one in found] == [
        "slope index",
        "gap",
        "health inequalities",
        "gaps",
    ]


def test_a_longer_name_hides_a_shorter_one_inside_it():
    assert [one.term.id for one in terms_in("A 95% interval is an interval.")] == ["interval"] * 2
    text = "relative index of inequality"
    assert [text[one.start : one.end] for one in terms_in(text)] == [text]


def test_a_term_is_explained_once_where_once_is_asked_for():
    found = terms_in("A gap, a gap and a ratio.", first_only=True)
    assert [one.term.id for one in found] == ["gap", "ratio"]


def test_a_part_of_another_word_is_no_term():
    assert terms_in("The gape of a gapped fence measured nothing experienced.") == ()


def test_an_abbreviation_is_found_in_capitals_only():
    assert [one.term.id for one in terms_in("The ICB met; icb did not.")] == [
        "integrated-care-board"
    ]


def test_a_trusts_own_terms_are_read_strictly(tmp_path):
    path = tmp_path / "ours.toml"
    path.write_text(
        'reviewed_on = 2026-11-01\n[[terms]]\nid = "bay"\nterm = "bay"\nmeening = "A room."\n'
        'say = "Bay."\nused_in = ["kitchen"]\n[[terms.avoid]]\nwords = ["pen"]\n',
        encoding="utf-8",
    )
    with pytest.raises(MeasureInvalid) as refused:
        read_terms(path)
    told = str(refused.value)
    assert "`terms 1.meaning` is missing." in told
    assert "`terms 1.meening` is not expected. Did you mean `meaning`?" in told
    assert "names no room that there is: kitchen." in told
    assert "`terms 1.avoid 1.why` is missing." in told


def test_a_trusts_own_terms_can_be_looked_through(tmp_path):
    path = tmp_path / "ours.toml"
    path.write_text(
        'reviewed_on = 2026-11-01\n[[terms]]\nid = "bay"\nterm = "bay"\nmeaning = "A room."\n'
        'say = "Bay."\nused_in = ["board"]\n',
        encoding="utf-8",
    )
    ours = read_terms(path)
    assert [term.id for term in find_terms("bays", ours)] == ["bay"]
    assert [one.term.id for one in terms_in("Two bays", among=ours)] == ["bay"]
