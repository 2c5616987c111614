"""Every public statistic has its method card, and the page of cards is what the code says."""

import importlib.util
import inspect
import re
from pathlib import Path

import pytest

from equity_lens import statistics, tables
from equity_lens.statistics import inequality
from equity_lens.statistics.process_control.reading import ReadingOptions

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/methods/statistics.md"
PEERS = ROOT / "docs/methods/peers.md"

FUNCTIONS = [name for name in statistics.__all__ if inspect.isfunction(getattr(statistics, name))]
RESULTS = [name for name in statistics.__all__ if name not in FUNCTIONS]

# These lack a section, and here is why. Nothing else may.
EXCEPTIONS = {
    ("moving_ranges", "References"),  # an intermediate step of `xmr`, which cites its sources
}


@pytest.fixture(scope="module")
def writer():
    spec = importlib.util.spec_from_file_location(
        "write_statistics_page", ROOT / "scripts/write_statistics_page.py"
    )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def written(writer):
    return writer.page()


def test_the_page_of_statistics_is_the_docstrings_in_words(written):
    assert PAGE.read_text("utf-8") == written, (
        "A statistic has changed. Write the page again: python scripts/write_statistics_page.py"
    )


@pytest.mark.parametrize("section", ["Parameters", "Returns", "References", "Examples"])
@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_statistic_says_what_goes_in_what_comes_out_who_says_so_and_shows_it(
    writer, name, section
):
    _, sections = writer.sections_of(getattr(statistics, name))
    assert bool(sections.get(section)) != ((name, section) in EXCEPTIONS)


@pytest.mark.parametrize("section", ["Parameters", "Returns", "Raises", "References", "Examples"])
@pytest.mark.parametrize("name", tables.__all__)
def test_a_statistic_of_data_frames_says_the_same(writer, name, section):
    function = getattr(tables, name)
    _, sections = writer.sections_of(function)
    assert sections.get(section)
    for argument in inspect.signature(function).parameters:
        assert re.search(rf"\b{argument}\b", sections["Parameters"]), argument


@pytest.mark.parametrize("name", FUNCTIONS)
def test_each_argument_of_a_statistic_is_on_its_card(writer, name):
    function = getattr(statistics, name)
    _, sections = writer.sections_of(function)
    # What every chart may be told is explained once, in `xmr`.
    told = ReadingOptions.__annotations__ if name == "xmr" else ()
    arguments = [
        each
        for each in inspect.signature(function).parameters
        if name != "xmr" or each != "reading"
    ]
    for argument in [*arguments, *told]:
        assert re.search(rf"\b{argument}\b", sections["Parameters"]), argument


@pytest.mark.parametrize("name", RESULTS)
def test_a_shape_of_result_says_what_it_holds(name):
    assert inspect.getdoc(getattr(statistics, name))


@pytest.mark.parametrize("name", statistics.__all__)
def test_a_statistic_is_on_the_page_once(written, name):
    assert written.count(f"### `{name}`\n") == 1


def test_the_page_of_peers_names_only_statistics_that_exist():
    named = re.findall(r"\[`(\w+)`\]\(statistics\.md#(\w+)\)", PEERS.read_text("utf-8"))
    assert len(named) > 60
    assert {name for name, _ in named} <= set(statistics.__all__)
    assert all(anchor == name.lower() for name, anchor in named)


def test_the_page_of_peers_has_every_measure_of_inequality():
    page = PEERS.read_text("utf-8")
    for name in inequality.__all__:
        assert inspect.isclass(getattr(statistics, name)) or f"`{name}`" in page, name


@pytest.mark.parametrize("name", tables.__all__)
def test_a_statistic_of_data_frames_is_on_the_page_once(written, name):
    assert written.count(f"### `tables.{name}`\n") == 1


def test_links_within_the_page_lead_to_a_heading(written):
    headings = {
        line.lstrip("# ").strip("`").lower().replace(" ", "-").replace(".", "")
        for line in written.splitlines()
        if line.startswith("##")
    }
    headings.add("overdispersion-1")  # the result, after the function of the same letters
    assert set(re.findall(r"\]\(#([^)]+)\)", written)) <= headings
