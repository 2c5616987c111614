"""Where each point stands, by the ticks of its own axis, and what stands where there is no point."""

import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from equity_lens.charts import control_chart, funnel_chart, interval_chart
from equity_lens.disclosure.released import Figure, State
from equity_lens.measures.measure import Standard

SVG = "{http://www.w3.org/2000/svg}"
HIDDEN = Figure(State.SUPPRESSED, "proportion", reason="fewer than 8 people")


def read(picture):
    return ET.fromstring(picture)


def words_at(root, words):
    """(x, y) of each text that says exactly this."""
    return [
        (float(element.get("x")), float(element.get("y")))
        for element in root.iter(f"{SVG}text")
        if element.text == words
    ]


def point(root, title):
    """The group of shapes whose title begins so."""
    groups = root.iter(f"{SVG}g")
    return next(group for group in groups if group.find(f"{SVG}title").text.startswith(title))


def middle(shape):
    """The centre of a circle, or of a polygon's corners."""
    if shape.tag == f"{SVG}circle":
        return float(shape.get("cx")), float(shape.get("cy"))
    corners = [tuple(map(float, pair.split(","))) for pair in shape.get("points").split()]
    xs, ys = zip(*corners, strict=True)
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def dot(group):
    return next(e for e in group if e.tag in (f"{SVG}circle", f"{SVG}polygon"))


@pytest.mark.parametrize("width", ["svg", "narrow_svg"])
def test_dots_and_limits_stand_in_proportion_along_the_axis(waits, width):
    root = read(getattr(interval_chart(waits), width))
    (x50, _), (x60, _) = words_at(root, "50%")[0], words_at(root, "60%")[0]
    a_point = (x60 - x50) / 10
    most = point(root, "Most deprived fifth")
    # 56.92% is 6.92 points beyond 50%; its limits are 55.90% and 57.94%.
    assert middle(dot(most))[0] == pytest.approx(x50 + 6.92 * a_point, abs=0.05)
    ends = sorted({float(line.get("x1")) for line in most.iter(f"{SVG}line")})
    assert ends == pytest.approx([x50 + 5.90 * a_point, x50 + 7.94 * a_point], abs=0.05)


def test_the_reference_is_marked_in_words_and_by_its_shape(waits):
    root = read(interval_chart(waits).svg)
    assert words_at(root, "7,600 people, the reference")
    assert words_at(root, "Reference: least deprived fifth, 64.8%")
    assert dot(point(root, "Least deprived fifth")).tag == f"{SVG}polygon"
    assert dot(point(root, "Most deprived fifth")).tag == f"{SVG}circle"


def test_a_standard_far_from_every_value_is_said_with_an_arrow_and_squeezes_nobody(waits):
    # Values lie from 49.6% to 65.9%; the standard of 92% would double the axis.
    assert words_at(read(interval_chart(waits).svg), "Standard, 92.0% →")


def test_a_standard_within_reach_is_a_line_in_its_place(waits):
    near = (replace(waits.measure.standards[0], value=0.70),)
    root = read(interval_chart(replace(waits, measure=replace(waits.measure, standards=near))).svg)
    (x60, _), (x65, _) = words_at(root, "60%")[0], words_at(root, "65%")[0]
    dotted = [e for e in root.iter(f"{SVG}line") if e.get("stroke-dasharray") == "2 4"]
    assert dotted
    for line in dotted:
        assert float(line.get("x1")) == pytest.approx(x60 + 2 * (x65 - x60), abs=0.05)


def test_a_standard_that_is_not_in_force_is_not_drawn(waits):
    day = waits.measure.standards[0]
    past = (Standard(day.value, day.from_on, day.from_on, "lapsed"),)
    lapsed = replace(waits, measure=replace(waits.measure, standards=past))
    assert "Standard" not in interval_chart(lapsed).svg


@pytest.mark.parametrize("width", ["svg", "narrow_svg"])
def test_what_is_withheld_has_no_place_and_says_why_there(waits, width):
    first = replace(waits.groups[0], value=HIDDEN)
    hidden = replace(waits, groups=(first, *waits.groups[1:]))
    root = read(getattr(interval_chart(hidden), width))
    said = words_at(root, "withheld: fewer than 8 people")
    assert len(said) == 2  # this group, and those from outside England
    titles = [group.find(f"{SVG}title").text for group in root.iter(f"{SVG}g")]
    assert not any(title.startswith("Most deprived fifth") for title in titles)
    assert not words_at(root, "56.9%")


def test_people_who_are_not_compared_stand_apart_and_are_square(waits):
    root = read(interval_chart(waits).svg)
    heading = words_at(root, "Counted, and not compared")[0]
    last = words_at(root, "Least deprived fifth")[0]
    apart = words_at(root, "No fixed abode")[0]
    assert last[1] < heading[1] < apart[1]
    square = dot(point(root, "No fixed abode"))
    assert len(square.get("points").split()) == 4
    assert square.get("fill") == "#ffffff"


def test_points_of_a_trend_stand_in_proportion_up_the_axis_and_evenly_along(gap_trend):
    root = read(control_chart(gap_trend).svg)
    (_, y0), (_, y4) = words_at(root, "0")[0], words_at(root, "4")[0]
    # Figures on the axis stand a little below their rule, all by as much.
    a_point = (y4 - y0) / 4
    first, second = (middle(dot(point(root, month))) for month in ("January", "February"))
    third = middle(dot(point(root, "March")))
    # 5.0, 5.2 and 4.9 points.
    assert second[1] - first[1] == pytest.approx(0.2 * a_point, abs=0.05)
    assert third[1] - first[1] == pytest.approx(-0.1 * a_point, abs=0.05)
    assert third[0] - second[0] == pytest.approx(second[0] - first[0], abs=0.02)


def test_each_kind_of_point_has_a_shape_and_a_letter_of_its_own(gap_trend):
    kinds = ("improvement", "concern", "", "")
    mixed = replace(
        gap_trend,
        signals=("a run", "a run", "a run", "", *gap_trend.signals[4:]),
        direction=(*kinds, *gap_trend.direction[4:]),
    )
    root = read(control_chart(mixed).svg)
    drawn = [point(root, month) for month in ("January", "February", "March", "April")]
    letters = [group.find(f"{SVG}text") for group in drawn]
    assert [None if letter is None else letter.text for letter in letters] == ["I", "C", "S", None]
    outlines = set()
    for group in drawn:
        mark = dot(group)
        x, y = middle(mark)
        corners = (mark.get("points") or "round").split()
        turned = any(
            abs(float(c.split(",")[0]) - x) < 0.01 or abs(float(c.split(",")[1]) - y) < 0.01
            for c in corners
            if c != "round"
        )
        outlines.add((len(corners), turned))
    assert len(outlines) == 4  # diamond, square, triangle, circle
    for said in ("Improvement: a run", "Concern: a run", "Special cause: a run"):
        assert words_at(root, said)


def test_a_point_that_is_withheld_leaves_a_gap_in_the_line_and_the_word_in_it(gap_trend):
    gone = replace(HIDDEN, unit="difference in proportion")
    points = (*gap_trend.points[:5], gone, *gap_trend.points[6:])
    root = read(control_chart(replace(gap_trend, points=points)).svg)
    runs = [path.get("d").count("L") + 1 for path in root.iter(f"{SVG}path")]
    assert runs == [5, 6]
    word = next(e for e in root.iter(f"{SVG}text") if e.text == "withheld")
    before, after = (middle(dot(point(root, month)))[0] for month in ("May", "July"))
    assert before < float(word.get("x")) < after


def test_nothing_is_drawn_across_a_change_of_method(gap_trend):
    changed = replace(gap_trend, breaks=("2026-05",))
    root = read(control_chart(changed).svg)
    runs = [path.get("d").count("L") + 1 for path in root.iter(f"{SVG}path")]
    assert runs == [4, 8]
    assert words_at(root, "Method changed")
    april, may = (middle(dot(point(root, month)))[0] for month in ("April", "May"))
    dashed = [e for e in root.iter(f"{SVG}line") if e.get("stroke-dasharray") == "7 5"]
    assert len(dashed) == 2
    assert all(april < float(limit.get("x1")) < may for limit in dashed)


@pytest.mark.parametrize("width", ["svg", "narrow_svg"])
def test_average_and_limits_are_said_in_figures(gap_trend, width):
    said = [
        e.text.lower() for e in read(getattr(control_chart(gap_trend), width)).iter(f"{SVG}text")
    ]
    for words in ("upper limit 7.2 points", "average 6.0 points", "lower limit 4.8 points"):
        assert any(words in each for each in said)


def test_provisional_limits_are_called_provisional(gap_trend):
    root = read(control_chart(replace(gap_trend, provisional=True)).svg)
    assert words_at(root, "The limits are provisional: fewer than 12 points.")


@pytest.mark.parametrize("width", ["svg", "narrow_svg"])
def test_letters_are_thinned_where_points_are_too_close_for_them(gap_trend, width):
    months = tuple(f"{2021 + i // 12}-{i % 12 + 1:02d}" for i in range(60))
    long = replace(
        gap_trend,
        periods=months,
        points=gap_trend.points * 5,
        signals=("a run",) * 60,
        direction=("concern",) * 60,
    )
    root = read(getattr(control_chart(long), width))
    letters = sum(e.text == "C" for e in root.iter(f"{SVG}text"))
    assert letters == 2  # the first of the run, and the key


def test_providers_stand_by_size_and_value_and_only_ours_is_named(funnel):
    root = read(funnel_chart(funnel).svg)
    (x4, _), (x8, _) = words_at(root, "4,000")[0], words_at(root, "8,000")[0]
    ours = dot(point(root, "Demonstration trust"))
    assert middle(ours)[0] == pytest.approx(x8 + (x8 - x4) / 2, abs=0.05)  # 10,000 people
    fifth = middle(dot(point(root, "Provider 4")))
    assert fifth[0] == pytest.approx(x4 + (x8 - x4) / 4, abs=0.05)  # 5,000 people
    assert words_at(root, "Demonstration trust")
    assert not words_at(root, "Provider 4")
    assert len(ours.get("points").split()) == 4
    assert dot(point(root, "Provider 4")).tag == f"{SVG}circle"


def test_providers_that_are_asked_for_have_letters_that_the_key_spells_out(funnel):
    lower = replace(funnel.points[5], value=0.59)
    points = (*funnel.points[:5], lower, *funnel.points[6:])
    chosen = funnel_chart(replace(funnel, points=points[::-1]), named=("R05", "R02"))
    root = read(chosen.svg)
    # In order of code, which is no order of merit.
    key = {e.get("y"): e.text for e in root.iter(f"{SVG}text") if e.text in ("A", "B")}
    named = [(key[e.get("y")], e.text[:10]) for e in root.iter(f"{SVG}text") if e.get("y") in key]
    assert ("A", "Provider 2") in named
    assert ("B", "Provider 5") in named
    assert len(words_at(root, "A")) == len(words_at(root, "B")) == 2
    assert words_at(root, "Provider 2: 60.0%, inside the 95% limits")
    assert words_at(root, "7 other providers inside the 95% limits")


def test_a_funnel_counts_those_left_out_and_says_what_its_lines_are(funnel):
    said = [e.text for e in read(funnel_chart(funnel).svg).iter(f"{SVG}text")]
    assert "2 providers left out: withheld or not recorded." in said
    assert "Level line: all providers together, 60.0%." in said
    assert "Dashed curve: 95% limits. Solid curve: 99.8% limits." in said


def test_a_funnel_of_gaps_says_on_which_side_the_most_deprived_fare_worse(funnel, waits):
    points = tuple(replace(point, value=point.value - 0.64) for point in funnel.points)
    curve = tuple((row[0], *(limit - 0.64 for limit in row[1:])) for row in funnel.curve)
    gaps = replace(
        funnel,
        dimension=waits.dimension,
        unit="difference in proportion",
        centre=-0.04,
        points=points,
        curve=curve,
    )
    chart = funnel_chart(gaps)
    assert chart.better == "Nearer to 0 (no gap) is better; below 0 the most deprived fare worse"
    assert words_at(read(chart.svg), "Demonstration trust: −8.0 points, outside the 99.8% limits")


@pytest.mark.parametrize(("label", "dash"), [("Reference: ", "7 4"), ("Everyone, ", None)])
def test_the_line_of_what_is_compared_with_runs_down_through_every_row(waits, label, dash):
    root = read(interval_chart(waits).svg)
    value = {"Reference: ": 64.80, "Everyone, ": 61.40}[label]
    (x60, _), (x65, _) = words_at(root, "60%")[0], words_at(root, "65%")[0]
    x = x60 + (value - 60) / 5 * (x65 - x60)
    _, first = words_at(root, "Most deprived fifth")[0]
    _, last = words_at(root, "Least deprived fifth")[0]
    through = [
        line
        for line in root.findall(f"{SVG}line")
        if abs(float(line.get("x1")) - x) < 0.05 and line.get("stroke-dasharray") == dash
        if float(line.get("y1")) < first and float(line.get("y2")) > last
    ]
    assert len(through) == 1
