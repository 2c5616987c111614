"""Sentences about change over time, and about one organisation beside others."""

from equity_lens.disclosure.released import FunnelPoint, ReleasedFunnel, ReleasedTrend
from equity_lens.words import gaps
from equity_lens.words.dates import when
from equity_lens.words.numbers import DIFFERENCE, absence, number_in_words, plain
from equity_lens.words.people import lower_first

MEANING = {"improvement": "improvement", "concern": "concern", "": "a special cause"}
PROVISIONAL = "The limits are provisional: fewer than 12 points."
TOO_FEW_POINTS = "There are too few points for an average and limits."
FEWEST_OTHERS = 8
QUARTERS = ("few", "about 1 in 4", "about half", "about 3 in 4", "nearly all")
WHERE = {
    "": "inside the 95% limits, where chance alone could put it",
    "95%": "between the 95% and 99.8% limits, where chance alone seldom puts a provider",
    "99.8%": "outside the 99.8% limits, where chance alone hardly ever puts a provider",
}
CHANCE_ALONE = "The limits allow for chance alone, so with large numbers many lie outside."


def trend_sentence(trend: ReleasedTrend) -> str:
    """The latest figure, whether it signals anything, and the average around which it varies."""
    latest = trend.points[-1]
    of_whom = f"{trend.measure.title}, {lower_first(trend.label).replace(': ', ', ')}"
    if latest.value is None:
        return f"{of_whom}: the latest figure is {absence(latest)}."
    said = [f"{of_whom}: {level_in_words(trend, latest.value)} {when(trend.periods[-1])}."]
    if trend.mean is None or trend.lower_limit is None or trend.upper_limit is None:
        return f"{said[0]} {TOO_FEW_POINTS}"
    mean = level_in_words(trend, trend.mean)
    usual = _between(trend, trend.lower_limit, trend.upper_limit)
    said += [_signal(trend), f"The average is {mean}, and ordinary variation is {usual}."]
    return " ".join(said + [PROVISIONAL] * trend.provisional)


def level_in_words(trend: ReleasedTrend, value: float) -> str:
    """A level of a trend; of a gap its size, and which way the group differs from its reference.

    A gap is charted so that up is worse for the group: its sign is turned where higher is better.
    """
    unit = trend.points[0].unit
    return (
        gaps.pointed(_sign(trend) * value, unit) if trend.is_gap else number_in_words(value, unit)
    )


def _between(trend: ReleasedTrend, low: float, high: float) -> str:
    unit = trend.points[0].unit
    if not trend.is_gap:
        return f"{number_in_words(low, unit)} to {number_in_words(high, unit)}"
    first, last = sorted(_sign(trend) * level for level in (low, high))
    return gaps.between(first, last, unit)


def _sign(trend: ReleasedTrend) -> int:
    return -1 if trend.measure.better == "higher" else 1


def funnel_sentence(funnel: ReleasedFunnel) -> str:
    """Where ours lies, against the common value and the limits, and how many lie outside them."""
    ours = next((point for point in funnel.points if point.is_ours), None)
    said = [_ours(funnel, ours)] if ours else []
    beyond = [point.beyond for point in funnel.points]
    outside, far = len(beyond) - beyond.count(""), beyond.count("99.8%")
    said.append(
        f"Of {plain(len(beyond), 'people')} providers, {plain(outside, 'people') if outside else 'none'} "
        f"{'lies' if outside == 1 else 'lie'} outside the 95% limits, and "
        f"{plain(far, 'people') if far else 'none'} outside the 99.8% limits."
    )
    return " ".join([*said, CHANCE_ALONE])


def _signal(trend: ReleasedTrend) -> str:
    signal = trend.signals[-1]
    if signal:
        return f"This signals {MEANING[trend.direction[-1]]}: {signal}."
    earlier = sum(bool(each) for each in trend.signals)
    if not earlier:
        return "It varies as it ordinarily does."
    said = "1 earlier point was" if earlier == 1 else f"{earlier} earlier points were"
    return f"The latest point is ordinary; {said} not."


def _ours(funnel: ReleasedFunnel, ours: FunnelPoint) -> str:
    own, common = (_level(funnel, value) for value in (ours.value, funnel.centre))
    said = f"{ours.organisation.name}: {own} {when(ours.period or funnel.period)}"
    said += f"; all providers together {common}"
    if ours.period:
        said += f" {when(funnel.period)}"
    said += f". It lies {WHERE[ours.beyond]}."
    others = [point for point in funnel.points if not point.is_ours]
    if len(others) < FEWEST_OTHERS:
        return said
    is_gap = funnel.unit.startswith(DIFFERENCE)
    sign = -1 if is_gap and funnel.measure.better == "higher" else 1
    below = sum(sign * point.value < sign * ours.value for point in others)
    quarter = QUARTERS[round(4 * below / len(others))]
    what = "gap is wider" if is_gap and funnel.measure.better != "neither" else "figure is higher"
    return f"{said} Its {what} than at {quarter} of the other providers."


def _level(funnel: ReleasedFunnel, value: float) -> str:
    if funnel.unit.startswith(DIFFERENCE):
        return gaps.pointed(value, funnel.unit)
    return number_in_words(value, funnel.unit)
