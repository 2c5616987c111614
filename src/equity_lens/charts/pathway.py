"""Where a group is lost along a pathway: one row for each step, the group beside its reference."""

from equity_lens.charts import palette
from equity_lens.charts.chart import Chart
from equity_lens.charts.figures import short
from equity_lens.charts.frame import framed
from equity_lens.charts.layout import ON_A_PAGE, ON_A_PHONE, Layout
from equity_lens.charts.lettering import wrap
from equity_lens.charts.plot import level_axis
from equity_lens.charts.scale import Scale, round_scale
from equity_lens.charts.svg import line, shape, text, titled
from equity_lens.disclosure.released import Figure
from equity_lens.planning.figures import absent, number
from equity_lens.planning.pathway import GroupOnPathway, Passage, Walk
from equity_lens.planning.pathways import Step
from equity_lens.words.dates import period
from equity_lens.words.numbers import absence, in_brief, in_words, on_axis
from equity_lens.words.pathway import end_sentence, losses_sentence, parting_sentence
from equity_lens.words.people import lower_first

BETTER = "← Fewer lost"
APART = 8.0
DEEP = 66.0
DEEP_STACKED = 84.0


def pathway_chart(walk: Walk, group: GroupOnPathway, *, synthetic: bool = False) -> Chart:
    """The share lost at each step: a circle for the group, a diamond for its reference.

    Each has its interval, where there is one, and its value in figures at the right. A step whose
    figures are withheld has the words why in its place.
    """
    title = (
        f"{walk.pathway.title}, {lower_first(group.subgroup.label)}: "
        f"{walk.organisation.name}, {period(walk.period)}"
    )
    sentences = (sentence(walk, group) for sentence in SENTENCES)
    description = " ".join(sentences)
    pictures = []
    for layout in (ON_A_PAGE, ON_A_PHONE):
        parts, tall = _drawn(walk, group, layout)
        pictures.append(
            framed(
                parts,
                wide=layout.width,
                tall=tall,
                title=title,
                description=description,
                synthetic=synthetic,
            )
        )
    return Chart(pictures[0], pictures[1], title, description, BETTER)


SENTENCES = (end_sentence, losses_sentence, parting_sentence)


def share_lost(passage: Passage) -> Figure:
    """The share lost at a step with its interval: all less the share kept.

    >>> from equity_lens.disclosure.released import State
    >>> kept = Figure(State.NUMBER, "proportion", 0.75, 0.5, 0.875)
    >>> none = Figure(State.MISSING, "people")
    >>> share_lost(Passage(none, none, none, kept, none, none, none, none)).upper
    0.5
    """
    kept = passage.share_kept
    if kept.value is None or kept.lower is None or kept.upper is None:
        return absent(kept.unit, kept) or number(1 - (kept.value or 0.0), kept.unit)
    return number(1 - kept.value, kept.unit, 1 - kept.upper, 1 - kept.lower)


def reference_lost(passage: Passage) -> Figure:
    """The reference's share lost, from the group's share and the gap between them."""
    own = share_lost(passage)
    gone = absent(own.unit, own, passage.gap)
    return gone or number((own.value or 0.0) - (passage.gap.value or 0.0), own.unit)


def _drawn(walk: Walk, group: GroupOnPathway, layout: Layout) -> tuple[list[str], float]:
    scale, ticks = _along(walk, group, layout)
    key, y = _key(walk, group, layout)
    top, rows = y + 8, []
    deep = DEEP_STACKED if layout.stacked else DEEP
    reference = next((each for each in walk.groups if each.is_reference), None)
    for position, (step, passage) in enumerate(
        zip(walk.pathway.steps, group.passages, strict=True)
    ):
        beside = None if reference is None else share_lost(reference.passages[position])
        rows += _row(step, passage, beside, top + position * deep, deep, scale, layout)
    bottom = top + deep * len(group.passages)
    rules = [
        line(scale(tick), top, scale(tick), bottom, palette.RULE)
        for tick in ([] if layout.stacked else ticks)
    ]
    labelled = [(scale(tick), on_axis(tick, "proportion")) for tick in ticks]
    axis = level_axis(
        layout.plot_from, layout.plot_to, bottom, labelled, layout.width, layout.small
    )
    foot = bottom + 14 + 2 * layout.small_step
    axis.append(text(layout.plot_from, foot, BETTER, size=layout.small + 1, bold=True))
    return [*rules, *key, *rows, *axis], foot + 10


def _along(walk: Walk, group: GroupOnPathway, layout: Layout) -> tuple[Scale, list[float]]:
    shown = [share_lost(p) for p in group.passages] + [reference_lost(p) for p in group.passages]
    for each in walk.groups:
        if each.is_reference:
            shown += [share_lost(passage) for passage in each.passages]
    levels = [x for f in shown for x in (f.value, f.lower, f.upper) if x is not None]
    return round_scale([0.0, *levels], layout.plot_from, layout.plot_to, least=0.0, most=1.0)


def _key(walk: Walk, group: GroupOnPathway, layout: Layout) -> tuple[list[str], float]:
    """What is drawn, and which mark is whose."""
    size, y = layout.small, 8.0
    parts = []
    for said in wrap("Share lost at each step", size + 1, layout.width - 16, bold=True):
        y += layout.small_step
        parts.append(text(8, y, said, size=size + 1, bold=True))
    named = next((each.subgroup.label for each in walk.groups if each.is_reference), "Everyone")
    marks = [("circle", palette.BLUE, group.subgroup.label)]
    if not group.is_reference:
        marks.append(("diamond", palette.DARK_BLUE, f"Reference: {lower_first(named)}"))
    for kind, colour, words in marks:
        y += layout.small_step + 4
        parts.append(shape(kind, 16, y - size * 0.35, 6, colour, colour))
        parts.append(text(30, y, words, size=size))
    y += layout.small_step + 2
    bars = f"Bar: {walk.confidence * 100:g}% interval."
    parts.append(text(8, y, bars, size=size, fill=palette.QUIET_INK))
    return parts, y


def _row(
    step: Step,
    passage: Passage,
    reference: Figure | None,
    top: float,
    deep: float,
    scale: Scale,
    layout: Layout,
) -> list[str]:
    own = share_lost(passage)
    other = reference if reference is not None else reference_lost(passage)
    left = layout.plot_from if layout.stacked else 8.0
    first = top + 6 + layout.size
    lost = f"{in_brief(passage.lost)} of {in_brief(passage.entered)} {step.lost_as}"
    if not passage.lost.is_number:
        lost = f"{step.lost_as}: {absence(passage.lost)}"
    room = layout.plot_to - layout.plot_from if layout.stacked else layout.label_room
    parts = [line(8, top, layout.width - 8, top, palette.RULE)]
    parts.append(text(left, first, step.title, size=layout.size))
    for i, said in enumerate(wrap(lost, layout.small, room)[:2]):
        baseline = first + layout.small_step * (i + 1)
        parts.append(text(left, baseline, said, size=layout.small, fill=palette.QUIET_INK))
    middle = top + deep - 18 if layout.stacked else top + deep / 2
    if not own.is_number:
        parts.append(text(layout.plot_from + 6, middle, absence(own), size=layout.small))
        return parts
    is_other = other.is_number and passage.gap.is_number
    up = APART if is_other else 0.0
    parts.append(_mark("circle", own, middle - up, palette.BLUE, scale, step.lost_as))
    if is_other:
        said = f"reference, {step.lost_as}"
        parts.append(_mark("diamond", other, middle + up, palette.DARK_BLUE, scale, said))
    return parts + _figures(own, other if is_other else None, first, middle, layout)


def _mark(kind: str, figure: Figure, y: float, colour: str, scale: Scale, said: str) -> str:
    parts = []
    if figure.lower is not None and figure.upper is not None:
        low, high = scale(max(figure.lower, 0.0)), scale(figure.upper)
        parts.append(line(low, y, high, y, colour, 3))
    parts.append(shape(kind, scale(figure.value or 0.0), y, 5.5, colour, colour))
    return titled(f"{in_words(figure)} {said}", *parts)


def _figures(
    own: Figure, other: Figure | None, first: float, middle: float, layout: Layout
) -> list[str]:
    against = f"reference {short(other)}" if other is not None else ""
    if layout.stacked:
        words = f"{short(own)}; {against}" if against else short(own)
        return [text(layout.plot_to, first, words, size=layout.small, anchor="end", bold=True)]
    x = layout.plot_to + 16
    parts = [text(x, middle - 1, short(own), size=layout.size, bold=True)]
    if against:
        y = middle + layout.small_step - 1
        parts.append(text(x, y, against, size=layout.small, fill=palette.QUIET_INK))
    return parts
