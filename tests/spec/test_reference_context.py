"""What an area is like, as the bundled public data say, with England beside."""

import pyarrow.compute as pc
import pytest

from equity_lens.errors import ReferenceMissing
from equity_lens.reference.areas import area_table
from equity_lens.reference.context import context_of
from equity_lens.words.context import SHARED, context_sentence

BURNLEY, CHORLEY, LEEDS = "E07000117", "E07000118", "E08000035"


def indicators(*codes, **given):
    return {each.id: each for each in context_of(frozenset(codes), **given)}


def test_employment_education_housing_and_income_are_there_for_every_authority():
    themes = {each.theme for each in context_of(frozenset({LEEDS})) if each.together.value}
    assert {"Income", "Employment", "Education", "Housing", "Living environment"} <= themes


def test_a_fifth_of_england_is_the_most_deprived_fifth_of_england():
    # 33,755 small areas; tenths hold 3,375 or 3,376 of them.
    for each in indicators(LEEDS).values():
        if each.id.endswith("-areas"):
            assert each.england.value == pytest.approx(0.2, abs=0.001)
            assert each.england.lower is None  # all are counted, none sampled


def test_the_share_of_an_area_is_counted_over_its_small_areas():
    table = area_table("IMD 2025")
    leeds = table.filter(pc.equal(table["local_authority"], LEEDS))
    most = sum(tenth in (1, 2) for tenth in leeds["employment_decile"].to_pylist())
    found = indicators(LEEDS)["employment-deprived-areas"]
    assert found.together.value == pytest.approx(most / leeds.num_rows)
    assert found.together.year == "2025"
    assert "Indices of Deprivation 2025" in found.source


def test_a_published_figure_keeps_its_year_and_interval_and_has_england_beside():
    # OHID, 93701, 2022: Burnley 30.7% (29.75 to 31.58); England 1,645,057 of 10,575,320.
    found = indicators(BURNLEY)["children-in-low-income-families"]
    (place,) = found.places
    assert place[0] == "Burnley"
    assert round(place[1].value, 3) == 0.307
    assert (place[1].lower, place[1].upper) == (0.2975, 0.3158)
    assert found.england.value == pytest.approx(1_645_057 / 10_575_320, rel=1e-5)
    assert place[1].year == "2022"


def test_places_of_which_each_has_counts_are_added_up():
    # 5,984 of 19,517 in Burnley and 2,516 of 21,235 in Chorley (OHID, 93701, 2022).
    found = indicators(BURNLEY, CHORLEY)["children-in-low-income-families"]
    assert found.together.value == pytest.approx((5984 + 2516) / (19_517 + 21_235))
    assert found.together.lower < found.together.value < found.together.upper
    modelled = indicators(BURNLEY, CHORLEY)["deaths-attributed-to-air-pollution"]
    assert modelled.together.value is None
    assert "together" in modelled.together.reason


def test_what_is_published_of_a_board_is_taken_for_its_places_together():
    found = indicators(BURNLEY, CHORLEY, board="QE1")["children-in-low-income-families"]
    # 65,517 of 313,090 in Lancashire and South Cumbria.
    assert found.together.value == pytest.approx(65_517 / 313_090, rel=1e-5)


def test_what_nobody_has_published_is_missing_and_never_nought():
    found = indicators(LEEDS)
    assert found["children-in-low-income-families"].together.value is None
    assert found["children-in-low-income-families"].together.reason
    assert found["life-expectancy"].together.value is None
    assert found["life-expectancy"].england.value is None


def test_a_place_that_is_no_local_authority_is_refused():
    with pytest.raises(ReferenceMissing, match="not local authorities"):
        context_of(frozenset({"E99999999"}))
    with pytest.raises(ReferenceMissing, match="no local authority"):
        context_of(frozenset())


def test_a_sentence_gives_england_beside_and_no_verdict():
    found = indicators(BURNLEY, LEEDS)
    for each in found.values():
        said = context_sentence(each, "Burnley and Leeds")
        assert said.startswith(each.title)
        assert said.endswith(".")
        for word in ("worse", "better", "score", "rank", "fail"):
            assert word not in said.lower()
        if each.england.value is not None:
            assert "England" in said
    assert "not a measure of this trust" in SHARED
