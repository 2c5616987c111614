"""Thousands of random comparisons, whose sentences are read back and held against their figures.

The reading is done here by plain patterns and the arithmetic by hand (a percentage is 100 times a
proportion, to one decimal), never by the code that wrote the sentences.
"""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from equity_lens.disclosure.released import Grade
from equity_lens.words.sentences import (
    finding_sentence,
    funnel_sentence,
    headline_sentence,
    missing_sentence,
    profile_sentence,
    slope_sentence,
    trend_sentence,
    widest,
)

# A random profile has from 2 to 16 groups, each of which is a comparison: thousands in all.
MANY = settings(max_examples=500, deadline=None)
SOME = settings(max_examples=200, deadline=None)

NUMBER = r"([\d,]+(?:\.\d+)?)"
NUMBER_OR_NONE = r"([\d,]+|none)"
UNIT = r"(?: percentage points?| weeks?| per 100,000)?"
INTERVAL = rf"\(95% interval {NUMBER}(?: (lower|shorter))? to {NUMBER}(?: (higher|longer))?\)"
GAP = re.compile(rf"a gap of (under )?{NUMBER}{UNIT}(?: {INTERVAL})?")
TOLD_APART = {"lower": -1, "shorter": -1, "higher": 1, "longer": 1}
FORBIDDEN = (
    *("caused", "cause of", "due to", "because", "as a result", "blame", "fault", "failing"),
    *("hard to reach", "hard-to-reach", "non-compliant", "noncompliant", "failed to", "refus"),
    *("vulnerable", "deficit", "problem", "worst", "best", "league", "rank", "nan", "None"),
)
# How each unit is shown: times what, and half of the last digit.
SHOWN = {
    "proportion": (100, 0.05),
    "weeks": (1, 0.5),
    "per 100,000": (1, 0.05),
    "ratio": (1, 0.005),
}


def read(said):
    return 0.0 if said == "none" else float(said.replace(",", ""))


def agrees(said, value, unit):
    """The number said is the figure, rounded to the digits of its unit."""
    times, half = SHOWN[unit.removeprefix("difference in ")]
    return abs(read(said) - abs(value) * times) <= half * (1 + 1e-6) + 1e-9


def without_names(sentence, profile):
    """The sentence without titles, labels and reasons, which may hold digits of their own."""
    names = [profile.measure.title, profile.measure.done, profile.dimension.title]
    for group in (*profile.groups, *profile.unknown):
        names += [group.subgroup.label, *group.subgroup.label.split(", ")]
        names += [figure.reason for figure in (group.value, group.gap)]
    others = (profile.reference_value, profile.overall, profile.share_unknown, profile.slope_index)
    names += [figure.reason for figure in others]
    for name in sorted(filter(None, names), key=len, reverse=True):
        sentence = re.sub(re.escape(name), "…", sentence, flags=re.IGNORECASE)
    return sentence


def check_words(sentence):
    for word in FORBIDDEN:
        assert word not in sentence, (word, sentence)
    assert "  " not in sentence
    assert sentence.endswith(".")
    assert not re.search(r"\.\.|;\.|:\.|, \.", sentence), sentence


def check_comparison(sentence, profile, group):
    """Gap, direction, certainty, ratio and people, each against its figure."""
    gap, ratio, people = group.gap, group.ratio, group.people_affected
    said = GAP.search(sentence)
    if not gap.is_number:
        assert said is None
        assert "consistent with" not in sentence
        assert "That is" not in sentence
        return
    check_gap(said, sentence, gap)
    includes_none = gap.lower is not None and gap.lower <= 0 <= gap.upper
    assert ("consistent with no difference" in sentence) == includes_none
    assert ("No interval can be given" in sentence) == (gap.lower is None)
    way = re.search(r"That is (lower|higher|shorter|longer)", sentence)
    if way:
        assert TOLD_APART[way[1]] * gap.value > 0
        assert not includes_none
    else:
        assert includes_none or gap.value == 0
    check_ratio(sentence, ratio)
    check_people(sentence, gap, people, includes_none)


def check_gap(said, sentence, gap):
    if gap.value == 0:
        assert said is None
        assert "no gap" in sentence
        return
    times, half = SHOWN[gap.unit.removeprefix("difference in ")]
    if said[1]:
        assert 0 < abs(gap.value) * times <= half * (1 + 1e-6)
    else:
        assert agrees(said[2], gap.value, gap.unit)
    if gap.lower is None:
        assert said[3] is None
        return
    check_limits(said[3], said[4], said[5], said[6], gap)


def check_limits(first, below, last, above, gap):
    """An interval read as sizes in the direction of the gap, or with words where it spans nought."""
    if gap.lower < 0 < gap.upper:
        assert (below, above) in (("lower", "higher"), ("shorter", "longer"))
        assert agrees(first, gap.lower, gap.unit)
        assert agrees(last, gap.upper, gap.unit)
        return
    assert below is None
    assert above is None
    near, far = sorted((gap.lower, gap.upper), key=abs)
    assert agrees(first, near, gap.unit)
    assert agrees(last, far, gap.unit)


def check_ratio(sentence, ratio):
    said = re.search(rf"{NUMBER} times ", sentence)
    assert bool(said) == ratio.is_number
    if said:
        under = "under 0.01 times" in sentence
        assert under == (0 < ratio.value < 0.005) or agrees(said[1], ratio.value, "ratio")
    if said and not under:
        assert agrees(said[1], ratio.value, "ratio")


def check_people(sentence, gap, people, includes_none):
    said = re.search(rf"(?:about|About) {NUMBER} (more|fewer) ", sentence)
    expected = bool(people.is_number and people.value) and not includes_none
    assert bool(said) == expected
    if said:
        assert read(said[1]) == people.value
        assert (said[2] == "more") == (gap.value < 0)


@MANY
@given(st.data())
def test_no_finding_contradicts_its_figures(findings, data):
    for finding in data.draw(findings):
        check_finding(finding)


def check_finding(finding):
    profile, group = finding.profile, finding.group
    sentence = finding_sentence(finding)
    check_words(sentence)
    said = {
        Grade.ACT: "Strong enough to act.",
        Grade.TEST: "Strong enough to test a change.",
        Grade.WATCH: "Watch: not yet strong enough to act.",
    }
    assert [grade for grade, words in said.items() if words in sentence] == [finding.grade]
    if profile.measure.value != "count":
        check_comparison(sentence, profile, group)
        check_values(sentence, profile, group)


def check_values(sentence, profile, group):
    """Both values stand in the sentence, and one that is withheld or missing has no digit at all."""
    bare = without_names(sentence, profile)
    if not group.value.is_number:
        assert not re.search(r"\d", bare), bare
        assert ("withheld" in sentence) == (group.value.state == "suppressed")
        return
    values = [group.value, profile.reference_value]
    if not profile.reference_value.is_number:
        assert "compare it with" in sentence or "withheld" in sentence
        values = values[:1]
        assert len(re.findall(rf"{NUMBER}(?:%| weeks| per 100,000)", portion_left_out(bare))) <= 1
    found = re.findall(
        rf"(under |over )?{NUMBER}(?:%| weeks?| per 100,000)", portion_left_out(bare)
    )
    for value in values:
        times, half = SHOWN[value.unit]
        step = 2 * half
        assert any(
            agrees(said, value.value, value.unit)
            or (bound == "under " and 0 < value.value * times <= step and read(said) == step)
            or (bound == "over " and value.value < 1 and read(said) == 99.9)
            for bound, said in found
        ), (sentence, value)


def portion_left_out(sentence):
    """Without "92% had waited", which says which percentile it is, and is no figure."""
    return re.sub(r"(?:92%|half) (had waited|of )", r"\1", sentence)


@MANY
@given(st.data())
def test_no_profile_or_headline_contradicts_its_figures(profiles, data):
    profile = data.draw(profiles)
    group = widest(profile)
    sentence, headline = profile_sentence(profile), headline_sentence(profile)
    check_words(sentence)
    check_words(headline)
    assert headline.count(". ") == 0
    if profile.measure.value == "count":
        return
    check_comparison(sentence, profile, group)
    gap = group.gap
    if not gap.is_number:
        assert ("withheld" in headline) >= (gap.state == "suppressed")
        return
    said = re.search(
        rf"it was (under )?{NUMBER}{UNIT} (lower|higher|shorter|longer) than [^;]*?(?:{INTERVAL})?"
        r"(, consistent with no difference)?\.$",
        headline,
    )
    if gap.value == 0:
        assert "it was the same as" in headline
        return
    assert said, headline
    assert TOLD_APART[said[3]] * gap.value > 0
    assert said[1] or agrees(said[2], gap.value, gap.unit)
    if gap.lower is not None:
        check_limits(said[4], said[5], said[6], said[7], gap)
        assert bool(said[8]) == (gap.lower <= 0 <= gap.upper)


@SOME
@given(st.data())
def test_who_is_missing_is_said_without_a_number_that_is_withheld(profiles, data):
    profile = data.draw(profiles)
    sentence = missing_sentence(profile)
    check_words(sentence)
    share = profile.share_unknown
    if not share.is_number:
        assert not re.search(r"\d", without_names(sentence, profile))
        assert "withheld" in sentence
    elif share.value == 0:
        assert " is known for all " in sentence
    else:
        assert "6.4%" in sentence
        numbers = [g.denominator for g in profile.unknown if g.denominator.is_number]
        assert all(f"{int(number.value):,}" in sentence for number in numbers)


@SOME
@given(st.data())
def test_the_gradient_points_the_way_of_its_index(profiles, data):
    profile = data.draw(profiles)
    sentence, slope = slope_sentence(profile), profile.slope_index
    check_words(sentence)
    way = re.search(r"It is (higher|lower) in the (\w+)", sentence)
    if not slope.is_number:
        assert way is None
        assert not re.search(r"\d", without_names(sentence, profile))
    elif slope.lower is not None and slope.lower <= 0 <= slope.upper:
        assert way is None
        assert "consistent with no difference" in sentence
    elif slope.value:
        # Least deprived minus most deprived: below nought when commoner among the most deprived.
        assert way[2] in ("most", "least")
        is_first = profile.groups[0].subgroup.label.lower().startswith(way[2])
        assert is_first
        assert (way[1] == "higher") == (slope.value < 0)


@SOME
@given(st.data())
def test_no_trend_contradicts_its_latest_point(trends, data):
    trend = data.draw(trends)
    sentence, latest = trend_sentence(trend), trend.points[-1]
    check_words(sentence)
    if not latest.is_number:
        named = sentence.replace(latest.reason or "…", "").replace(trend.measure.title, "…")
        assert not re.search(r"\d", named)
        assert "concern" not in sentence
        assert "improvement" not in sentence
        return
    known_limits = trend.mean is not None
    assert ("signals concern" in sentence) == (trend.direction[-1] == "concern" and known_limits)
    assert ("signals improvement" in sentence) == (
        trend.direction[-1] == "improvement" and known_limits
    )
    assert ("ordinarily" in sentence) == (known_limits and not any(trend.signals))
    assert ("provisional" in sentence) == (known_limits and trend.provisional)
    if trend.is_gap and latest.value:
        way = re.search(rf"{NUMBER}{UNIT} (lower|higher|shorter|longer) in ", sentence)
        # Up is worse for the group: where higher is better, worse is lower than the reference.
        turned = -latest.value if trend.measure.better == "higher" else latest.value
        assert TOLD_APART[way[2]] * turned > 0


@SOME
@given(st.data())
def test_no_funnel_sentence_miscounts_or_ranks(funnels, data):
    funnel = data.draw(funnels)
    sentence = funnel_sentence(funnel)
    check_words(sentence)
    outside = sum(bool(point.beyond) for point in funnel.points)
    far = sum(point.beyond == "99.8%" for point in funnel.points)
    said = re.search(
        rf"Of {NUMBER} providers, {NUMBER_OR_NONE} lies? outside .* and {NUMBER_OR_NONE} outside",
        sentence,
    )
    assert [read(part) for part in said.groups()] == [len(funnel.points), outside, far]
    ours = next((point for point in funnel.points if point.is_ours), None)
    where = re.search(r"It lies (inside|between|outside)", sentence)
    assert bool(where) == bool(ours)
    if ours:
        assert where[1] == {"": "inside", "95%": "between", "99.8%": "outside"}[ours.beyond]
    assert not re.search(r"\d(st|nd|rd|th)\b", sentence)
