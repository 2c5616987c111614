"""The gate's log: how much was withheld, of what and why.

It counts the cells that the tables show as [c], and says nothing of where they stand: whoever has
the tables can count them, so the log tells an attacker nothing that is not already shown.
"""

from collections import Counter
from dataclasses import dataclass

from equity_lens.disclosure.released import (
    Figure,
    Release,
    ReleasedGroup,
    ReleasedLedger,
    ReleasedProfile,
    ReleasedTrend,
    State,
)
from equity_lens.words.numbers import plain

NAMES = {"hes": "HES", "ohid": "OHID"}
COMPARISON, CHART, ROWS = "comparison between groups", "chart over time", "rows of a file"


@dataclass(frozen=True, slots=True)
class Withheld:
    """How many ``cells`` of one measure and dimension were withheld for one reason.

    A cell of a comparison is a group of which a count is withheld; of a chart, a point; of a file,
    a number of rows. ``period`` is "" for a chart, which has many; ``measure`` is the name of the
    file where rows are counted.
    """

    kind: str
    measure: str
    title: str
    dimension: str
    dimension_title: str
    period: str
    reason: str
    cells: int


def withheld(release: Release) -> tuple[Withheld, ...]:
    """What the gate withheld, in the order of the tables."""
    tally: Counter[tuple[str, str, str, str, str, str, str]] = Counter()
    for profile in release.profiles:
        tally.update(_of_profile(profile))
    for trend in release.trends:
        tally.update(_of_trend(trend))
    for ledger in release.ledgers:
        tally.update(_of_ledger(ledger))
    return tuple(Withheld(*of, cells=cells) for of, cells in tally.items())


def withheld_sentence(release: Release) -> str:
    """How many cells of the comparisons are withheld, and under which rule.

    The number is that of the method note: ``Release.withheld``.
    """
    cells = "1 cell" if release.withheld == 1 else f"{plain(release.withheld, 'people')} cells"
    rule = f"the {NAMES[release.policy]} rule" if release.policy in NAMES else _quoted(release)
    return (
        f"{cells} withheld under {rule}." if release.withheld else f"No cell withheld under {rule}."
    )


def _quoted(release: Release) -> str:
    return f"the rule ‘{release.policy}’"


def _of_profile(profile: ReleasedProfile) -> list[tuple[str, str, str, str, str, str, str]]:
    measure, dimension = profile.measure, profile.dimension
    of = COMPARISON, measure.id, measure.title, dimension.key, dimension.title, profile.period
    reasons = (_reason(group) for group in (*profile.groups, *profile.unknown))
    return [(*of, reason) for reason in reasons if reason is not None]


def _reason(group: ReleasedGroup) -> str | None:
    """Why a count of a group is withheld; None where both are shown."""
    return next((f.reason for f in (group.numerator, group.denominator) if _hidden(f)), None)


def _of_trend(trend: ReleasedTrend) -> list[tuple[str, str, str, str, str, str, str]]:
    measure, dimension = trend.measure, trend.dimension
    of = CHART, measure.id, measure.title, dimension.key, dimension.title, ""
    return [(*of, point.reason) for point in trend.points if _hidden(point)]


def _of_ledger(ledger: ReleasedLedger) -> list[tuple[str, str, str, str, str, str, str]]:
    name = ledger.source.name
    accounts = (
        ("rejected", "Rows left out", ledger.rejected_by_reason),
        ("warnings", "Rows with a warning", ledger.warnings_by_column),
        *(
            (field, f"Identity: {field.replace('_', ' ')}", held)
            for field, held in ledger.completeness
        ),
    )
    return [
        (ROWS, name, name, key, title, "", tally.rows.reason)
        for key, title, tallies in accounts
        for tally in tallies
        if _hidden(tally.rows)
    ]


def _hidden(figure: Figure) -> bool:
    return figure.state is State.SUPPRESSED
