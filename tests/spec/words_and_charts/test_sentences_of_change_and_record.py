"""What is said of change over time, of other providers, and of the record itself."""

import datetime as dt
from dataclasses import replace

from equity_lens.cells import Source
from equity_lens.disclosure.released import Figure, Release, ReleasedLedger, State, Tally
from equity_lens.words import dates
from equity_lens.words.sentences import (
    comparisons_sentence,
    completeness_sentence,
    data_age_sentence,
    funnel_sentence,
    rows_sentence,
    trend_sentence,
)


def tally(name, rows, of):
    figures = (Figure(State.NUMBER, "events", rows), Figure(State.NUMBER, "proportion", rows / of))
    return Tally(name, *figures)


LEDGER = ReleasedLedger(
    source=Source("list.csv", "0" * 64, "rtt_waiting_list"),
    rows_read=41_200,
    accepted=40_888,
    rejected=312,
    rejected_by_reason=(
        tally("clock started after the extract", 204.0, 312),
        tally("provider not known", 71.0, 312),
        tally("duplicate", 37.0, 312),
    ),
    warnings_by_column=(),
    completeness=(
        (
            "ethnic_category",
            (
                tally("known", 36_022.0, 40_888),
                tally("not_stated", 2617.0, 40_888),
                Tally(
                    "not_known",
                    Figure(State.SUPPRESSED, "events", reason="fewer than 8 people"),
                    Figure(State.SUPPRESSED, "proportion", reason="fewer than 8 people"),
                ),
            ),
        ),
    ),
)


def release(comparisons):
    return Release(None, "hes", "", "", (), (), (), (), (), (), 0, comparisons)


def test_a_gap_over_time_says_which_way_the_group_differs_and_what_is_signalled(gap_trend):
    # Up is worse for the group; where higher is better, worse is lower than the reference.
    assert trend_sentence(gap_trend) == (
        "Waiting within 18 weeks, most deprived fifth, gap from least deprived fifth: 7.0 percentage "
        "points lower in December 2026. This signals concern: a run of 8 above the mean. The average is 6.0 "
        "percentage points lower, and ordinary variation is 4.8 to 7.2 percentage points lower."
    )


def test_the_same_gap_of_a_measure_that_is_better_lower_is_higher(gap_trend):
    measure = replace(gap_trend.measure, better="lower")
    assert "7.0 percentage points higher in" in trend_sentence(replace(gap_trend, measure=measure))


def test_a_trend_whose_latest_figure_is_withheld_says_only_that(gap_trend):
    hidden = Figure(State.SUPPRESSED, "difference in proportion", reason="fewer than 8 people")
    withheld = replace(gap_trend, points=(*gap_trend.points[:-1], hidden))
    assert trend_sentence(withheld) == (
        "Waiting within 18 weeks, most deprived fifth, gap from least deprived fifth: the latest "
        "figure is withheld: fewer than 8 people."
    )


def test_few_points_have_provisional_limits_and_fewer_have_none(gap_trend):
    provisional = trend_sentence(replace(gap_trend, provisional=True))
    assert provisional.endswith("The limits are provisional: fewer than 12 points.")
    none = replace(gap_trend, mean=None, lower_limit=None, upper_limit=None)
    assert trend_sentence(none).endswith("There are too few points for an average and limits.")


def test_a_provider_is_placed_by_limits_and_quarters_and_never_ranked(funnel):
    # Ten providers; ours, at 56%, is below all nine others at 60%, and outside the 99.8% limits.
    assert funnel_sentence(funnel) == (
        "Demonstration trust: 56.0% on 22 February 2026; all providers together 60.0%. It lies "
        "outside the 99.8% limits, where chance alone hardly ever puts a provider. Its figure is "
        "higher than at few of the other providers. Of 10 providers, 1 lies outside the 95% "
        "limits, and 1 outside the 99.8% limits. The limits allow for chance alone, so with large "
        "numbers many lie outside."
    )


def test_a_gap_wider_than_six_of_eight_is_wider_than_about_three_in_four(funnel):
    others = [replace(point, value=-0.01) for point in funnel.points[:6]]
    others += [replace(point, value=-0.09) for point in funnel.points[6:8]]
    ours = replace(funnel.points[-1], value=-0.08)
    gaps = replace(funnel, unit="difference in proportion", centre=-0.03, points=(*others, ours))
    said = funnel_sentence(gaps)
    assert "8.0 percentage points lower" in said
    assert "Its gap is wider than at about 3 in 4 of the other providers." in said


def test_every_row_of_a_file_is_accounted_for_in_words():
    assert rows_sentence(LEDGER) == (
        "Of 41,200 rows read from list.csv, 40,888 were used and 312 left out: clock started after "
        "the extract, 204; provider not known, 71; duplicate, 37."
    )


def test_a_state_of_the_record_that_is_withheld_has_no_number():
    # 36,022 of 40,888 is 88.1%; 2,617 is 6.4%.
    assert completeness_sentence(LEDGER, "ethnic_category") == (
        "Known, 88.1%; not stated (asked), 6.4%; not known (not asked or not recorded), withheld: "
        "fewer than 8 people."
    )
    assert completeness_sentence(LEDGER, "sex") == "Not in this file."


def test_the_age_of_the_figures_is_counted_from_the_end_of_their_period():
    stood = "The figures are as they stood on 31 October 2026"
    assert data_age_sentence("2026-10-31") == f"{stood}."
    # 31 October to 12 November is 12 days.
    read = dt.date(2026, 11, 12)
    assert data_age_sentence("2026-10-31", read) == f"{stood}, 12 days before 12 November 2026."
    assert data_age_sentence("2026-10", read) == (
        "The figures are of what happened in October 2026, which ended 12 days before 12 November "
        "2026."
    )


def test_the_number_of_comparisons_is_owned_up_to():
    assert comparisons_sentence(release(1240)).startswith("1,240 comparisons were made.")
    assert comparisons_sentence(release(0)) == "No groups were compared."


def test_months_and_days_are_said_as_in_britain():
    assert dates.period("2026-02-28") == "28 February 2026"
    assert dates.period("2026-02") == "February 2026"
    assert dates.period("2025-26") == "2025-26"
    assert dates.last_day("2024-02") == dt.date(2024, 2, 29)
    assert dates.last_day("2026-12") == dt.date(2026, 12, 31)
    assert dates.last_day("2025/26") is None
    assert dates.span("2026-01", "2026-12") == "January 2026 to December 2026"
    assert dates.when("2026-10") == "in October 2026"
