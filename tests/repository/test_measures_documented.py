"""Every measure of the library can be checked by a clinician who never opens the code."""

import re
from pathlib import Path

import pytest

from equity_lens.contracts.load import contracts
from equity_lens.measures.describe import page
from equity_lens.measures.load import dimensions, library, read_measure
from equity_lens.reference.vocabularies import vocabulary

PAGE = Path(__file__).parents[2] / "docs" / "methods" / "measures.md"
LIBRARY = Path(__file__).parents[2] / "src/equity_lens/measures/data/library"

each_measure = pytest.mark.parametrize("measure", library().values(), ids=lambda each: each.id)


@each_measure
def test_a_measure_says_whose_it_is_where_it_is_from_and_why_it_matters(measure):
    for words in (measure.title, measure.source, measure.owner, measure.why_it_matters):
        assert words.strip()
    assert measure.noun
    assert measure.numerator.label
    assert measure.denominator.label


@each_measure
def test_a_measure_is_reviewed_within_a_year_of_its_version(measure):
    assert 0 < (measure.review_by - measure.version_on).days <= 366


@each_measure
def test_a_measure_is_in_the_file_of_its_name(measure):
    assert read_measure(LIBRARY / f"{measure.id}.toml") == measure


@each_measure
def test_a_standard_has_a_source_and_a_direction(measure):
    for standard in measure.standards:
        assert standard.source.strip()
        assert measure.better != "neither"


@each_measure
def test_a_percentage_reads_as_a_sentence(measure):
    if measure.value == "proportion":
        sentence = f"9.8% of {measure.noun} {measure.done}."
        assert re.fullmatch(
            r"9\.8% of [a-z]+ (had|were|was|ended|lasted|could) [a-z0-9 ]+\.", sentence
        )


@each_measure
def test_a_measure_blames_nobody_and_claims_no_cause(measure):
    words = f"{measure.title} {measure.why_it_matters} {measure.caution} {measure.done}".lower()
    for blame in ("caused by", "because of the patient", "fail to", "failed to", "non-complian"):
        assert blame not in words


def test_every_file_of_the_library_is_a_measure():
    assert {path.stem for path in LIBRARY.glob("*.toml")} == set(library())


def test_every_contract_of_patients_records_has_a_measure_of_ethnicity_recorded():
    patient_level = {each.id for each in contracts().values() if each.kind != "aggregate"}
    recorded = {
        measure.contract
        for measure in library().values()
        if measure.id.startswith("ethnicity-recorded-")
        and measure.kind == "data quality"
        and measure.contract in patient_level
    }
    assert recorded == patient_level


def test_the_page_of_measures_is_the_library_in_words():
    assert PAGE.read_text("utf-8") == page(library().values()), (
        "The library has changed. Write the page again: python scripts/write_measures_page.py"
    )


def test_the_example_on_the_page_of_measures_can_be_used(tmp_path):
    example = re.search(r"```toml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL).group(1)
    path = tmp_path / "example.toml"
    path.write_text(example, encoding="utf-8")
    assert read_measure(path).standards[0].value == 0.08


@pytest.mark.parametrize("dimension", dimensions().values(), ids=lambda each: each.key)
def test_the_reference_of_a_dimension_is_a_known_group_or_a_rule(dimension):
    if dimension.reference in ("best", "average", "target"):
        return
    key = "yes_no" if dimension.key == "plus_*" else dimension.key
    known = {subgroup.key for subgroup in vocabulary(key).subgroups if subgroup.known}
    assert dimension.reference in known
