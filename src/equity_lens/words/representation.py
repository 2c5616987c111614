"""Who is not here, in plain sentences: how many are seen, how many expected, and of whom.

Expected is what equal use by all residents would bring. Need is another thing, which residents
alone do not tell; so the sentences never say that a group is owed, or at fault.
"""

from equity_lens.disclosure.released import (
    Figure,
    ReleasedRepresentation,
    RepresentedGroup,
    State,
)
from equity_lens.words.dates import when
from equity_lens.words.gaps import could_be_nothing, value_interval
from equity_lens.words.numbers import about, absence, in_words, plain
from equity_lens.words.people import counted, place, subject

AS_EXPECTED = "The figures are consistent with as many as expected."
NEED = (
    "Need is not known here: a group may be few because it needs the service less, or because the "
    "service does not reach it."
)
NAMES = ("White",)  # first words of titles that keep their capital
NONE_IS_FEWER = "No group is fewer than expected by more than chance would bring."


def representation_sentence(shown: ReleasedRepresentation) -> str:
    """The group that the picture is about: how many, how many expected, ratio, interval, people.

    See ``least_here`` for which group it is. Where nothing can be expected, the reason.
    """
    if shown.refusal:
        return f"{title(shown)}: {shown.refusal} Need is not known here."
    group = least_here(shown)
    if group is None:
        return f"{title(shown)}: nothing is shown of any group."
    said = group_sentence(shown, group)
    if shown.dimension.ordered or _is_fewer(group):
        return said
    return f"{NONE_IS_FEWER} {said}"


def group_sentence(shown: ReleasedRepresentation, group: RepresentedGroup) -> str:
    """One group: how many are seen, how many would be expected, and how sure we are."""
    ratio = group.ratio
    if ratio.value is None or not ratio.is_number:
        where = place(shown.dimension, group.subgroup)
        return f"{title(shown)}: the figure {where} is {absence(ratio)}."
    who = counted(shown.measure, shown.dimension, group.subgroup)
    interval = value_interval(ratio, shown.confidence)
    times = f"{in_words(ratio)} times as many" + (f" ({interval})" if interval else "")
    said = (
        f"{_counted(shown)}: {in_words(group.observed)} {who} {when(shown.period)}, where "
        f"{in_words(group.expected)} would be expected: {times}"
    )
    if could_be_nothing(ratio, 1.0):
        return f"{said}. {AS_EXPECTED}"
    return f"{said}{_people(group.fewer)}."


def expectation_sentence(shown: ReleasedRepresentation) -> str:
    """What is expected, of whom and when: population, year and area; and that need is not known.

    Nothing where nothing is expected.
    """
    if shown.refusal:
        return ""
    alike = " of each age and sex" if shown.standardised else ""
    of_all = (
        "The users are residents whose age, sex and area are known."
        if shown.standardised
        else "The users are all whose identity is known, wherever they live."
    )
    return (
        f"Expected is the group’s share of residents{alike} in {shown.catchment} in {shown.year} "
        f"({shown.population}), out of {in_words(shown.users)} {shown.measure.noun}. {of_all} {NEED}"
    )


def unknown_sentence(shown: ReleasedRepresentation) -> str:
    """How many belong to no known group, and what they could do to the figure; "" if none could."""
    share, group = shown.share_unknown, least_here(shown)
    if shown.refusal or group is None or share.value == 0:
        return ""
    if not share.is_number:
        return "" if share.state is State.MISSING else f"The share not known is {absence(share)}."
    said = f"{subject(shown.dimension)} is not known for {in_words(share)}"
    bounds = group.bounds
    if bounds.lower is None or bounds.upper is None:
        return f"{said}."
    low, high = plain(bounds.lower, bounds.unit), plain(bounds.upper, bounds.unit)
    where = place(shown.dimension, group.subgroup)
    return f"{said}: the figure {where} is {low} if none of them belong there, {high} if all do."


def title(shown: ReleasedRepresentation) -> str:
    """What is compared: "Who is not here, by deprivation fifth: people waiting"."""
    along, label = shown.dimension.title, _counted(shown)
    by = along if along.startswith(NAMES) else _lower(along)
    return f"Who is not here, by {by}: {_lower(label)}"


def least_here(shown: ReleasedRepresentation) -> RepresentedGroup | None:
    """The group that a sentence gives: of groups in order the first, so that figures do not choose.

    Of others, the one with fewest for those expected: first among those whose interval leaves out
    as many as expected.
    """
    if shown.dimension.ordered and shown.groups:
        return shown.groups[0]
    numbers = [group for group in shown.groups if group.ratio.is_number]
    if not numbers:
        return shown.groups[0] if shown.groups else None
    return min(numbers, key=lambda group: (not _is_fewer(group), group.ratio.value or 0.0))


def _is_fewer(group: RepresentedGroup) -> bool:
    return group.ratio.upper is not None and group.ratio.upper < 1


def _people(fewer: Figure) -> str:
    if not fewer.value:
        return ""
    way = "fewer" if fewer.value > 0 else "more"
    near, far = fewer.lower, fewer.upper
    size = Figure(State.NUMBER, fewer.unit, abs(fewer.value))
    said = f", {about(size)} {way}"
    if near is None or far is None or near * far <= 0:
        return said
    low, high = sorted((abs(near), abs(far)))
    return f"{said} ({plain(low, fewer.unit)} to {plain(high, fewer.unit)})"


def _counted(shown: ReleasedRepresentation) -> str:
    """Who or what is counted, as the measure calls it."""
    measure = shown.measure
    return measure.numerator.label if shown.standardised else measure.denominator.label


def _lower(label: str) -> str:
    return label[0].lower() + label[1:]
