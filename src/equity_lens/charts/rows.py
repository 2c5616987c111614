"""One row of an interval chart: who, how many, the dot with its interval, and the value in figures."""

from dataclasses import dataclass

from equity_lens.charts import palette
from equity_lens.charts.figures import short
from equity_lens.charts.layout import Layout
from equity_lens.charts.lettering import wrap
from equity_lens.charts.scale import Scale
from equity_lens.charts.svg import backed_text, line, shape, text, titled
from equity_lens.disclosure.released import ReleasedGroup, ReleasedProfile
from equity_lens.words.gaps import value_interval
from equity_lens.words.numbers import absence, in_brief, in_words, interval_in_cell

PADDING = 11
STRIP = 26


@dataclass(frozen=True, slots=True)
class Row:
    """A drawn row. ``strip`` is the top and bottom of the part that holds the dot."""

    parts: list[str]
    strip: tuple[float, float]
    bottom: float


def row(
    profile: ReleasedProfile, group: ReleasedGroup, top: float, scale: Scale, layout: Layout
) -> Row:
    """Draw one subgroup at ``top``; where there is no value, its place holds the words why."""
    label = wrap(group.subgroup.label, layout.size, layout.label_room)
    room = layout.plot_to - layout.plot_from if layout.stacked else layout.label_room
    under = wrap(_under(profile, group, layout), layout.small, room)
    why = _why_blank(group, layout)
    words_tall = len(label) * layout.step + len(under) * layout.small_step
    why_tall = len(why) * layout.small_step
    if layout.stacked:
        start = top + PADDING / 2 + words_tall + 4
        strip = (start, start + max(STRIP, why_tall + 6))
        bottom = strip[1] + PADDING / 2
    else:
        strip = (top, top + PADDING + max(words_tall, why_tall))
        bottom = strip[1]
    middle = (strip[0] + strip[1]) / 2
    parts = [
        *labelled(label, under, top, layout),
        *(blank(why, middle, layout) if why else [_mark(profile, group, middle, scale)]),
        *_figures(group, top, middle, layout),
    ]
    return Row(parts, strip, bottom)


def labelled(label: list[str], under: list[str], top: float, layout: Layout) -> list[str]:
    """The label, and under it in smaller type how many there are."""
    left = layout.plot_from if layout.stacked else 8
    baseline = top + PADDING / 2 + layout.size
    parts = []
    for said in label:
        parts.append(text(left, baseline, said, size=layout.size))
        baseline += layout.step
    baseline += layout.small_step - layout.step + 1
    for said in under:
        parts.append(text(left, baseline, said, size=layout.small, fill=palette.QUIET_INK))
        baseline += layout.small_step
    return parts


def _under(profile: ReleasedProfile, group: ReleasedGroup, layout: Layout) -> str:
    """The sample size, and whether this is the reference."""
    # A standardised rate is as sure as its events are many, however many residents there are.
    is_rate = profile.measure.value == "standardised_rate"
    number = group.numerator if is_rate else group.denominator
    said = f"{in_brief(number)} {profile.measure.noun}"
    if not number.is_number:
        said = f"number {in_brief(number)}"
    if group.is_reference:
        said += ", the reference"
    if layout.stacked and value_interval(group.value):
        said += f"; {value_interval(group.value, profile.confidence)}"
    return said


def _why_blank(group: ReleasedGroup, layout: Layout) -> list[str]:
    """Lines that say why there is no value; none where there is one."""
    if group.value.is_number:
        return []
    return wrap(absence(group.value), layout.small, layout.plot_to - layout.plot_from - 12)


def blank(why: list[str], middle: float, layout: Layout) -> list[str]:
    """The words that stand where a dot would, around the middle of a row."""
    first = middle + layout.small * 0.35 - (len(why) - 1) * layout.small_step / 2
    return [
        backed_text(
            layout.plot_from + 6,
            first + place * layout.small_step,
            said,
            size=layout.small,
            fill=palette.QUIET_INK,
        )
        for place, said in enumerate(why)
    ]


def _mark(profile: ReleasedProfile, group: ReleasedGroup, y: float, scale: Scale) -> str:
    """Dot and interval: a diamond for the reference, a hollow square where nobody is compared."""
    value, known = group.value, group.subgroup.known
    colour = palette.DARK_BLUE if group.is_reference else palette.BLUE if known else palette.GREY
    kind = "diamond" if group.is_reference else "circle" if known else "square"
    shapes: list[str] = []
    if value.lower is not None and value.upper is not None:
        low, high = scale(value.lower), scale(value.upper)
        shapes.append(line(low, y, high, y, colour, 3))
        shapes += [line(end, y - 6, end, y + 6, colour, 2) for end in (low, high)]
    fill = colour if known else palette.WHITE
    shapes.append(shape(kind, scale(value.value or 0.0), y, 6.5, fill, colour))
    return titled(_said(profile, group), *shapes)


def _figures(group: ReleasedGroup, top: float, middle: float, layout: Layout) -> list[str]:
    """The value in figures: at the right of the dot, or at the right of the label on a phone."""
    if not group.value.is_number:
        return []
    value = short(group.value)
    if layout.stacked:
        baseline = top + PADDING / 2 + layout.size
        return [text(layout.plot_to, baseline, value, size=layout.size, anchor="end", bold=True)]
    x = layout.plot_to + 16
    if not value_interval(group.value):
        return [text(x, middle + layout.size * 0.35, value, size=layout.size, bold=True)]
    return [
        text(x, middle - 1, value, size=layout.size, bold=True),
        text(
            x,
            middle + layout.small_step - 1,
            interval_in_cell(group.value),
            size=layout.small,
            fill=palette.QUIET_INK,
        ),
    ]


def _said(profile: ReleasedProfile, group: ReleasedGroup) -> str:
    limits = value_interval(group.value, profile.confidence)
    said = f"{group.subgroup.label}: {in_words(group.value)}" + (f" ({limits})" if limits else "")
    if (
        group.numerator.is_number
        and group.denominator.is_number
        and profile.measure.value == "proportion"
    ):
        said += (
            f", {in_brief(group.numerator)} of {in_brief(group.denominator)} {profile.measure.noun}"
        )
    return said
