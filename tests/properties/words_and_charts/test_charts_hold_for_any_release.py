"""Whatever is released, its pictures are well formed, nothing is cut, and no two labels meet."""

import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from equity_lens.charts import control_chart, funnel_chart, interval_chart
from equity_lens.charts.lettering import width_of
from equity_lens.disclosure.released import Organisation
from equity_lens.reference.vocabulary import Subgroup

SVG = "{http://www.w3.org/2000/svg}"
SOME = settings(max_examples=120, deadline=None)
WORDS = st.text(
    st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=90
).filter(str.strip)


def boxes(root, *, marks=True):
    """Left, top, right and bottom of all words set level; ``marks`` has those of points too."""
    found = []
    for element in root.iter(f"{SVG}text") if marks else root.findall(f"{SVG}text"):
        if element.get("transform"):
            continue
        size = float(element.get("font-size"))
        wide = width_of(element.text, size, bold=element.get("font-weight") == "bold")
        x, y = float(element.get("x")), float(element.get("y"))
        left = {"middle": x - wide / 2, "end": x - wide}.get(element.get("text-anchor"), x)
        # Letters stand on their baseline; capitals and figures are 0.72 of the size high.
        found.append((element.text, left, y - size * 0.72, left + wide, y))
    return found


def check_picture(picture):
    root = ET.fromstring(picture)
    wide, tall = float(root.get("width")), float(root.get("height"))
    for words, left, top, right, bottom in boxes(root):
        assert left >= 0, words
        assert right <= wide, words
        assert top >= 0, words
        assert bottom <= tall, words
    for element in root.iter():
        for value in element.attrib.values():
            assert "nan" not in value.lower().split()
            assert "inf" not in value.lower().split()
    return root


def check_apart(found):
    for (one, l1, t1, r1, b1), (other, l2, t2, r2, b2) in combinations(found, 2):
        assert not (l1 < r2 - 0.5 and l2 < r1 - 0.5 and t1 < b2 and t2 < b1), (one, other)


@SOME
@given(st.data(), st.booleans())
def test_no_label_of_an_interval_chart_is_cut_or_meets_another(profiles, data, synthetic):
    profile = data.draw(profiles)
    chart = interval_chart(profile, synthetic=synthetic)
    for picture in (chart.svg, chart.narrow_svg):
        root = check_picture(picture)
        check_apart([box for box in boxes(root) if box[0] != "Synthetic data"])
        dots = sum(e.tag in (f"{SVG}circle", f"{SVG}polygon") for e in root.iter())
        groups = (*profile.groups, *profile.unknown)
        assert dots == sum(group.value.is_number for group in groups)


@SOME
@given(st.data(), WORDS, WORDS)
def test_no_name_however_long_or_odd_breaks_a_picture(profiles, data, label, trust):
    profile = data.draw(profiles)
    first = replace(profile.groups[0], subgroup=Subgroup("odd", label))
    odd = replace(
        profile, organisation=Organisation("X", trust), groups=(first, *profile.groups[1:])
    )
    chart = interval_chart(odd)
    for picture in (chart.svg, chart.narrow_svg):
        check_apart(boxes(check_picture(picture)))


@SOME
@given(st.data())
def test_no_words_of_a_control_chart_are_cut_and_its_points_are_those_known(trends, data):
    trend = data.draw(trends)
    chart = control_chart(trend)
    known = sum(point.is_number for point in trend.points)
    for picture in (chart.svg, chart.narrow_svg):
        root = check_picture(picture)
        groups = list(root.iter(f"{SVG}g"))
        marks = [e for g in groups for e in g if e.tag in (f"{SVG}circle", f"{SVG}polygon")]
        assert len(groups) == len(trend.points)
        assert len(marks) == known
        check_apart(boxes(root, marks=False))
        turned = [e.text for e in root.iter(f"{SVG}text") if e.get("transform")]
        assert len(turned) == len(trend.points) - known


@SOME
@given(st.data())
def test_no_words_of_a_funnel_are_cut_and_its_points_are_the_providers(funnels, data):
    funnel = data.draw(funnels)
    chart = funnel_chart(funnel, named=("R01", "R02"))
    for picture in (chart.svg, chart.narrow_svg):
        root = check_picture(picture)
        assert len(list(root.iter(f"{SVG}g"))) == len(funnel.points)
