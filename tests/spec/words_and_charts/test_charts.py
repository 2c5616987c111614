"""What every chart promises: it can be read without sight, without colour, and on a phone."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from equity_lens.charts import control_chart, funnel_chart, interval_chart, palette
from equity_lens.charts.lettering import width_of, wrap
from equity_lens.charts.scale import round_scale
from equity_lens.disclosure.released import Organisation

SVG = "{http://www.w3.org/2000/svg}"
DRAWN_WITH = {
    *("svg", "title", "desc", "rect", "line", "path", "circle", "polygon", "text", "g"),
}


@pytest.fixture
def charts(waits, gap_trend, funnel):
    return [interval_chart(waits), control_chart(gap_trend), funnel_chart(funnel)]


@pytest.fixture
def pictures(charts):
    return [picture for chart in charts for picture in (chart.svg, chart.narrow_svg)]


def texts(picture):
    return [element.text for element in ET.fromstring(picture).iter(f"{SVG}text")]


def contrast(colour, ground="#ffffff"):
    """WCAG 2.2's contrast ratio, from its definition of relative luminance."""

    def luminance(hexadecimal):
        parts = (int(hexadecimal[i : i + 2], 16) / 255 for i in (1, 3, 5))
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    lighter, darker = sorted((luminance(colour), luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_each_picture_is_an_image_with_a_title_and_a_description(charts):
    for chart in charts:
        for picture in (chart.svg, chart.narrow_svg):
            root = ET.fromstring(picture)
            title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
            assert root.get("role") == "img"
            assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
            assert (title.text, description.text) == (chart.title, chart.description)


def test_no_two_pictures_share_an_id(pictures):
    ids = [
        element.get("id")
        for picture in pictures
        for element in ET.fromstring(picture).iter()
        if element.get("id")
    ]
    assert len(ids) == len(set(ids)) == 12


def test_the_same_figures_make_the_same_bytes(waits, gap_trend, funnel, charts):
    assert [interval_chart(waits), control_chart(gap_trend), funnel_chart(funnel)] == charts


def test_only_plain_shapes_with_plain_attributes_are_used(pictures):
    # Typst draws no style sheet and no foreign object.
    for picture in pictures:
        for element in ET.fromstring(picture).iter():
            assert element.tag.removeprefix(SVG) in DRAWN_WITH
            assert not {"style", "class", "onclick", "href"} & set(element.attrib)


def test_names_that_hold_markup_are_escaped(waits):
    named = replace(waits, organisation=Organisation("X", 'A & B <trust> "C"'))
    root = ET.fromstring(interval_chart(named).svg)
    assert 'A & B <trust> "C"' in root.find(f"{SVG}title").text


def test_every_point_has_words_of_its_own(waits, gap_trend, funnel):
    def titles(picture):
        return [e.find(f"{SVG}title").text for e in ET.fromstring(picture).iter(f"{SVG}g")]

    assert titles(interval_chart(waits).svg)[0] == (
        "Most deprived fifth: 56.9% (95% interval 55.9% to 57.9%), 5,180 of 9,100 people"
    )
    assert titles(control_chart(gap_trend).svg)[-1] == (
        "December 2026: 7.0 percentage points lower. Concern: a run of 8 above the mean"
    )
    assert titles(funnel_chart(funnel).svg)[-1] == (
        "Demonstration trust: 56.0%, outside the 99.8% limits"
    )


def test_which_way_is_better_stands_in_the_picture(charts):
    assert [chart.better for chart in charts] == [
        "Higher is better →",
        "Nearer to 0 (no gap) is better; above 0 people in this group fare worse",
        "Higher is better ↑",
    ]
    for chart in charts:
        for picture in (chart.svg, chart.narrow_svg):
            assert chart.better in " ".join(texts(picture))


@pytest.mark.parametrize(
    ("better", "expected"),
    [("lower", "← Lower is better"), ("neither", "Neither higher nor lower is better")],
)
def test_a_measure_that_is_better_lower_or_neither_says_so(waits, better, expected):
    turned = replace(waits, measure=replace(waits.measure, better=better))
    assert interval_chart(turned).better == expected
    assert expected in texts(interval_chart(turned).svg)


def test_synthetic_data_are_marked_so_and_real_data_are_not(waits, gap_trend, funnel):
    assert "Synthetic data" not in interval_chart(waits).svg
    marked = [
        interval_chart(waits, synthetic=True),
        control_chart(gap_trend, synthetic=True),
        funnel_chart(replace(funnel, source=replace(funnel.source, synthetic=True))),
    ]
    for chart in marked:
        # Once large across the picture, once small and plain.
        assert texts(chart.svg).count("Synthetic data") >= 2
        assert texts(chart.narrow_svg).count("Synthetic data") >= 2


def test_the_narrow_picture_is_for_a_phone_and_its_words_are_large_enough(charts):
    for chart in charts:
        assert ET.fromstring(chart.svg).get("width") == "760"
        root = ET.fromstring(chart.narrow_svg)
        assert root.get("width") == "360"
        assert min(float(e.get("font-size")) for e in root.iter(f"{SVG}text")) >= 12


def test_words_have_a_contrast_of_four_and_a_half_and_graphics_of_three():
    assert contrast("#000000") == pytest.approx(21.0)
    assert min(map(contrast, (palette.INK, palette.QUIET_INK))) >= 4.5
    assert min(map(contrast, (palette.BLUE, palette.DARK_BLUE, palette.GREY))) >= 3.0


def test_the_colours_of_special_causes_have_dark_edges(gap_trend):
    # Making Data Count's light blue has a contrast of only 2.5: the edge is what is seen.
    root = ET.fromstring(control_chart(gap_trend).svg)
    for element in root.iter():
        if element.get("fill") in (palette.IMPROVEMENT, palette.CONCERN, palette.NO_DIRECTION):
            assert element.get("stroke") == palette.INK


def test_words_are_as_wide_as_arial_sets_them():
    # Measured in a browser, Liberation Sans at 100 px: 1506.3 and 1506.5 px.
    assert width_of("Mixed White and Black Caribbean", 100) == pytest.approx(1506.3, abs=1)
    assert width_of("Chinese or any other ethnic group", 100) == pytest.approx(1506.5, abs=1)


def test_long_labels_are_wrapped_and_none_of_their_words_is_lost():
    label = "Gypsy, Roma or Traveller community member of any background at all"
    lines = wrap(label, 16, 150)
    assert " ".join(lines) == label
    assert max(width_of(line, 16) for line in lines) <= 150


def test_a_word_too_long_for_its_room_is_cut_with_a_hyphen():
    lines = wrap("Llanfairpwllgwyngyllgogerychwyrndrobwll", 16, 100)
    assert "".join(line.rstrip("-") for line in lines) == "Llanfairpwllgwyngyllgogerychwyrndrobwll"
    assert max(width_of(line, 16) for line in lines) <= 100


def test_a_scale_ends_on_round_numbers_and_never_leaves_the_possible():
    scale, ticks = round_scale([0.93, 0.999], 0, 100, most=1.0)
    assert scale.high == 1.0
    assert [round(tick, 3) for tick in ticks] == [0.92, 0.94, 0.96, 0.98, 1.0]
    one, _ = round_scale([0.0, 0.0], 0, 100, least=0.0, most=1.0)
    assert (one.low, one.high) == (0.0, 1.0)


def test_every_number_in_the_picture_is_written_as_the_page_writes_it(waits):
    shown = " ".join(texts(interval_chart(waits).svg))
    for expected in ("56.9%", "55.9% to 57.9%", "9,100 people", "64.8%", "Everyone, 61.4%"):
        assert expected in shown
    # Nothing but those: what looks like a value has one decimal, or is a whole tick.
    assert not re.search(r"\d\.\d{2,}", shown)
