"""Who is not here, in words and in a picture."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from equity_lens.cells import Source
from equity_lens.charts.representation import representation_chart
from equity_lens.disclosure.released import (
    Figure,
    Organisation,
    ReleasedRepresentation,
    RepresentedGroup,
    State,
)
from equity_lens.measures.load import dimensions, library
from equity_lens.reference.vocabularies import vocabulary
from equity_lens.words.representation import (
    expectation_sentence,
    least_here,
    representation_sentence,
    title,
    unknown_sentence,
)

SVG = "{http://www.w3.org/2000/svg}"


def number(value, unit="people", lower=None, upper=None):
    return Figure(State.NUMBER, unit, value, lower, upper)


def none(unit, state=State.MISSING, reason="no count of residents for this group"):
    return Figure(state, unit, reason=reason)


def group(subgroup, observed, expected, lower, upper, fewer):
    return RepresentedGroup(
        subgroup,
        observed=number(observed),
        residents=number(expected * 20.0),
        expected=number(expected),
        ratio=number(observed / expected, "ratio", lower, upper),
        bounds=number(observed / expected, "ratio", observed / expected * 0.9, 1.4),
        fewer=number(*fewer[:1], "people", *fewer[1:]),
    )


@pytest.fixture
def eyes():
    """Journey 6: 60% of the expected rate, interval 52 to 69%. Of 1,000 users, 210 expected."""
    ethnic = vocabulary("ethnic_group").subgroups
    groups = (
        group(ethnic[0], 700.0, 650.0, 1.03, 1.12, (-50.0, -80.0, -20.0)),
        group(ethnic[1], 50.0, 48.0, 0.79, 1.37, (0.0, -20.0, 10.0)),
        group(ethnic[2], 126.0, 210.0, 0.52, 0.69, (85.0, 65.0, 100.0)),
    )
    return ReleasedRepresentation(
        organisation=Organisation("SYN", "Demonstration trust"),
        period="2026-10-31",
        measure=library()["waiting-list-size"],
        dimension=dimensions()["ethnic_group"],
        catchment="Exeter and Luton",
        population="ONS Census 2021, table TS021",
        year="2021",
        standardised=False,
        users=number(1000.0),
        share_unknown=number(0.119, "proportion"),
        groups=groups,
        unknown=(),
        source=Source("list.csv", "0" * 64, "rtt_waiting_list", "IMD 2025", True),
    )


def test_the_sentence_gives_count_expectation_ratio_interval_and_people(eyes):
    assert representation_sentence(eyes) == (
        "People waiting at the census date: 126 people whose ethnic group is Asian or Asian "
        "British on 31 October 2026, where 210 would be expected: 0.60 times as many (95% interval "
        "0.52 to 0.69), about 85 fewer (65 to 100)."
    )


def test_it_is_said_what_is_expected_of_whom_and_when_and_that_need_is_not_known(eyes):
    said = expectation_sentence(eyes)
    for words in ("share of residents", "Exeter and Luton", "2021", "table TS021", "1,000 people"):
        assert words in said
    assert "Need is not known here" in said
    assert "age and sex" not in said
    assert "of each age and sex" in expectation_sentence(replace(eyes, standardised=True))


def test_the_not_known_could_change_the_figure_and_it_is_said_how_far(eyes):
    assert unknown_sentence(eyes) == (
        "Ethnic group is not known for 11.9%: the figure for people whose ethnic group is Asian or "
        "Asian British is 0.54 if none of them belong there, 1.40 if all do."
    )
    nobody = replace(eyes, share_unknown=number(0.0, "proportion"))
    assert unknown_sentence(nobody) == ""


def test_a_group_that_may_be_as_many_as_expected_is_said_to_be(eyes):
    few = replace(eyes, groups=eyes.groups[:2])
    said = representation_sentence(few)
    assert said.startswith("No group is fewer than expected")
    assert said.endswith("consistent with as many as expected.")
    assert "about" not in said


def test_of_fifths_the_sentence_is_of_the_most_deprived_whatever_the_figures(eyes):
    fifths = vocabulary("imd_quintile").subgroups
    groups = tuple(
        replace(each, subgroup=subgroup)
        for each, subgroup in zip(eyes.groups, fifths, strict=False)
    )
    shown = replace(eyes, dimension=dimensions()["imd_quintile"], groups=groups)
    assert least_here(shown).subgroup.label == "Most deprived fifth"
    said = representation_sentence(shown)
    assert "in the most deprived fifth" in said
    assert "about 50 more (20 to 80)" in said


def test_a_refusal_is_a_sentence_and_nothing_is_expected(eyes):
    refused = replace(eyes, refusal="No count of residents is published for these groups.")
    said = representation_sentence(refused)
    assert said.endswith(
        "No count of residents is published for these groups. Need is not known here."
    )
    assert not re.search(r"\d", said)
    assert expectation_sentence(refused) == unknown_sentence(refused) == ""


def test_what_is_withheld_is_said_to_be_and_its_number_is_nowhere(eyes):
    hidden = replace(
        eyes.groups[2],
        observed=none("people", State.SUPPRESSED, "fewer than 8 people"),
        ratio=none("ratio", State.SUPPRESSED, "fewer than 8 people"),
        fewer=none("people", State.SUPPRESSED, "fewer than 8 people"),
    )
    shown = replace(eyes, groups=(hidden,))
    said = representation_sentence(shown)
    assert "withheld: fewer than 8 people" in said
    assert "126" not in said
    chart = representation_chart(shown)
    assert "withheld: fewer than 8 people" in " ".join(texts(chart.svg))
    assert "126" not in chart.svg + chart.narrow_svg


def test_no_sentence_blames_or_says_why(eyes):
    said = f"{representation_sentence(eyes)} {expectation_sentence(eyes)} {title(eyes)}"
    for word in ("caused", "because of", "fail", "hard to reach", "refus", "worst"):
        assert word not in said.lower()


def texts(svg):
    return ["".join(each.itertext()) for each in ET.fromstring(svg).iter(f"{SVG}text")]


def test_the_picture_is_titled_described_and_watermarked(eyes):
    chart = representation_chart(eyes)
    root = ET.fromstring(chart.svg)
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text == chart.title
    assert "Demonstration trust, 31 October 2026" in chart.title
    assert representation_sentence(eyes) in chart.description
    assert "Synthetic data" in texts(chart.svg)
    assert "Synthetic data" not in texts(representation_chart(eyes, synthetic=False).svg)
    assert ET.fromstring(chart.narrow_svg).get("width") == "360"


def test_fewer_more_and_as_many_have_shapes_of_their_own(eyes):
    kinds = []
    for row in ET.fromstring(representation_chart(eyes).svg).iter(f"{SVG}g"):
        circle = row.find(f"{SVG}circle")
        polygon = row.find(f"{SVG}polygon")
        kinds.append("circle" if circle is not None else polygon.get("points"))
    white, mixed, asian = kinds
    assert mixed == "circle"
    assert white != asian


@pytest.mark.parametrize("width", ["svg", "narrow_svg"])
def test_marks_stand_in_proportion_and_one_has_its_line(eyes, width):
    root = ET.fromstring(getattr(representation_chart(eyes), width))
    ends = {}
    for row in root.iter(f"{SVG}g"):
        name = row.find(f"{SVG}title").text.split(":")[0]
        bar = row.find(f"{SVG}line")
        ends[name] = float(bar.get("x1")), float(bar.get("x2"))
    white, asian = ends["White"], ends["Asian or Asian British"]
    # Pixels for each unit of ratio, from both bars: 1.12 - 1.03 and 0.69 - 0.52.
    each = (asian[1] - asian[0]) / 0.17
    assert (white[1] - white[0]) / 0.09 == pytest.approx(each, rel=0.01)
    one = asian[0] + (1 - 0.52) * each
    dashed = {
        float(each.get("x1"))
        for each in root.iter(f"{SVG}line")
        if each.get("stroke-dasharray") == "7 4"
    }
    assert list(dashed) == [pytest.approx(one, abs=0.5)]


def test_nothing_to_show_is_still_a_picture_that_says_so(eyes):
    groups = tuple(
        replace(each, ratio=none("ratio"), expected=none("people")) for each in eyes.groups
    )
    refused = replace(eyes, groups=groups, refusal="No count of residents is published.")
    chart = representation_chart(refused)
    said = " ".join(texts(chart.svg))
    assert said.count("no count of residents for this group") == 3
