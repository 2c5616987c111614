"""The published rate of false alarms is what a measurement of it gives again."""

import importlib.util
import sys
from math import sqrt
from pathlib import Path

import pytest

from equity_lens.analysis.watching import watching_rule

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "scripts" / "measure_false_alarms.py"


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("measure_false_alarms", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    # A dataclass looks its own module up by name.
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def again(script):
    """A small measurement with draws of its own."""
    return script.measured(120, seed=7)


def test_the_published_rate_is_measured_again_with_other_draws(again):
    looks = sum(each.looks for each in again.values())
    alarms = sum(each.alarms for each in again.values())
    published = watching_rule()["false_alarms"]["for_each_chart_and_month"]
    # About 1,200 alarms in 157,000 looks. Looks at one chart hang together, and so do the two sexes:
    # the variance is taken as four times that of single looks.
    error = sqrt(4 * published / looks)
    assert abs(alarms / looks - published) < 3 * error
    # And that is a test: the interval is no wider than a fifth of the rate either way.
    assert 3 * error < 0.2 * published


def test_each_size_of_measure_has_its_own_rate(again):
    by_size = {
        each["people_a_month"]: each["for_each_chart_and_month"]
        for each in watching_rule()["false_alarms"]["by_size"]
    }
    assert by_size.keys() == again.keys()
    for size, found in again.items():
        assert found.rate == pytest.approx(by_size[size], rel=0.3)


def test_the_published_figures_agree_with_each_other():
    published = watching_rule()["false_alarms"]
    rate = published["alarms"] / published["looks"]
    assert published["for_each_chart_and_month"] == pytest.approx(rate, abs=0.00005)
    # Few: of a hundred gaps that do not change, one a month or fewer.
    assert rate < 0.01


def test_the_page_says_what_was_measured():
    published = watching_rule()["false_alarms"]
    page = (ROOT / "docs" / "methods" / "watching.md").read_text(encoding="utf-8")
    for each in published["by_size"]:
        rate = 100 * each["for_each_chart_and_month"]
        assert f"| {each['people_a_month']:,} | {rate:.1f}% |" in page
    assert f"| all together | {100 * published['for_each_chart_and_month']:.1f}% |" in page
