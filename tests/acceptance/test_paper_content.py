"""What a board reads in six minutes, and what it is never shown."""

import re
from dataclasses import replace

import pytest

from equity_lens.disclosure.released import Release
from equity_lens.reports.compose import compose
from equity_lens.reports.document import (
    ChartBlock,
    Decision,
    Heading,
    KeyFigures,
    Paragraph,
    Table,
    texts,
)
from equity_lens.reports.figures import published
from equity_lens.reports.length import fitted
from equity_lens.reports.pdf import pages_before_annex


def said(blocks):
    return " ".join(texts(blocks))


def key_figures(document):
    return {
        row.measure: row
        for block in document.paper
        if isinstance(block, KeyFigures)
        for row in block.rows
    }


def test_a_paper_has_every_section_a_board_needs_in_order(paper_document):
    headings = [b.text for b in paper_document.paper if isinstance(b, Heading) and b.level == 1]
    assert headings == [
        "Purpose",
        "Headline figures and their gaps",
        "What we found",
        "Where it is widening",
        "Who is missing from the data",
        "Voices",
        "Decisions asked",
        "How the figures were made",
    ]


@pytest.mark.parametrize("which", ["sample_release", "large_release"])
def test_a_paper_is_read_in_six_minutes_on_four_pages(which, request):
    document = fitted(published(request.getfixturevalue(which)))
    assert document.words <= 1300  # six minutes at a little over 200 words a minute
    assert pages_before_annex(document) <= 4


def test_the_words_of_a_paper_include_its_headline_table_and_captions(paper_document):
    # Counted here another way: everything said, with the title, split at white space.
    whole = " ".join([paper_document.title, paper_document.subtitle, said(paper_document.paper)])
    assert paper_document.words == len(whole.split()) > 800


def test_the_headline_of_the_waiting_list_stands_beside_its_gap(paper_document):
    row = key_figures(paper_document)["Waiting within 18 weeks"]
    assert row.value == "61.4%"  # 25,105 of 40,890
    assert row.gap == "7.9 percentage points"  # 64.8 - 56.9
    assert "95% interval 6.4 to 9.4" in row.gap_note
    assert "worse" in row.gap_note


def test_every_headline_measure_has_a_gap_or_says_why_not(sample_release, paper_document):
    rows = key_figures(paper_document)
    headlines = {p.measure.title for p in sample_release.profiles if p.measure.headline}
    assert set(rows) == headlines
    assert all(row.gap for row in rows.values())


def test_rows_left_out_of_patients_records_come_before_a_table_of_counts(sample_release):
    # The sample's list left out 312 of 41,200 rows; a counts table in front of it left out none,
    # a second file of records 40 and a third none. A paper has room for two files.
    records = sample_release.ledgers[0]
    named = {
        name: replace(
            records,
            source=replace(records.source, name=name, contract=contract),
            accepted=41_200 - left_out,
            rejected=left_out,
            rejected_by_reason=(),
        )
        for name, contract, left_out in [
            ("kept-counts.csv", "counts_table", 0),
            ("clinics.csv", "outpatient_appointment", 0),
            ("referrals.csv", "outpatient_referral", 40),
            ("more-counts.csv", "counts_table", 900),
        ]
    }
    release = replace(sample_release, ledgers=(*named.values(), records))
    paper = said(compose(published(release)).paper)
    assert f"41,200 rows read from {records.source.name}, 40,888 were used and 312 left" in paper
    assert "referrals.csv, 41,160 were used and 40 left out" in paper
    assert not [name for name in named if name != "referrals.csv" and name in paper]


def test_a_gap_that_nobody_measured_is_called_not_measured(paper_document):
    row = key_figures(paper_document)["Emergency attendances within 4 hours"]
    assert (row.value, row.gap) == ("72.9%", "Not measured")  # 6,930 of 9,510


def test_a_gap_that_is_withheld_is_called_withheld_and_not_nought(paper_document):
    row = key_figures(paper_document)["Elective admissions, standardised for age and sex"]
    assert row.gap == "Withheld"


def test_findings_keep_their_rank_and_the_rest_are_in_the_annex(sample_release, paper_document):
    shown = [
        block.text
        for block in paper_document.paper
        if isinstance(block, Heading) and block.level == 2
    ]
    assert [int(text.split(".")[0]) for text in shown] == list(range(1, len(shown) + 1))
    listed = next(b for b in paper_document.annex if isinstance(b, Table))
    assert len(listed.rows) == len(sample_release.findings)


def test_decisions_are_questions_with_a_gap_and_blanks_for_people_and_dates(paper_document):
    asked = [block for block in paper_document.paper if isinstance(block, Decision)]
    assert 1 <= len(asked) <= 4
    for decision in asked:
        assert decision.question.endswith("?")
        assert decision.owner == "to be named"
        assert decision.report_back == "date to be agreed"
    assert "8.2 percentage points" in asked[0].moves


def test_every_chart_has_a_sentence_a_description_and_a_table(paper_document):
    blocks = paper_document.paper + paper_document.annex
    tables = {block.number for block in blocks if isinstance(block, Table)}
    charts = [block for block in blocks if isinstance(block, ChartBlock)]
    assert len(charts) >= 3
    for block in charts:
        assert block.sentence
        assert block.chart.description
        assert block.table in tables


def test_tables_and_charts_are_numbered_once_each(paper_document):
    blocks = paper_document.paper + paper_document.annex
    tables = [block.number for block in blocks if isinstance(block, Table)]
    charts = [block.number for block in blocks if isinstance(block, ChartBlock)]
    assert tables == list(range(1, len(tables) + 1))
    assert len(charts) == len(set(charts))


def test_the_widening_section_says_what_one_period_cannot_show(sample_release):
    once = compose(replace(sample_release, trends=()))
    assert "too few periods" in said(once.paper)


def test_a_trend_without_a_recent_signal_is_not_called_widening(sample_release):
    calm = tuple(
        replace(trend, signals=("",) * len(trend.signals), direction=("",) * len(trend.direction))
        for trend in sample_release.trends
    )
    text = said(compose(replace(sample_release, trends=calm)).paper)
    assert "A gap that holds steady is still a gap." in text


def test_the_method_note_names_policy_edition_sources_comparisons_and_software(paper_document):
    text = said(paper_document.paper)
    for needed in (
        "Counts of 1 to 7 are withheld",
        "IMD 2025",
        "waiting-list-2026-10-31.csv (SHA-256 9f2c9f2c9f2c)",
        "31 October 2026",
        "45 comparisons",
        "equity-lens 0.1.0",
    ):
        assert needed in text, needed


def test_a_paper_asks_for_voices_and_invents_none(paper_document):
    assert "No consented insight is attached" in said(paper_document.paper)


def test_a_paper_never_says_why_a_gap_is_there(paper_document):
    text = said((paper_document.paper, paper_document.annex)).lower()
    assert not re.search(r"caused by|because of|due to (their|being)|owing to|blame", text)


def test_the_annex_holds_each_measure_by_each_dimension_of_findings(sample_release, paper_document):
    captions = [block.caption for block in paper_document.annex if isinstance(block, Table)]
    for profile in sample_release.profiles:
        if profile.dimension.in_findings:
            start = f"{profile.measure.title}, by {profile.dimension.title.lower()}"
            assert any(caption.startswith(start) for caption in captions), start


def test_headline_measures_come_first_in_the_annex(sample_release, paper_document):
    titles = {p.measure.title: p.measure.headline for p in sample_release.profiles}
    headings = [b.text for b in paper_document.annex if isinstance(b, Heading) and b.level == 2]
    headline = [titles[text] for text in headings]
    assert headline == sorted(headline, reverse=True)
    assert set(headline) == {True, False}


def test_a_finding_strong_enough_to_act_passed_every_test_and_others_come_with_advice(
    paper_document,
):
    leads = [b.lead for b in paper_document.paper if isinstance(b, Paragraph) and b.lead]
    assert leads.count("Why this grade:") == 3  # graded act
    assert leads.count("Advice:") == 2  # graded test and watch


def test_a_paper_can_be_made_of_nothing_but_sources(sample_release):
    empty = Release(
        organisation=sample_release.organisation,
        policy="hes",
        policy_described="Counts of 1 to 7 are withheld.",
        software="equity-lens 0.1.0",
        made_from=sample_release.made_from,
        profiles=(),
        findings=(),
        trends=(),
        funnels=(),
        ledgers=(),
        withheld=0,
        comparisons=0,
    )
    text = said(fitted(empty).paper)
    assert "No measure could be worked out from the files given." in text
    assert "That is not proof of fairness" in text


def test_a_paper_about_several_organisations_names_each_beside_its_figure(sample_release):
    other = replace(sample_release.profiles[1].organisation, code="RYY", name="Hillside NHS Trust")
    both = sample_release.profiles[1], replace(sample_release.profiles[1], organisation=other)
    document = compose(replace(sample_release, organisation=None, profiles=both))
    assert list(key_figures(document)) == [
        "Riverside Demonstration NHS Trust: Waiting within 18 weeks",
        "Hillside NHS Trust: Waiting within 18 weeks",
    ]


def test_only_the_latest_period_of_a_comparison_stands_in_the_paper(sample_release):
    earlier = replace(sample_release.profiles[1], period="2026-09-30")
    profiles = (earlier, *sample_release.profiles)
    captions = [
        block.caption
        for block in compose(replace(sample_release, profiles=profiles)).annex
        if isinstance(block, Table) and "within 18 weeks, by deprivation" in block.caption
    ]
    assert captions == ["Waiting within 18 weeks, by deprivation fifth, 31 October 2026"]


def test_a_funnel_of_gaps_is_told_before_a_funnel_of_values(sample_release):
    of_gaps = sample_release.funnels[0]
    of_values = replace(of_gaps, title="Waiting within 18 weeks", unit="proportion")
    both = compose(replace(sample_release, funnels=(of_values, of_gaps)))
    told = next(
        b for b in both.paper if isinstance(b, Paragraph) and b.lead == "Beside other providers:"
    )
    assert told.text.startswith("Gap between the most and least deprived fifths")
    numbers = [b.number for b in both.annex if isinstance(b, Table) and b.caption.startswith("Gap")]
    assert told.table == numbers[0]
