"""The waiting list by group: size, long waits, who joins and leaves, who is cancelled on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from equity_lens.charts import Chart, interval_chart
from equity_lens.disclosure.released import (
    Figure,
    ReleasedGroup,
    ReleasedProfile,
    ReleasedTrend,
    State,
)
from equity_lens.measures.headline_standards import HeadlineStandard
from equity_lens.measures.load import library
from equity_lens.words import dates
from equity_lens.words.compared import made_up
from equity_lens.words.numbers import NOT_AVAILABLE, in_cell, in_words
from equity_lens.words.people import lower_first
from equity_lens.words.sentences import missing_sentence, profile_sentence, widest
from equity_lens_web.evidence.presenters.cells import with_range
from equity_lens_web.evidence.presenters.downloads import links
from equity_lens_web.evidence.presenters.footing import (
    NOT_MEASURED,
    Footing,
    Side,
    footing,
)
from equity_lens_web.evidence.presenters.tables import SHORTHAND, Table, profile_table

EVERYONE = "all"
WAITS = ("waiting-within-18-weeks", "waiting-over-52-weeks", "waiting-over-65-weeks")
CANCELLED = ("outpatient-cancelled-by-provider", "first-appointment-kept-by-trust")
MOVEMENTS = ("waiting-list-additions", "waiting-list-removals")
SIZE = "waiting-list-size"
SECTIONS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Size and shape", "size", (SIZE, "median-wait", "92nd-percentile-wait")),
    ("Long waits: 18, 52 and 65 weeks", "waits", WAITS),
    ("Who joins the list and who leaves it", "movements", (*MOVEMENTS, "treated-within-18-weeks",
                                                           "removed-without-treatment")),
    ("Cancelled by the trust", "cancelled", CANCELLED),
)  # fmt: skip
MEASURES = tuple(dict.fromkeys(id for _, _, ids in SECTIONS for id in ids))
CLOSED = (*WAITS, *CANCELLED)
DRAWN = (SIZE, *WAITS, *CANCELLED)
ALWAYS_DRAWN = (SIZE, WAITS[0])
FEW_GROUPS = 12
"""Of more groups than these, six charts would be a page that nobody reads: tables have the rest."""

NO_EXTRACT = "No extract that gives it is in the figures yet."


@dataclass(frozen=True, slots=True)
class Part:
    """One measure: its headline beside its gap, and, where it is measured by group, the groups."""

    footing: Footing
    sentences: tuple[str, ...]
    table: Table | None = None
    chart: Chart | None = None
    downloads: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Measures that answer one question."""

    title: str
    key: str
    parts: tuple[Part, ...]


def sections(
    profiles: Sequence[ReleasedProfile],
    trends: Sequence[ReleasedTrend],
    by: str,
    *,
    synthetic: bool,
) -> list[Section]:
    """Every section; what nobody has measured is there too, and says so."""
    return [
        Section(title, key, tuple(_part(id, profiles, trends, by, synthetic) for id in ids))
        for title, key, ids in SECTIONS
    ]


def _part(
    id: str,
    profiles: Iterable[ReleasedProfile],
    trends: Iterable[ReleasedTrend],
    by: str,
    synthetic: bool,
) -> Part:
    own = [p for p in profiles if p.measure.id == id and p.dimension.key in (EVERYONE, by)]
    grouped = next((p for p in own if p.dimension.key == by), None)
    standard = HeadlineStandard("", library()[id].title, "", id, not_measured=NO_EXTRACT)
    charted = [t for t in trends if t.measure.id == id]
    row = footing(standard, own, charted, synthetic=synthetic)
    if grouped is None:
        return Part(row, (row.sentence,))
    if grouped.measure.value == "count":
        row = replace(row, gap=_make_up(grouped))
    is_drawn = id in (DRAWN if len(grouped.groups) <= FEW_GROUPS else ALWAYS_DRAWN)
    return Part(
        footing=row,
        # Of a count, the share that stands beside it says what the sentence would.
        sentences=(
            *(() if grouped.measure.value == "count" else (profile_sentence(grouped),)),
            missing_sentence(grouped),
        ),
        table=profile_table(grouped),
        chart=interval_chart(grouped, synthetic=synthetic) if is_drawn else None,
        downloads=links(id, "groups", by=by) if is_drawn else (),
    )


def _make_up(grouped: ReleasedProfile) -> Side:
    """What stands beside a count, which has no gap: the share that one group makes up of it."""
    group = widest(grouped)
    if group is None:
        return Side("Share of it", NOT_MEASURED, "No comparison between groups was made.")
    said = made_up(grouped, group)
    label = f"Share: {lower_first(group.subgroup.label)}"
    return Side(label, in_words(group.value), f"{said[0].upper()}{said[1:]}.")


def closing_table(profiles: Sequence[ReleasedProfile], by: str) -> Table | None:
    """For each group and each wait, how many people would have to be seen to close the gap."""
    own = {p.measure.id: p for p in profiles if p.dimension.key == by}
    used = [own[id] for id in CLOSED if id in own]
    if not used:
        return None
    groups = {g.subgroup.key: g.subgroup.label for p in used for g in p.groups}
    cells = [{g.subgroup.key: _closes(g) for g in p.groups} for p in used]
    return Table(
        caption=f"How many people it would take to close each gap, about, by {used[0].dimension.title.lower()}",
        header=(used[0].dimension.title, *(_to_close(p) for p in used)),
        rows=tuple(
            (
                label,
                *(column.get(key, NOT_AVAILABLE) for column in cells),
            )
            for key, label in groups.items()
        ),
        note=f"{SHORTHAND} Nought: the group fares no worse than what it is compared with. The range "
        "comes from the gap’s 95% interval. One person may be counted in several columns.",
    )


def movements_table(profiles: Sequence[ReleasedProfile], by: str) -> Table | None:
    """Who waits, who joined and who left, group by group: numbers and shares side by side."""
    own = {p.measure.id: p for p in profiles if p.dimension.key == by}
    used = [own[id] for id in (SIZE, *MOVEMENTS) if id in own]
    if len(used) < 2:
        return None
    labels: Mapping[str, str] = {g.subgroup.key: g.subgroup.label for p in used for g in p.groups}
    cells = [{g.subgroup.key: (g.denominator, g.value) for g in p.groups} for p in used]
    header = [
        words
        for p in used
        for words in (f"{p.measure.title}, {dates.period(p.period)}", "Share of those known")
    ]
    return Table(
        caption=f"The list, additions and removals by {used[0].dimension.title.lower()}",
        header=(used[0].dimension.title, *header),
        rows=tuple(
            (label, *(in_cell(figure) for column in cells for figure in column.get(key, _NONE)))
            for key, label in labels.items()
        ),
        note=SHORTHAND,
    )


_NONE = (Figure(State.MISSING, "people"), Figure(State.MISSING, "proportion"))


def _closes(group: ReleasedGroup) -> str:
    return "reference" if group.is_reference else with_range(group.people_affected)


def _to_close(profile: ReleasedProfile) -> str:
    more = "more" if profile.measure.better == "higher" else "fewer"
    return f"{profile.measure.title}: {more} {profile.measure.noun}"
