"""Since the last paper: what moved, and what cannot be compared with it.

Figures of the sample: within 18 weeks 61.4% of everyone; 56.9% in the most deprived fifth and 64.8%
in the least, a gap of -0.0787955 (7.9 points). September's rows are the same unless a test says so.
"""

from dataclasses import replace

import pytest

from equity_lens.reports.brief import Brief
from equity_lens.reports.compose import compose
from equity_lens.reports.document import Bullets, Heading, Table, texts
from equity_lens.reports.figures import published, rows
from equity_lens.reports.results_parquet import results_parquet, rows_of_parquet

EVERYONE = ("waiting-within-18-weeks", "all", "", "overall")
GAP = ("waiting-within-18-weeks", "imd_quintile", "1", "gap")
OWN = ("waiting-within-18-weeks", "imd_quintile", "1", "value")
SIZE_THEN = {"value": -0.0867, "lower": -0.102, "upper": -0.071}  # 8.7 points


@pytest.fixture(scope="module")
def release(sample_release):
    return published(sample_release)


@pytest.fixture
def told(meeting, release):
    """The bullets of the section, with rows of September changed."""

    def tell(changed=(), now=release):
        document = compose(now, brief=Brief(), last=meeting.last(release, changed))
        blocks = list(document.paper)
        place = next(i for i, b in enumerate(blocks) if b == Heading("Since the last paper"))
        return "\n".join(
            texts(tuple(b for b in blocks[place : place + 5] if isinstance(b, Bullets)))
        )

    return tell


@pytest.fixture
def table(meeting, release):
    """The annex's table, by the name of the figure."""

    def lay(changed=(), now=release):
        document = compose(now, brief=Brief(), last=meeting.last(release, changed))
        (found,) = [b for b in document.annex if isinstance(b, Table) and b.caption.startswith("Figures of the last paper")]  # fmt: skip
        return {row[0]: row[1:] for row in found.rows}

    return lay


def test_a_gap_that_shrank_while_its_group_did_better_is_narrower(told):
    # 8.7 - 7.9 = 0.8, as shown; the group went from 55.0% to 56.9%
    text = told({GAP: SIZE_THEN, OWN: {"value": 0.55}})
    assert (
        "gap 7.9 percentage points lower, from 8.7 percentage points lower: narrower by 0.8 "
        "percentage points" in text
    )


def test_levelling_down_is_not_called_narrowing(told):
    # The gap shrank and the most deprived fifth went from 57.5% to 56.9%: the others got worse.
    text = told({GAP: SIZE_THEN, OWN: {"value": 0.575}})
    assert (
        "smaller by 0.8 percentage points, and the group itself did no better: that is not "
        "narrowing" in text
    )
    assert "narrower by 0.8" not in text


def test_a_gap_that_grew_is_wider(told):
    # 7.9 - 7.1 = 0.8
    assert "wider by 0.8 percentage points" in told({GAP: {"value": -0.071}})


def test_a_gap_that_turned_is_said_to_be_the_other_way_round(told):
    text = told({GAP: {"value": 0.012}})
    assert "7.9 percentage points lower, from 1.2 percentage points higher: the other way round" in text  # fmt: skip


def test_a_difference_is_that_of_the_figures_as_shown(table):
    # 7.94 and 7.86 show as 7.9 and 7.9: no change is claimed that a reader could not see
    row = table({GAP: {"value": -0.0794}})
    name = "Waiting within 18 weeks: gap, most deprived fifth against least deprived fifth"
    assert row[name][0] == "the same size as shown"


def test_a_headline_that_moved_is_given_with_the_day_it_moved_from(told):
    text = told({EVERYONE: {"value": 0.609}})
    assert "Waiting within 18 weeks: 61.4%, from 60.9% on 30 September 2026" in text


def test_headlines_that_did_not_move_are_said_in_one_line(told):
    assert "The same as shown: Waiting within 18 weeks; Waiting over 52 weeks;" in told()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"version": 0}, "its definition changed (version 0, now version 1)"),
        ({"policy": "ohid"}, "another privacy rule applied (‘ohid’, now ‘hes’)"),
        ({"reference": "best"}, "it was compared with another group"),
        ({"edition": "IMD 2019"}, "deprivation was that of IMD 2019, now IMD 2025"),
        ({"unit": "ratio"}, "it was in another unit"),
        ({"synthetic": False}, "one of the two papers is made from synthetic data"),
        ({"period": "2026-10-31"}, "both papers are about the same period"),
        ({"period": "2026-11-30"}, "the last paper is about a later period"),
        ({"value": None, "state": "suppressed"}, "withheld last time"),
        ({"value": None, "state": "missing"}, "not known last time"),
    ],
)
def test_a_figure_is_compared_with_its_like_or_it_is_said_why_not(table, change, why):
    name = "Waiting within 18 weeks: gap, most deprived fifth against least deprived fifth"
    row = table({GAP: change})[name]
    assert row[:3] == (why, "not compared", "not compared")
    assert row[3] == "−7.9"


def test_the_figure_of_everyone_does_not_rest_on_an_edition_of_deprivation(table):
    row = table({EVERYONE: {"edition": "IMD 2019"}})["Waiting within 18 weeks: everyone"]
    assert row[0] == "from 30 September 2026"


def test_findings_that_are_new_and_findings_that_are_gone_are_named(told):
    text = told()
    assert (
        "New findings: 4. Waiting within 18 weeks: Black or Black British; "
        "5. Waiting within 18 weeks: Mixed or multiple ethnic groups." in text
    )
    assert (
        "No longer among the findings: Waiting over 52 weeks: Black or Black British. That is no "
        "proof that the gap is gone." in text
    )


def test_what_was_decided_stands_beside_what_the_gap_did(told):
    text = told({GAP: SIZE_THEN, OWN: {"value": 0.55}})
    assert (
        "“Will the board ask for a trial?” State: agreed. Owner: Medical director. Waiting within "
        "18 weeks: gap narrower by 0.8 percentage points; 2.0 percentage points narrower was "
        "expected by 30 April 2027." in text
    )


def test_a_decision_whose_gap_is_no_longer_found_says_so(told, release):
    fewer = replace(release, findings=release.findings[:1])
    assert "Its gap is no longer among the findings." in told(now=fewer)


def test_a_paper_can_be_compared_with_the_stored_data_file_of_the_last(meeting, release):
    september = replace(
        release,
        profiles=tuple(replace(p, period=meeting.EARLIER[p.period]) for p in release.profiles),
    )
    stored = rows_of_parquet(results_parquet(rows(september)))
    last = replace(meeting.last(release), rows=tuple(stored))
    text = "\n".join(texts(compose(release, brief=Brief(), last=last).paper))
    assert "The same as shown: Waiting within 18 weeks" in text
