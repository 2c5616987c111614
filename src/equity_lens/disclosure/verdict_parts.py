"""One released verdict, put together from the arrays in which many were worked out."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import isnan

import numpy as np

from equity_lens.analysis.before_and_after import AFTER, BEFORE, BeforeAndAfter
from equity_lens.analysis.verdict_periods import Reading
from equity_lens.analysis.verdict_rule import verdict_rule
from equity_lens.analysis.verdicts import Said
from equity_lens.cells import ALL, Counts
from equity_lens.disclosure.figures import figure, missing, number, suppressed
from equity_lens.disclosure.policy import Policy
from equity_lens.disclosure.profiles import why_suppressed
from equity_lens.disclosure.released import Figure, Organisation
from equity_lens.disclosure.released_verdicts import (
    Counted,
    GroupOverTime,
    Hindrance,
    Look,
    ReleasedVerdict,
    Role,
    Verdict,
    VerdictRule,
    WhyNot,
)
from equity_lens.measures.measure import Measure
from equity_lens.measures.watched_gap import Baseline, WatchedGap
from equity_lens.reference.vocabulary import Subgroup
from equity_lens.statistics import Estimate
from equity_lens.statistics.change_in_gap_evidence import FEWEST_BEFORE

VALUE, GAP = "proportion", "difference in proportion"
NOT_COUNTED = "not counted in these periods"
SAID_ALREADY = "a verdict has been given"
NONE_LEFT = "no planned look is left, or too little is known"
ROLES = (Role.TARGET, Role.REFERENCE)


@dataclass(frozen=True)
class Asked:
    """One project as it goes into the arithmetic: its protected counts and its readings.

    ``subgroups`` are in the order of the readings' groups: target, reference, others, everyone.
    """

    organisation: Organisation
    gap: WatchedGap
    shown: Counts
    total: Counts
    at: int
    subgroups: tuple[Subgroup, ...]
    readings: tuple[tuple[Baseline, Reading], ...]
    policy: Policy
    synthetic: bool

    @property
    def why(self) -> str:
        """The words beside what is withheld."""
        return why_suppressed(self.shown, self.at, self.policy)


@dataclass(frozen=True)
class Found:
    """What came out for one project: what is said of each reading, and its row in the arrays."""

    words: tuple[Said, ...]
    compared: BeforeAndAfter
    from_first: Estimate
    row: int
    ahead: tuple[int, float]


def released(asked: Asked, found: Found) -> ReleasedVerdict:
    """The verdict of one project."""
    baseline, reading = asked.readings[-1]
    row, compared = found.row, found.compared
    looks = tuple(_looks(asked, found))
    own = [look for look in looks if look.baseline == len(asked.readings) - 1]
    verdict = own[-1].verdict if own else Verdict.TOO_EARLY
    last = found.words[-1]
    shown = _showing(asked, reading)
    everyone, *groups = _groups(asked, found)
    return ReleasedVerdict(
        organisation=asked.organisation,
        gap=asked.gap,
        measure=asked.shown.measure,
        dimension=asked.shown.dimension,
        verdict=verdict,
        on=own[-1].period if own else "",
        since=_since(own),
        baseline=baseline,
        before=reading.before,
        after=reading.looks,
        gap_before=shown.figure(_at(compared.gap, row, BEFORE), GAP),
        gap_after=shown.figure(_at(compared.gap, row, AFTER), GAP),
        change=shown.figure(_at(compared.gap_change, row), GAP),
        change_over_looks=own[-1].change if own else shown.absent(GAP),
        more_people=shown.figure(_at(compared.more_people, row), _unit(asked.shown.measure)),
        why_not=WhyNot(last.why_not[-1]) if own and last.why_not[-1] else None,
        could_show=_ahead(verdict, found.ahead[1]),
        could_show_at=found.ahead[0] if verdict is Verdict.TOO_EARLY else 0,
        since_the_first=shown.figure(_at(found.from_first, row), GAP)
        if len(asked.readings) > 1
        else None,
        groups=tuple(groups),
        all_watched=len(groups) == int(asked.shown.known.sum()),
        everyone=everyone,
        periods=_periods(asked),
        looks=looks,
        hindrances=tuple(_hindrances(reading)),
        rule=rule_in_force(),
        policy=asked.policy.id,
        sources=asked.shown.sources,
        synthetic=asked.synthetic or any(source.synthetic for source in asked.shown.sources),
    )


@cache
def rule_in_force() -> VerdictRule:
    """The published rule with its measured error rates."""
    rule = verdict_rule()
    measured = rule["error_rates"]
    return VerdictRule(
        title=rule["title"],
        version=rule["version"],
        from_on=rule["from_on"],
        false_calls=rule["false_calls"],
        power=rule["power"],
        looks=measured["looks"],
        people=measured["people_a_month"],
        ever_called=measured["ever_called"],
        widening=measured["widening"],
        caught=measured["caught"],
        measured_on=measured["measured_on"],
        measured_by=measured["measured_by"],
    )


def _looks(asked: Asked, found: Found) -> Iterator[Look]:
    for place, ((_, reading), said) in enumerate(zip(asked.readings, found.words, strict=True)):
        showing = _showing(asked, reading)
        for at, word in enumerate(said.words):
            limits = [float(part[at]) for part in said.change]
            shown = showing.figure((limits[0], limits[1], limits[2]), GAP)
            yield Look(reading.periods[reading.before + at], Verdict(word), shown, place)


def _since(looks: list[Look]) -> str:
    """The first period of the latest unbroken run of one verdict."""
    since = ""
    for look in reversed(looks):
        if look.verdict is not looks[-1].verdict:
            break
        since = look.period
    return since


def _groups(asked: Asked, found: Found) -> Iterator[GroupOverTime]:
    """Everyone first, then the others as they stand in the dimension."""
    order = {subgroup.key: place for place, subgroup in enumerate(asked.shown.subgroups)}
    last = len(asked.subgroups) - 1
    yield _group(asked, found, last, Role.EVERYONE)
    for i in sorted(range(last), key=lambda i: order[asked.subgroups[i].key]):
        yield _group(asked, found, i, ROLES[i] if i < len(ROLES) else Role.WATCHED)


def _group(asked: Asked, found: Found, i: int, role: Role) -> GroupOverTime:
    row, compared = found.row, found.compared
    shown = _showing(asked, asked.readings[-1][1], i)

    def counted(when: int) -> Counted:
        events = _at(compared.events, row, i, when)
        certain = events[1] == events[2]
        unit = _unit(asked.shown.measure)
        return Counted(
            shown.number(events[0], unit) if certain else shown.figure(events, unit),
            shown.number(float(compared.people[row, i, when]), unit),
            shown.figure(_at(compared.value, row, i, when), VALUE),
        )

    return GroupOverTime(
        subgroup=asked.subgroups[i],
        role=role,
        points=_points(asked, asked.subgroups[i]),
        before=counted(BEFORE),
        after=counted(AFTER),
        change=shown.figure(_at(compared.change, row, i), GAP),
    )


def _points(asked: Asked, subgroup: Subgroup) -> tuple[Figure, ...]:
    """The share of one group, period by period, of counts that are shown."""
    counts = asked.total if subgroup == ALL else asked.shown
    i = counts.subgroups.index(subgroup)
    begin, end = _span(asked)
    events, people = (
        part[asked.at, begin:end, i] for part in (counts.numerator, counts.denominator)
    )
    withheld = counts.numerator_withheld | counts.denominator_withheld
    hidden = withheld[asked.at, begin:end, i].tolist()
    with np.errstate(invalid="ignore", divide="ignore"):
        values = (events / people).tolist()
    dark, none = suppressed(VALUE, asked.why), missing(VALUE, "not counted")
    return tuple(
        dark if is_hidden else none if isnan(value) else number(value, VALUE)
        for value, is_hidden in zip(values, hidden, strict=True)
    )


def _periods(asked: Asked) -> tuple[str, ...]:
    begin, end = _span(asked)
    return asked.shown.periods[begin:end]


def _span(asked: Asked) -> tuple[int, int]:
    """From the first period before any change to the last one read."""
    periods = asked.shown.periods
    read = [reading.periods for _, reading in asked.readings if reading.periods]
    if not read:
        return 0, 0
    return periods.index(read[0][0]), periods.index(read[-1][-1]) + 1


@dataclass(frozen=True)
class _Showing:
    """Whether figures may be made of some groups over some periods, and why there are none.

    None are made where too many counts are withheld for being small: the middle of what a count can
    be stands for one now and then, and not for a whole group.
    """

    withheld: bool
    too_small: bool
    why: str

    def absent(self, unit: str) -> Figure:
        """Suppressed, where any count is withheld; else missing."""
        return suppressed(unit, self.why) if self.withheld else missing(unit, NOT_COUNTED)

    def figure(self, numbers: tuple[float, float, float], unit: str) -> Figure:
        """A figure, or the reason why there is none."""
        if self.too_small or isnan(numbers[0]):
            return self.absent(unit)
        return figure(numbers, False, unit, "", "")

    def number(self, value: float, unit: str) -> Figure:
        """A figure without an interval, or the reason why there is none."""
        return self.figure((value, np.nan, np.nan), unit)


def _showing(asked: Asked, reading: Reading, group: int | None = None) -> _Showing:
    """Of target and reference, whose periods are compared, or of one group over those periods."""
    begin = asked.shown.periods.index(reading.periods[0]) if reading.periods else 0
    span = slice(begin, begin + len(reading.periods))
    last = len(asked.subgroups) - 1
    withheld = False
    for i in (0, 1) if group is None else (0, 1, group):
        counts = asked.total if i == last else asked.shown
        place = counts.subgroups.index(asked.subgroups[i])
        for flags in (counts.numerator_withheld, counts.denominator_withheld):
            withheld |= bool(flags[asked.at, span, place].any())
    chosen = (0, 1) if group is None else (group,)
    return _Showing(withheld, any(reading.mostly_small(i) for i in chosen), asked.why)


def _hindrances(reading: Reading) -> Iterator[tuple[Hindrance, int, str]]:
    """What must be known beside the verdict: how many periods it touches, or from when it holds."""
    usable = reading.usable
    small = int((usable & ~reading.whole).sum())
    if reading.broken_at:
        yield Hindrance.NEW_EDITION, 0, reading.broken_at
    if not reading.looks:
        yield Hindrance.NOTHING_AFTER, 0, ""
    if reading.before < FEWEST_BEFORE:
        yield Hindrance.TOO_FEW_BEFORE, reading.before, ""
    elif not reading.known_enough:
        yield Hindrance.TOO_MANY_LEFT_OUT, int((~reading.whole).sum()), ""
        small = 0
    elif not usable.all():
        yield Hindrance.LEFT_OUT, int((~usable).sum()), ""
    if small:
        yield Hindrance.SMALL_COUNTS, small, ""
    if reading.term_over:
        yield Hindrance.TERM_OVER, reading.planned, reading.periods[-1]


def _ahead(verdict: Verdict, size: float) -> Figure:
    if verdict is not Verdict.TOO_EARLY:
        return missing(GAP, SAID_ALREADY)
    return missing(GAP, NONE_LEFT) if isnan(size) else number(size, GAP)


def _unit(measure: Measure) -> str:
    return "people" if measure.counts_people else "events"


def _at(estimate: Estimate, *place: int) -> tuple[float, float, float]:
    return (
        float(estimate.value[place]),
        float(estimate.lower[place]),
        float(estimate.upper[place]),
    )
