"""What is said and drawn of a pathway agrees with its figures, blames nobody and hides nothing."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from equity_lens.charts import pathway_chart
from equity_lens.planning.pathway import walk
from equity_lens.planning.pathways import pathways
from equity_lens.words.pathway import (
    end_sentence,
    losses_sentence,
    parting_sentence,
    step_cell,
)

SVG = "{http://www.w3.org/2000/svg}"
REFERRALS = pathways()["referral-to-attendance"]


def words_in(picture):
    return [element.text for element in ET.fromstring(picture).iter(f"{SVG}text")]


def test_the_end_of_the_pathway_is_said_with_its_interval_and_the_reference(walked):
    # Wilson for 850 of 1,000: (0.85 + 0.00192073) / 1.00384146 = 0.848660, and half of the width
    # 1.959964/1.00384146 x sqrt(0.0001275 + 0.00000096036) = 0.022130.
    assert end_sentence(walked, walked.groups[0]) == (
        "Of 1,000 referrals for people in the most deprived fifth, 640 came through every step in "
        "October 2026: 64.0% (95% interval 61.0% to 66.9%); in the least deprived fifth 85.0% "
        "(95% interval 82.7% to 87.1%)."
    )


def test_where_most_were_lost_is_said_as_so_many_in_so_many_where_that_is_near(made):
    # Journey 6: 3 of 5 losses at booking. 20 + 240 + 20 + 20 + 100 = 400 lost; 240/400.
    steps = made.referral_steps()
    kept = (1000, 980, 740, 720, 700, 600)
    steps = [
        replace(step, groups=(made.group("1", kept[i + 1], kept[i]), step.groups[1]))
        for i, step in enumerate(steps)
    ]
    walked = walk(REFERRALS, steps)
    assert losses_sentence(walked, walked.groups[0]) == (
        "Of 400 lost on the way in the most deprived fifth, 240 were lost at booking: 3 in 5."
    )


def test_the_step_that_differs_most_is_said_in_points_and_in_people(walked):
    # 200 of 980 is 20.4%.
    assert parting_sentence(walked, walked.groups[0]) == (
        "In the most deprived fifth the loss differs most at booking: 20.4% were not booked, a "
        "share 15.3 percentage points (95% interval 12.3 to 18.3) higher than in the least "
        "deprived fifth. That is about 150 (120 to 180) more than at the share in the least "
        "deprived fifth. These figures cannot tell why."
    )


def test_a_difference_that_may_be_chance_is_said_to_be_so(made):
    steps = made.referral_steps()
    few = {1: (780, 980, (-0.02, -0.05, 0.01)), 4: (640, 740, (0.01, -0.02, 0.04))}
    steps = [
        replace(step, groups=(made.group("1", *few[i][:2], gap=few[i][2]), step.groups[1]))
        if i in few
        else step
        for i, step in enumerate(steps)
    ]
    walked = walk(REFERRALS, steps)
    # 2% of 980 is 19.6, said as 20; 1% and 5%: 9.8 and 49, said as 10 and 50.
    said = parting_sentence(walked, walked.groups[0])
    assert "about 20 (10 fewer to 50 more) more" in said
    assert "consistent with no difference" in said


def test_a_withheld_step_says_why_in_words_and_in_the_picture(made):
    steps = made.referral_steps()
    steps[1] = replace(steps[1], groups=(made.group("1", None, 980), steps[1].groups[1]))
    walked = walk(REFERRALS, steps)
    passage = walked.groups[0].passages[1]
    assert step_cell(passage.lost, passage.share_kept) == f"withheld: {made.withheld}"
    chart = pathway_chart(walked, walked.groups[0])
    for picture in (chart.svg, chart.narrow_svg):
        assert any(made.withheld in words for words in words_in(picture))


@pytest.mark.parametrize("position", [0, 1])
def test_the_picture_holds_every_step_with_the_share_lost_of_group_and_reference(walked, position):
    chart = pathway_chart(walked, walked.groups[position])
    for picture in (chart.svg, chart.narrow_svg):
        said = " | ".join(words_in(picture))
        for step in REFERRALS.steps:
            assert step.title in said
        for passage in walked.groups[position].passages:
            lost = 100 * passage.lost.value / passage.entered.value
            assert f"{lost:.1f}%" in said
    assert ("Reference: least deprived fifth" in words_in(chart.svg)) == (position == 0)


def test_the_picture_can_be_read_without_sight_and_without_colour(walked):
    chart = pathway_chart(walked, walked.groups[0], synthetic=True)
    root = ET.fromstring(chart.svg)
    assert root.get("role") == "img"
    assert root.find(f"{SVG}desc").text == chart.description
    assert "640 came through every step" in chart.description
    kinds = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert {"circle", "polygon"} <= kinds  # the group's mark and the reference's
    assert "Synthetic data" in words_in(chart.narrow_svg)


def test_no_word_fits_outside_the_picture(walked):
    from equity_lens.charts.lettering import width_of

    for picture in (chart := pathway_chart(walked, walked.groups[0])).svg, chart.narrow_svg:
        root = ET.fromstring(picture)
        wide = float(root.get("width"))
        for element in root.iter(f"{SVG}text"):
            if element.get("transform"):
                continue
            long = width_of(element.text, float(element.get("font-size")))
            x = float(element.get("x"))
            left = {"end": x - long, "middle": x - long / 2}.get(element.get("text-anchor"), x)
            assert left >= 0
            assert left + long <= wide


def test_pathways_and_options_blame_nobody_and_claim_no_cause():
    from equity_lens.planning.options import options

    words = " ".join(
        [step.title + step.lost_as + step.at for p in pathways().values() for step in p.steps]
        + [option.what + option.caution for option in options().values()]
    ).lower()
    for blame in ("caused by", "fail to", "failed to", "non-complian", "hard to reach", "dna"):
        assert not re.search(rf"\b{blame}", words)
