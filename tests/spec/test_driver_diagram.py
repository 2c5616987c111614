"""A driver diagram: an outline that keeps its shape through every move, and its picture."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equity_lens.charts import driver_diagram
from equity_lens.planning import outline
from equity_lens.planning.outline import Line

MOVES = (
    outline.moved_up,
    outline.moved_down,
    outline.indented,
    outline.outdented,
    outline.removed,
)
LINES = [
    Line("People know about the appointment", 1),
    Line("Letters that reach everybody", 2),
    Line("A call where there is no mobile number", 3),
    Line("People can get there", 1),
]


@st.composite
def outlines(draw):
    levels: list[int] = []
    for _ in range(draw(st.integers(1, 12))):
        most = min(levels[-1] + 1, 3) if levels else 1
        levels.append(draw(st.integers(1, most)))
    return levels


@given(outlines(), st.data())
def test_no_move_breaks_an_outline_or_loses_a_line(levels, data):
    at = data.draw(st.integers(0, len(levels) - 1))
    for move in MOVES:
        arranged = move(levels, at)
        assert outline.is_outline([level for _, level in arranged])
        if move is not outline.removed:
            assert sorted(place for place, _ in arranged) == list(range(len(levels)))


@given(outlines(), st.data())
def test_moving_up_and_down_again_changes_nothing(levels, data):
    at = data.draw(st.integers(0, len(levels) - 1))
    once = outline.moved_down(levels, at)
    now_at = next(i for i, (place, _) in enumerate(once) if place == at)
    again = outline.moved_up([level for _, level in once], now_at)
    if now_at != at:
        assert [once[place][0] for place, _ in again] == list(range(len(levels)))


def test_a_change_idea_cannot_go_deeper_nor_a_primary_driver_higher():
    assert outline.indented([1, 2, 3, 3], 3) == [(0, 1), (1, 2), (2, 3), (3, 3)]
    assert outline.outdented([1, 2], 0) == [(0, 1), (1, 2)]


@pytest.mark.parametrize("picture", ["svg", "narrow_svg"])
def test_the_picture_says_every_line_and_has_a_title_and_a_description(picture):
    drawn = driver_diagram("Missed appointments", "From 9.8% to 8.0%", LINES)
    svg = getattr(drawn, picture)
    said = unescape(re.sub(r"<[^>]+>", " ", svg))
    for line in LINES:
        assert all(word in said for word in line.words.split())
    assert "Driver diagram: Missed appointments" in said
    # Counted in LINES above: levels 1, 2, 3 and 1.
    assert "Under it 2 primary drivers, 1 secondary driver and 1 change idea." in said


def test_long_words_stay_inside_the_picture():
    long = [
        Line("Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch " * 2, 3 - i)
        for i in (2, 1, 0)
    ]
    for svg, width in (
        (driver_diagram("Words", "An aim", long).svg, 760),
        (driver_diagram("Words", "An aim", long).narrow_svg, 360),
    ):
        boxes = re.findall(r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"', svg)
        assert len(boxes) == 5  # the ground, the aim and three lines
        assert all(float(left) + float(wide) <= width for left, wide in boxes)


def test_a_diagram_of_an_aim_alone_can_be_drawn():
    assert "An aim" in driver_diagram("Begun", "An aim", []).svg


def test_the_outline_is_written_as_plain_text():
    assert outline.in_plain_text("T", "An aim", LINES[:2]) == (
        "T\nAim: An aim\n  Primary driver: People know about the appointment\n"
        "    Secondary driver: Letters that reach everybody"
    )
