"""What a verdict says, and what its picture shows."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from equity_lens.charts import gap_changes_chart, verdict_chart
from equity_lens.disclosure.released import Figure, State
from equity_lens.disclosure.released_verdicts import (
    Hindrance,
    Role,
    Verdict,
    WhyNot,
)
from equity_lens.words.verdict_notes import (
    baseline_sentence,
    hindrance_sentences,
    history_sentence,
    rule_sentence,
    watched_sentence,
)
from equity_lens.words.verdicts import (
    average_sentence,
    dated_sentence,
    gap_sentence,
    people_sentence,
    rates_sentence,
    verdict_sentence,
)

SVG = "{http://www.w3.org/2000/svg}"
POINTS = "difference in proportion"


def points(value, lower=None, upper=None):
    return Figure(State.NUMBER, POINTS, value, lower, upper)


def share(value):
    return Figure(State.NUMBER, "proportion", value)


@pytest.fixture(scope="module")
def demonstration():
    """The released verdicts of the demonstration's projects at the last month, by their ids."""
    from equity_lens.demonstration.projects import counts_of, projects
    from equity_lens.disclosure.policy import policy
    from equity_lens.disclosure.released import Organisation
    from equity_lens.disclosure.verdicts import release_verdicts

    having = [each for each in projects() if each.gap is not None]
    found = release_verdicts(
        [(each.gap, counts_of(each)) for each in having],
        policy=policy("hes"),
        organisation=Organisation("SYN", "Demonstration trust"),
    )
    return {each.id: verdict for each, verdict in zip(having, found, strict=True)}


@pytest.fixture(scope="module")
def narrowing(demonstration):
    return demonstration["evening-clinics"]


@pytest.fixture(scope="module")
def widening(demonstration):
    return demonstration["online-booking"]


def with_rates(verdict, *pairs):
    """The same verdict, whose groups go from one share to another."""
    groups = tuple(
        replace(
            group,
            before=replace(group.before, value=share(before)),
            after=replace(group.after, value=share(after)),
            change=points(after - before, after - before - 0.01, after - before + 0.01),
        )
        for group, (before, after) in zip(verdict.groups, pairs, strict=True)
    )
    return replace(verdict, groups=groups)


def test_rates_that_all_move_one_way_are_said_once(narrowing):
    # Most deprived, middle, least deprived.
    said = rates_sentence(with_rates(narrowing, (0.14, 0.10), (0.09, 0.08), (0.06, 0.05)))
    assert said == (
        "The rate fell in every group that is watched, more in the most deprived fifth than in the "
        "least deprived fifth."
    )
    everyone = replace(narrowing, all_watched=True)
    said = rates_sentence(with_rates(everyone, (0.14, 0.15), (0.09, 0.11), (0.06, 0.07)))
    assert said == (
        "The rate rose for everyone, as much in the most deprived fifth as in the least deprived fifth."
    )


def test_rates_that_part_are_said_one_by_one(narrowing):
    said = rates_sentence(with_rates(narrowing, (0.14, 0.10), (0.09, 0.08), (0.06, 0.08)))
    assert said == (
        "The rate fell in the most deprived fifth (from 14.0% to 10.0%), and rose in the least deprived "
        "fifth (from 6.0% to 8.0%)."
    )
    said = rates_sentence(with_rates(narrowing, (0.14, 0.10), (0.09, 0.08), (0.0601, 0.0604)))
    assert said.endswith("and stayed in the least deprived fifth (at 6.0%).")


def test_a_change_that_could_be_none_says_so(narrowing):
    found = replace(
        narrowing,
        change=points(0.009, -0.003, 0.021),
        gap_before=points(0.08),
        gap_after=points(0.089),
    )
    assert gap_sentence(found) == (
        "The gap grew by 0.9 percentage points (95% interval 0.3 narrower to 2.1 wider), from 8.0 to 8.9. "
        "That is consistent with no change."
    )


def test_a_gap_that_turned_round_is_told_with_both_sides(narrowing):
    found = replace(
        narrowing,
        verdict=Verdict.HOLDING,
        why_not=WhyNot.TURNED_ROUND,
        change=points(-0.08, -0.09, -0.07),
        gap_before=points(0.02),
        gap_after=points(-0.06),
    )
    said = verdict_sentence(found)
    assert (
        "in the most deprived fifth things were 2.0 percentage points worse than in the least deprived "
        "fifth before, and are 6.0 percentage points better after." in said
    )
    assert "That is not called narrowing." in said


@pytest.mark.parametrize("absent", [State.SUPPRESSED, State.MISSING])
def test_a_change_that_is_not_shown_is_never_nought(narrowing, absent):
    found = replace(narrowing, change=Figure(absent, POINTS, reason="the reason"))
    assert "is not shown" in gap_sentence(found)
    assert "the reason" in gap_sentence(found)
    assert not re.search(r"\d", gap_sentence(found))


def test_where_high_is_good_those_who_fared_badly_are_fewer_of_the_event(widening):
    assert people_sentence(widening).startswith("About 690 fewer referrals for people in the most")
    assert "had a first appointment booked in 12 months than had the gap held" in people_sentence(
        widening
    )


def test_people_are_not_counted_where_it_could_be_nobody(narrowing):
    found = replace(narrowing, more_people=Figure(State.NUMBER, "events", 40.0, -60.0, 140.0))
    assert people_sentence(found) == ""


def test_too_early_names_the_change_that_a_later_look_could_show(demonstration):
    found = demonstration["reminders-in-other-languages"]
    said = verdict_sentence(found)
    assert said.startswith("It is too early to say whether the gap has changed.")
    assert re.search(r"By month 6 after the change, a change in the gap of \d\.\d percentage", said)
    assert "8 times in 10" in said


def test_an_interval_of_one_look_without_nought_is_explained_while_it_is_too_early(narrowing):
    found = replace(narrowing, verdict=Verdict.TOO_EARLY)
    assert "That interval is of a single look; the verdict allows for 12" in verdict_sentence(found)


def test_levelling_down_is_explained(demonstration):
    said = verdict_sentence(demonstration["short-notice-slots"])
    assert "The gap closed as things got worse in the least deprived fifth" in said
    assert "never called narrowing" in said


def test_average_and_gap_stand_in_one_breath(widening, demonstration):
    assert average_sentence(widening).endswith("The average improved, and the gap widened.")
    worse = average_sentence(demonstration["short-notice-slots"])
    assert worse.endswith("The average got worse, and the gap held.")


def test_a_group_that_fares_worse_is_named_and_by_how_much(demonstration):
    said = watched_sentence(demonstration["fewer-transport-bookings"])
    assert "Things are worse in the second most deprived fifth, by 1.5 percentage points" in said


def test_dates_stand_in_the_history(demonstration):
    said = history_sentence(demonstration["appointment-reminders"])
    assert re.fullmatch(
        r"Too early to say from November 2025; widening from \w+ 2026; "
        r"too early to say from May 2026; narrowing from \w+ 2026\.",
        said,
    )


def test_the_rule_says_how_often_it_errs(narrowing):
    rule = replace(narrowing.rule, ever_called=0.035, caught=0.997, widening=0.03)
    said = rule_sentence(rule)
    assert "nobody can change a verdict" in said
    assert "3.5% were ever called" in said
    assert "of true widenings of 3.0 points" in said
    assert "99.7% were called by then" in said


def test_each_hindrance_has_a_sentence_with_what_to_do(narrowing):
    every = tuple((kind, 3, "2026-04") for kind in Hindrance)
    said = hindrance_sentences(replace(narrowing, hindrances=every))
    assert len(set(said)) == len(Hindrance)


def test_no_sentence_explains_or_blames(demonstration):
    for found in demonstration.values():
        said = " ".join(
            (
                dated_sentence(found), verdict_sentence(found), average_sentence(found),
                baseline_sentence(found), watched_sentence(found), *hindrance_sentences(found),
            )
        )  # fmt: skip
        for word in (
            "caused",
            "due to",
            "fault",
            "failed",
            "fail to",
            "non-compliant",
            "hard to reach",
        ):
            assert word not in said.lower()


def texts(picture):
    return [element.text for element in ET.fromstring(picture).iter(f"{SVG}text")]


@pytest.fixture(scope="module")
def chart(demonstration):
    tests = (("2025-11", "Text reminders"), ("2026-05", "Calls and transport"))
    return verdict_chart(demonstration["appointment-reminders"], tests=tests)


def test_every_group_has_a_panel_and_everyone_has_one_too(chart):
    labels = {
        "Most deprived fifth", "Second most deprived fifth", "Middle fifth",
        "Second least deprived fifth", "Least deprived fifth", "Everyone",
    }  # fmt: skip
    for picture in (chart.svg, chart.narrow_svg):
        joined = " ".join(texts(picture))
        assert all(label in joined for label in labels)
        assert "whom it is for" in joined
        assert joined.count("watched") == 3


def test_all_panels_share_one_scale(chart):
    ticks = [word for word in texts(chart.svg) if re.fullmatch(r"\d+%", word)]
    assert len(ticks) == 6 * len(set(ticks))
    # The same tick is at the same distance from the foot of its panel: three panels in a row.
    top = max(set(ticks), key=lambda tick: int(tick[:-1]))
    heights = [
        float(element.get("y"))
        for element in ET.fromstring(chart.svg).iter(f"{SVG}text")
        if element.text == top
    ]
    assert len(set(heights)) == 2


def test_tests_of_change_are_marked_by_a_letter_and_told_in_the_key(chart):
    for picture in (chart.svg, chart.narrow_svg):
        words = texts(picture)
        # One for each panel, and one in the key.
        assert words.count("A") == words.count("B") == 7
        assert any("Text reminders, from November 2025" in word for word in words)
    assert "Text reminders: from November 2025." in chart.description


def test_the_picture_says_which_way_is_better_and_that_it_is_made_up(chart):
    assert chart.better == "Lower is better ↓"
    for picture in (chart.svg, chart.narrow_svg):
        assert "Lower is better ↓" in texts(picture)
        assert "Synthetic data" in texts(picture)


def test_each_point_says_its_group_month_and_share(chart, demonstration):
    titles = [element.text for element in ET.fromstring(chart.svg).iter(f"{SVG}title")]
    found = demonstration["appointment-reminders"]
    shown = sum(point.is_number for group in found.groups for point in group.points)
    assert len(titles) == 1 + shown + len(found.everyone.points)
    assert any(re.fullmatch(r"Middle fifth, May 2025: \d+\.\d%", title) for title in titles)


def test_a_withheld_point_leaves_a_break_and_the_key_says_why(demonstration):
    drawn = verdict_chart(demonstration["foot-clinic-home-visits"])
    key = " ".join(texts(drawn.svg))
    assert "Where a line breaks, the figure is withheld: a count of 1 to 7" in key
    # Nothing stands at nought for it.
    found = demonstration["foot-clinic-home-visits"]
    hidden = [p for p in found.group(Role.REFERENCE).points if p.state is State.SUPPRESSED]
    assert hidden
    titles = [element.text for element in ET.fromstring(drawn.svg).iter(f"{SVG}title")]
    marked = [title for title in titles if title.startswith("Least deprived fifth,")]
    assert len(marked) == len(found.periods) - len(hidden)


def test_before_the_first_month_of_a_change_there_is_a_picture_all_the_same(demonstration):
    drawn = verdict_chart(demonstration["transport-to-the-eye-clinic"])
    assert "May 2026 to October 2026" in drawn.title
    assert "Too early to say" in drawn.description


def test_no_words_leave_the_picture(demonstration):
    from equity_lens.charts.lettering import width_of

    for found in demonstration.values():
        drawn = verdict_chart(found)
        for picture, width in ((drawn.svg, 760), (drawn.narrow_svg, 360)):
            for element in ET.fromstring(picture).iter(f"{SVG}text"):
                if element.get("transform"):
                    continue
                size = float(element.get("font-size"))
                wide = width_of(element.text, size, bold=element.get("font-weight") == "bold")
                anchor = element.get("text-anchor", "start")
                left = (
                    float(element.get("x")) - {"start": 0, "middle": wide / 2, "end": wide}[anchor]
                )
                assert left >= -0.5, element.text
                assert left + wide <= width + 0.5, element.text


def test_early_looks_with_wide_limits_do_not_flatten_the_later_ones(narrowing):
    # Limits of 20 points at the first look and of 2 after it: the axis keeps to the later ones.
    change = replace(narrowing.looks[0].change, value=-0.02, lower=-0.22, upper=0.18)
    usual = replace(change, lower=-0.03, upper=-0.01)
    looks = (replace(narrowing.looks[0], change=change), *(
        replace(look, change=usual) for look in narrowing.looks[1:]
    ))  # fmt: skip
    chart = gap_changes_chart(replace(narrowing, looks=looks))
    assert "the limits go further than the picture" in chart.svg
    assert not re.search(r">[−-]?(10|20)<", chart.svg)
    whole = gap_changes_chart(replace(narrowing, looks=looks[1:]))
    assert "the limits go further" not in whole.svg
