"""How often a verdict is right as people see it: from protected counts, in 1,000 made-up projects.

The published rates, in 5,000 projects each, are measured by ``python scripts/measure_verdicts.py``.
"""

import importlib.util
import sys
from math import sqrt
from pathlib import Path

import pytest

from equity_lens.analysis.verdict_rule import verdict_rule

SCRIPT = Path(__file__).parents[2] / "scripts" / "measure_verdicts.py"
PROJECTS, PEOPLE, SEED = 1000, 2000, 11


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("measure_verdicts", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def ever(script, change, *words, people=PEOPLE, **given):
    return script.ever(script.words(PROJECTS, people, change, seed=SEED, **given), *words)


@pytest.mark.parametrize("before", [6, 12])
def test_at_most_5_of_100_projects_that_change_nothing_are_ever_called_in_a_year(script, before):
    assert ever(script, script.NOTHING, "widening", "narrowing", before=before) <= 0.05


@pytest.mark.parametrize("before", [6, 12])
def test_nor_where_the_rate_falls_alike_for_everybody(script, before):
    assert ever(script, script.BOTH_FALL, "widening", "narrowing", before=before) <= 0.05


@pytest.mark.parametrize("before", [6, 12])
def test_at_least_80_of_100_true_widenings_of_three_points_are_caught_by_month_twelve(
    script, before
):
    assert ever(script, script.WIDER, "widening", before=before) >= 0.8


def test_a_widening_under_an_average_that_improves_is_caught_too(script):
    # One point fewer missed in the target, four in the reference.
    assert ever(script, script.UNDER_THE_AVERAGE, "widening") >= 0.8
    assert ever(script, script.UNDER_THE_AVERAGE, "narrowing") == 0


def test_small_projects_are_called_no_more_often_when_nothing_changes(script):
    for people, together in ((200, 1), (200, 3), (100, 3)):
        given = {"people": people, "together": together}
        assert ever(script, script.NOTHING, "widening", "narrowing", **given) <= 0.05


def test_the_published_rates_are_measured_again_with_other_draws(script):
    published = verdict_rule()["error_rates"]
    for size in published["by_size"]:
        given = {"people": size["people_a_month"], "together": size["months_together"]}
        for change, words, expected in (
            (script.NOTHING, ("widening", "narrowing"), size["ever_called"]),
            (script.WIDER, ("widening",), size["caught_of_3_points"]),
        ):
            # Four standard errors, and a little for rates near nought or all.
            reach = 4 * sqrt(expected * (1 - expected) / PROJECTS) + 0.005
            assert abs(ever(script, change, *words, **given) - expected) < reach


def test_the_page_about_the_method_prints_the_rates_of_the_rule():
    page = (SCRIPT.parents[1] / "docs" / "methods" / "verdicts.md").read_text()
    published = verdict_rule()["error_rates"]
    assert f"at most {published['ever_called']:.1%}" in page
    assert f"at least {published['caught']:.1%}" in page
    for size in published["by_size"]:
        quarters = ", in quarters" if size["months_together"] == 3 else ""
        (row,) = (
            line
            for line in page.splitlines()
            if line.startswith(f"| {size['people_a_month']:,}{quarters} |")
        )
        for rate in ("ever_called", "caught_of_3_points", "caught_of_6_points"):
            assert f" {size[rate]:.1%} ".replace("100.0%", "100%") in row
