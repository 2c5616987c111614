"""What may be shown: the only types that words, charts, reports and pages ever meet."""

from dataclasses import dataclass
from enum import StrEnum

from equity_lens.cells import Source
from equity_lens.measures.measure import Dimension, Measure
from equity_lens.reference.vocabulary import Subgroup


class State(StrEnum):
    """A figure is a number, or missing, or suppressed. Never two of these, and never nought."""

    NUMBER = "number"
    MISSING = "missing"
    SUPPRESSED = "suppressed"


@dataclass(frozen=True, slots=True)
class Figure:
    """One released number with its interval and unit, or the reason why there is none.

    ``unit`` is "people", "events", "proportion" (0-1), "weeks", "per 100,000", "ratio" or
    "difference in ..." one of these. A figure that is not a number has no value and no limits.
    """

    state: State
    unit: str
    value: float | None = None
    lower: float | None = None
    upper: float | None = None
    reason: str = ""

    @property
    def is_number(self) -> bool:
        """True when there is a value to show."""
        return self.state is State.NUMBER


class Grade(StrEnum):
    """How far a finding can carry a decision, by the published rule."""

    ACT = "act"
    TEST = "test"
    WATCH = "watch"


@dataclass(frozen=True, slots=True)
class Organisation:
    """Who the figures are about."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class ReleasedGroup:
    """One subgroup of a profile. ``gap`` is subgroup minus reference; ``ratio`` subgroup over it.

    ``people_affected`` is how many more (or fewer) people would have had the event, had the
    subgroup fared as the reference; rounded, never negative: nought where the subgroup fares better.
    """

    subgroup: Subgroup
    is_reference: bool
    numerator: Figure
    denominator: Figure
    value: Figure
    gap: Figure
    ratio: Figure
    people_affected: Figure
    share: Figure
    q_value: Figure


@dataclass(frozen=True)
class ReleasedProfile:
    """One measure compared along one dimension, for one organisation and period.

    ``groups`` are the known subgroups in order; ``unknown`` are people whose identity is missing.
    ``gap_bounds`` holds, for each known subgroup, the gap if all whose identity is missing had
    belonged to it or to its reference: ``lower`` and ``upper`` are the extremes.
    """

    organisation: Organisation
    period: str
    measure: Measure
    dimension: Dimension
    reference: str
    reference_value: Figure
    overall: Figure
    groups: tuple[ReleasedGroup, ...]
    unknown: tuple[ReleasedGroup, ...]
    gap_bounds: tuple[Figure, ...]
    slope_index: Figure
    relative_index: Figure
    share_unknown: Figure
    comparisons: int
    source: Source
    confidence: float = 0.95
    population: str = ""


@dataclass(frozen=True)
class Finding:
    """One comparison worth a board's time, graded by the published rule.

    ``reasons`` say which tests of the rule were passed and failed; ``advice`` says what to do
    where the groups are too small or the record too thin to be sure.
    """

    rank: int
    grade: Grade
    profile: ReleasedProfile
    group: ReleasedGroup
    gap_bounds: Figure
    reasons: tuple[str, ...]
    advice: str = ""


@dataclass(frozen=True)
class ReleasedTrend:
    """A process-control chart of one subgroup, or of a gap between two.

    ``signals`` holds for each point "" (ordinary), or the special cause in words;
    ``direction`` for each point "improvement", "concern" or "". ``breaks`` are periods at which
    the method changed (a new deprivation edition): limits are not drawn across them. A gap is
    turned so that up is worse for the group. ``subgroup`` and ``reference`` are keys.
    """

    organisation: Organisation
    measure: Measure
    dimension: Dimension
    label: str
    is_gap: bool
    periods: tuple[str, ...]
    points: tuple[Figure, ...]
    mean: float | None
    lower_limit: float | None
    upper_limit: float | None
    signals: tuple[str, ...]
    direction: tuple[str, ...]
    provisional: bool
    breaks: tuple[str, ...] = ()
    subgroup: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class FunnelPoint:
    """One provider: ``people`` is the effective size that sets the width of the funnel there.

    ``period`` is given where it is another day of the same month than that of the funnel.
    """

    organisation: Organisation
    people: float
    value: float
    beyond: str
    is_ours: bool
    period: str = ""


@dataclass(frozen=True)
class ReleasedFunnel:
    """Providers around their common value. Never ranked: points have no order of merit.

    ``beyond`` of a point is "", "95%" or "99.8%": outside which limits it lies. ``curve`` rows are
    (people, lower 99.8%, lower 95%, upper 95%, upper 99.8%).
    """

    measure: Measure
    dimension: Dimension
    title: str
    period: str
    unit: str
    centre: float
    points: tuple[FunnelPoint, ...]
    curve: tuple[tuple[float, float, float, float, float], ...]
    left_out: int
    source: Source


@dataclass(frozen=True, slots=True)
class Tally:
    """Rows of a file that share a reason or a state; ``share`` is of the rows in question."""

    name: str
    rows: Figure
    share: Figure


@dataclass(frozen=True)
class ReleasedLedger:
    """What became of each row of a file, and how complete the identity fields are."""

    source: Source
    rows_read: int
    accepted: int
    rejected: int
    rejected_by_reason: tuple[Tally, ...]
    warnings_by_column: tuple[Tally, ...]
    completeness: tuple[tuple[str, tuple[Tally, ...]], ...]


@dataclass(frozen=True, slots=True)
class RepresentedGroup:
    """One subgroup's users beside its residents.

    ``expected`` is how many users it would have, were use alike among all residents; ``ratio`` is
    observed over expected. ``bounds`` are the extremes of the ratio if none or all of the people of
    unknown identity belonged to it. ``fewer`` is expected less observed, rounded: below nought
    where more are seen than expected.
    """

    subgroup: Subgroup
    observed: Figure
    residents: Figure
    expected: Figure
    ratio: Figure
    bounds: Figure
    fewer: Figure


@dataclass(frozen=True)
class ReleasedRepresentation:
    """Who uses a service, against who lives in the area: who is not here.

    ``users`` are those of known identity whose group has residents; ``unknown`` are counted apart.
    ``catchment`` names the area in words, ``population`` the source of residents, ``year`` when
    they were counted. ``standardised`` is true where the expectation is fair to age and sex, else
    it is the group's share of residents. Where nothing can be expected, ``refusal`` is a sentence
    that says why, and every figure but ``observed`` is missing.
    """

    organisation: Organisation
    period: str
    measure: Measure
    dimension: Dimension
    catchment: str
    population: str
    year: str
    standardised: bool
    users: Figure
    share_unknown: Figure
    groups: tuple[RepresentedGroup, ...]
    unknown: tuple[RepresentedGroup, ...]
    source: Source
    refusal: str = ""
    confidence: float = 0.95


@dataclass(frozen=True)
class Release:
    """Everything that one run may show, under one named disclosure policy.

    ``profiles`` are of the latest period of each measure and dimension; ``history`` of the earlier
    ones, oldest first, for everyone and for the dimensions that are marked for findings.
    """

    organisation: Organisation | None
    policy: str
    policy_described: str
    software: str
    made_from: tuple[Source, ...]
    profiles: tuple[ReleasedProfile, ...]
    findings: tuple[Finding, ...]
    trends: tuple[ReleasedTrend, ...]
    funnels: tuple[ReleasedFunnel, ...]
    ledgers: tuple[ReleasedLedger, ...]
    withheld: int
    comparisons: int
    synthetic: bool = False
    history: tuple[ReleasedProfile, ...] = ()
    representations: tuple[ReleasedRepresentation, ...] = ()
