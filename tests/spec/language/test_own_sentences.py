"""What Equity Lens writes itself passes its own check of language: no false alarm, and no slip."""

import ast
from pathlib import Path

import pytest

import equity_lens.words
from equity_lens.language.check import check_language
from equity_lens.language.terms import terms
from equity_lens.measures.load import library
from equity_lens.planning.options import options
from equity_lens.reports.document import texts
from equity_lens.words import sentences

WORDS = sorted(Path(equity_lens.words.__file__).parent.glob("*.py"))


def remarks(written):
    """Each remark with the text around it, for a reader of a failed test."""
    return [
        (remark.kind.value, text[remark.start : remark.end], text)
        for text in written
        for remark in check_language(text)
    ]


def literals(path):
    """Every text of a module that may become part of a sentence, its figures left blank."""
    tree = ast.parse(path.read_text("utf-8"))
    told = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(
                part.value if isinstance(part, ast.Constant) else "9.9" for part in node.values
            )
        elif (
            isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told
        ):
            yield node.value


@pytest.mark.parametrize("path", WORDS, ids=[path.stem for path in WORDS])
def test_every_piece_of_a_generated_sentence(path):
    assert remarks(literals(path)) == []


@pytest.mark.parametrize("name", ["sample_release", "large_release"])
def test_every_sentence_about_a_release(name, request):
    release = request.getfixturevalue(name)
    said = [sentences.comparisons_sentence(release)]
    for profile in release.profiles:
        said += [
            sentences.headline_sentence(profile),
            sentences.profile_sentence(profile),
            sentences.slope_sentence(profile),
            sentences.missing_sentence(profile),
        ]
    said += [sentences.trend_sentence(trend) for trend in release.trends]
    said += [sentences.funnel_sentence(funnel) for funnel in release.funnels]
    said += [sentences.rows_sentence(ledger) for ledger in release.ledgers]
    for finding in release.findings:
        said += [sentences.finding_sentence(finding), finding.advice, *finding.reasons]
    assert remarks(said) == []


def test_every_text_of_the_sample_paper(paper_document):
    assert (
        remarks(texts((paper_document.title, paper_document.subtitle, paper_document.paper))) == []
    )


def test_the_words_of_every_measure():
    assert (
        remarks(
            text
            for measure in library().values()
            for text in (
                measure.title,
                measure.why_it_matters,
                measure.caution,
                f"{measure.noun} {measure.done}",
                measure.numerator.label,
                measure.denominator.label,
            )
        )
        == []
    )


def test_the_words_of_every_option():
    assert (
        remarks(
            text
            for option in options().values()
            for text in (option.title, option.what, option.caution, option.assumption.what)
        )
        == []
    )


def test_the_meaning_of_every_term_and_what_it_says_to_write():
    written = [text for term in terms().values() for text in (term.meaning, term.say)]
    written += [
        text
        for term in terms().values()
        for rule in term.avoid
        for text in (rule.why, rule.instead)
    ]
    assert remarks(written) == []
