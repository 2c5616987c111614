"""The values that every row is read against: reference, everyone, and any standard."""

from dataclasses import dataclass

from equity_lens.charts import palette
from equity_lens.charts.figures import short, short_number
from equity_lens.charts.layout import Layout
from equity_lens.charts.lettering import width_of, wrap
from equity_lens.charts.scale import Scale
from equity_lens.charts.svg import backed_text, line
from equity_lens.disclosure.released import ReleasedProfile
from equity_lens.words.dates import last_day
from equity_lens.words.people import lower_first, reference_group


@dataclass(frozen=True, slots=True)
class Marker:
    """One value to read against: its words, and how its line is drawn."""

    label: str
    value: float
    colour: str
    dash: str


def markers(profile: ReleasedProfile) -> list[Marker]:
    """Reference, everyone and standard, where each is a number. What is withheld has no line."""
    found: list[Marker] = []
    reference, everyone = profile.reference_value, profile.overall
    group = reference_group(profile)
    if group is not None and reference.value is not None:
        label = f"Reference: {lower_first(group.subgroup.label)}, {short(reference)}"
        found.append(Marker(label, reference.value, palette.DARK_BLUE, "7 4"))
    if everyone.value is not None and profile.measure.value != "count":
        name = "Reference: everyone" if profile.reference == "average" else "Everyone"
        label = f"{name}, {short(everyone)}"
        found.append(Marker(label, everyone.value, palette.GREY, ""))
    on = last_day(profile.period)
    standard = profile.measure.standard_on(on) if on else None
    if standard is not None:
        label = f"Standard, {short_number(standard.value, everyone.unit)}"
        found.append(Marker(label, standard.value, palette.INK, "2 4"))
    return found


def header(
    found: list[Marker], scale: Scale, top: float, layout: Layout
) -> tuple[list[str], float]:
    """Each marker's words on lines of their own, and the y below them.

    The outermost markers stand lowest and their words point outwards, so that no line down from a
    higher one runs through them. A marker beyond the scale is said in words, with an arrow.
    """
    within = sorted((m for m in found if scale.low <= m.value <= scale.high), key=lambda m: m.value)
    outer = [*within[-1:], *within[:-1][:1]]
    beyond = [marker for marker in found if marker not in within]
    inner = [marker for marker in within if marker not in outer]
    leaders: list[tuple[Marker, float]] = []
    labels: list[str] = []
    y = top
    for marker in [*beyond, *inner, *outer]:
        leftmost = len(within) > 1 and marker is within[0]
        for said in wrap(_words(marker, scale), layout.small, layout.width - 16):
            start = _start(marker, said, scale, layout, leftmost)
            labels.append(backed_text(start, y + layout.small, said, size=layout.small))
            y += layout.small * 1.5
        if marker in within:
            leaders.append((marker, y - layout.small * 0.5 + 4))
    bottom = y + (6 if found else 0)
    down = [
        line(scale(m.value), start, scale(m.value), bottom, m.colour, 2, m.dash)
        for m, start in leaders
    ]
    return [*down, *labels], bottom


def _words(marker: Marker, scale: Scale) -> str:
    if marker.value > scale.high:
        return f"{marker.label} →"
    return marker.label if marker.value >= scale.low else f"← {marker.label}"


def _start(marker: Marker, said: str, scale: Scale, layout: Layout, leftmost: bool) -> float:
    """Where the words begin: at their line, pointing away from the others, and never cut."""
    wide = width_of(said, layout.small)
    x = min(max(scale(marker.value), layout.plot_from), layout.plot_to)
    towards_left = leftmost or marker.value > scale.high
    wanted = x + 4 - wide if towards_left else x - 4
    return min(max(wanted, 8.0), layout.width - 8 - wide)


def lines(shown: list[Marker], scale: Scale, strips: list[tuple[float, float]]) -> list[str]:
    """The markers' lines down through the rows: each strip is (top, bottom)."""
    return [
        line(scale(marker.value), top, scale(marker.value), bottom, marker.colour, 2, marker.dash)
        for marker in shown
        if scale.low <= marker.value <= scale.high
        for top, bottom in strips
    ]
