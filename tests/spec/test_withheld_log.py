"""The gate's log: how much was withheld, of what and why, and never where."""

from dataclasses import fields, replace

import pytest

from equity_lens.disclosure.policy import policy
from equity_lens.disclosure.release import release as gate
from equity_lens.disclosure.released import Figure, State
from equity_lens.reports.brief import Brief
from equity_lens.reports.compose import compose
from equity_lens.reports.document import Table
from equity_lens.reports.withheld import COMPARISON, Withheld, withheld, withheld_sentence


def test_each_reason_is_counted_by_measure_and_dimension(sample_release):
    log = {(each.measure, each.dimension): each for each in withheld(sample_release)}
    # Rare disorders in the table by specialty; the second ethnic group over 52 weeks; one warning.
    assert {of: each.cells for of, each in log.items()} == {
        ("waiting-within-18-weeks", "specialty"): 1,
        ("waiting-over-52-weeks", "ethnic_group"): 1,
        ("waiting-list-2026-10-31.csv", "warnings"): 1,
    }
    assert {each.reason for each in log.values()} == {"fewer than 8 people"}


def test_the_log_names_no_subgroup_and_holds_no_figure_but_how_many(sample_release):
    assert {field.name for field in fields(Withheld)} == {
        *("kind", "measure", "title", "dimension", "dimension_title", "period", "reason", "cells"),
    }
    text = repr(withheld(sample_release))
    assert "Rare disorders" not in text
    assert "Mixed or multiple" not in text


def test_points_of_a_chart_that_are_withheld_are_counted_as_such(sample_release):
    hidden = Figure(State.SUPPRESSED, "proportion", reason="small")
    trend = sample_release.trends[1]
    changed = replace(trend, points=(hidden, hidden, *trend.points[2:]))
    log = withheld(replace(sample_release, profiles=(), ledgers=(), trends=(changed,)))
    assert [(each.kind, each.cells, each.reason) for each in log] == [
        ("chart over time", 2, "small")
    ]


@pytest.mark.parametrize("seed", range(3))
def test_the_log_counts_the_cells_that_the_gate_counted(trusts, seed):
    release = gate(
        trusts.trust(seed, periods=1, size=(30, 300)), policy=policy("hes"), names=str
    )  # fmt: skip
    assert release.withheld > 0
    cells = sum(each.cells for each in withheld(release) if each.kind == COMPARISON)
    assert cells == release.withheld


def test_the_sentence_gives_the_number_and_the_rule(sample_release):
    assert withheld_sentence(sample_release) == "4 cells withheld under the HES rule."
    one = replace(sample_release, withheld=1, policy="our-own")
    assert withheld_sentence(one) == "1 cell withheld under the rule ‘our-own’."
    assert (
        withheld_sentence(replace(one, withheld=0)) == "No cell withheld under the rule ‘our-own’."
    )


def test_the_annex_of_a_paper_for_a_meeting_has_the_log(sample_release):
    annex = compose(sample_release, brief=Brief()).annex
    (table,) = [b for b in annex if isinstance(b, Table) and b.caption == "Cells withheld, and why"]
    assert table.rows[0] == (
        *("Waiting within 18 weeks", "Specialty"),
        *("comparison between groups, 31 October 2026", "fewer than 8 people", "1"),
    )
    numbers = [b.number for b in annex if isinstance(b, Table)]
    assert numbers == list(range(1, len(numbers) + 1))


def test_where_nothing_is_withheld_the_annex_says_so(sample_release):
    bare = replace(sample_release, profiles=(), ledgers=(), trends=(), findings=(), withheld=0)
    annex = compose(bare, brief=Brief()).annex
    assert any("No cell withheld" in getattr(block, "text", "") for block in annex)
