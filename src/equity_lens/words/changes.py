"""Sentences about what is new since the last release: gaps that moved, findings that came and went."""

from equity_lens.disclosure.released import ReleasedTrend
from equity_lens.disclosure.released_changes import Change, ChangeKind, Changes, NotCompared
from equity_lens.words import gaps
from equity_lens.words.change import level_in_words
from equity_lens.words.compared import affected
from equity_lens.words.dates import when
from equity_lens.words.numbers import plain
from equity_lens.words.people import lower_first, place, reference_place
from equity_lens.words.sentences import grade_sentence

HEADLINES = {
    ChangeKind.WIDENED: "the gap has widened",
    ChangeKind.NARROWED: "the gap has narrowed, and this group fares better than it did on average",
    ChangeKind.LEVELLED_DOWN: (
        "the gap has closed, but this group fares no better than it did on average: "
        "that is levelling down, not improvement"
    ),
    ChangeKind.NEW: "a new finding",
    ChangeKind.STRONGER: "the finding is stronger than it was",
    ChangeKind.WEAKER: "the finding is weaker than it was",
    ChangeKind.GONE: "no longer a finding by the published rule",
}
SAME_FIGURES = (
    "Its figures are the same as before: the grade allows for all comparisons that were made, and "
    "their number changed."
)
NOTHING_NEW = "No gap has newly widened or narrowed, and no finding is new, changed or gone."
NOT_WATCHED = "No gap has enough earlier figures, and new ones, to be watched."


def change_sentence(change: Change) -> str:
    """What happened to one gap: how large it is, what it was, how many people, and its grade."""
    profile, group = change.profile, change.group
    who = place(profile.dimension, group.subgroup)
    said = [f"{profile.measure.title} {who}: {HEADLINES[change.kind]}."]
    if change.trend is not None and change.kind in (
        ChangeKind.WIDENED, ChangeKind.NARROWED, ChangeKind.LEVELLED_DOWN,
    ):  # fmt: skip
        said.append(_against_mean(change.trend))
    else:
        said.append(_against_before(change))
    if change.kind is not ChangeKind.GONE:
        said.append(affected(profile, group))
    if change.grade is not None:
        said.append(grade_sentence(change.grade))
    if change.same_figures:
        said.append(SAME_FIGURES)
    return " ".join(each for each in said if each)


def changes_sentence(changes: Changes) -> str:
    """How much is new, how many gaps were watched, and how many could be false alarms."""
    said = [] if changes.changes else [NOTHING_NEW]
    if not changes.watched:
        return " ".join([*said, NOT_WATCHED])
    counted = "1 gap" if changes.watched == 1 else f"{plain(changes.watched, 'people')} gaps"
    had = "has" if changes.watched == 1 else "have"
    said.append(f"{counted} with a control chart {had} new figures. {_false_alarms(changes)}")
    return " ".join(said)


def not_compared_sentence(refused: NotCompared) -> str:
    """Why one measure and dimension is not compared with the earlier release."""
    by = lower_first(refused.profile.dimension.title)
    return f"{refused.profile.measure.title}, by {by}, is not compared: {refused.why}."


def _against_mean(trend: ReleasedTrend) -> str:
    """The latest gap beside the mean of its chart, and the special cause."""
    latest, mean = trend.points[-1].value, trend.mean
    if latest is None or mean is None:
        return ""
    said = f"It is {level_in_words(trend, latest)} {when(trend.periods[-1])}"
    said += f"; its average is {level_in_words(trend, mean)}"
    return f"{said}. The signal on its control chart: {trend.signals[-1]}."


def _against_before(change: Change) -> str:
    """The gap now and at the earlier release, against the same reference."""
    profile, gap, before = change.profile, change.group.gap, change.gap_before
    if gap.value is None:
        return f"No gap is shown {when(profile.period)}: {gaps.size(gap)}."
    said = f"It is {gaps.pointed(gap.value, gap.unit)} than {reference_place(profile)}"
    if not gap.value:
        said = f"There is no gap from the figure {reference_place(profile)}"
    said += f" {when(profile.period)}"
    if before.value is None or change.period_before == profile.period:
        return f"{said}."
    return f"{said}; it was {gaps.pointed(before.value, before.unit)} {when(change.period_before)}."


def _false_alarms(changes: Changes) -> str:
    """What chance alone would do, in whole numbers."""
    expected = changes.false_alarms
    if expected >= 1:
        about = round(expected)
        times = "1 would" if about == 1 else f"{plain(about, 'people')} would"
        return f"If nothing had changed, about {times} be told of as moved by chance alone."
    every = plain(round(1 / expected), "people")
    return (
        "If nothing had changed, one would be told of as moved by chance alone about once in "
        f"{every} such months."
    )
