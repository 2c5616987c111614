"""What each answer looks like. A figure says which of its three states it is in, everywhere.

Types of the library stand here as they are: their docstrings say what they mean.
"""

import datetime as dt
from typing import Any

from ninja import Field, Schema

from equity_lens.cells import Source
from equity_lens.disclosure.released import (
    Figure,
    Grade,
    Organisation,
    ReleasedGroup,
    ReleasedLedger,
)
from equity_lens.measures.measure import Better, Kind, Value
from equity_lens.reports.figures import Row
from equity_lens.words.sentences import finding_sentence


class Problem(Schema):
    """Why there is no answer, and what to do."""

    detail: str


class RefreshInShort(Schema):
    """Which figures these are. The number grows each time they are made again."""

    number: int
    made_at: dt.datetime


class About(Schema):
    """The organisation that the token opens, and its current figures if there are any."""

    code: str
    name: str
    kind: str
    sector: str
    synthetic: bool
    refresh: RefreshInShort | None


class Answer(Schema):
    """What every answer made of figures begins with."""

    organisation: str = Field(description="The organisation's code.")
    refresh: int = Field(description="The number of the refresh that the figures are of.")
    synthetic: bool = Field(description="Whether they are made of synthetic data.")


class Page(Answer):
    """One page of a longer list; ``next`` is the address of the next one."""

    page: int
    pages: int
    next: str | None


class Breakdown(Schema):
    """Something that a measure is compared by, with the periods there are of it."""

    dimension: str
    period: str
    earlier_periods: list[str]


class MeasureInShort(Schema):
    """Enough to know which measure it is, and which way is better."""

    id: str
    version: int
    title: str
    value: Value
    better: Better
    noun: str


class MeasureDefined(MeasureInShort):
    """A measure as it is defined, and what it can be compared by."""

    kind: Kind
    headline: bool
    why_it_matters: str
    numerator: str
    denominator: str
    source: str
    owner: str
    review_by: dt.date
    caution: str
    breakdowns: list[Breakdown]


class Measures(Answer):
    """Every measure of which there are figures."""

    items: list[MeasureDefined]


class DimensionInShort(Schema):
    """What people are compared by."""

    key: str
    title: str
    ordered: bool


class Profile(Schema):
    """One measure compared along one dimension. ``gap_bounds`` are in the order of ``groups``."""

    organisation: Organisation
    period: str
    measure: MeasureInShort
    dimension: DimensionInShort
    reference: str
    reference_value: Figure
    overall: Figure
    groups: list[ReleasedGroup]
    unknown: list[ReleasedGroup]
    gap_bounds: list[Figure]
    slope_index: Figure
    relative_index: Figure
    share_unknown: Figure
    comparisons: int
    confidence: float
    population: str
    source: Source


class Profiles(Page):
    """Profiles, in the order of the paper's annex."""

    items: list[Profile]


class Point(Schema):
    """One period of a trend: ``signal`` says which special cause it shows, if any."""

    period: str
    figure: Figure
    signal: str
    direction: str


class Trend(Schema):
    """A process-control chart of one group, or of a gap; a gap is turned so that up is worse."""

    organisation: Organisation
    measure: MeasureInShort
    dimension: DimensionInShort
    subgroup: str
    label: str
    reference: str
    is_gap: bool
    mean: float | None
    lower_limit: float | None
    upper_limit: float | None
    provisional: bool
    breaks: list[str]
    points: list[Point]

    @staticmethod
    def resolve_points(obj: Any) -> list[dict[str, Any]]:
        """Each period with its figure and its signal."""
        names = ("period", "figure", "signal", "direction")
        beside = zip(obj.periods, obj.points, obj.signals, obj.direction, strict=True)
        return [dict(zip(names, point, strict=True)) for point in beside]


class Trends(Page):
    """Trends of groups and of gaps."""

    items: list[Trend]


class Finding(Schema):
    """A comparison worth a board's time, with the sentence that says it."""

    rank: int
    grade: Grade
    sentence: str
    period: str
    measure: MeasureInShort
    dimension: DimensionInShort
    reference: str
    group: ReleasedGroup
    gap_bounds: Figure
    reasons: list[str]
    advice: str

    @staticmethod
    def resolve_sentence(obj: Any) -> str:
        """As the paper says it."""
        return finding_sentence(obj)

    @staticmethod
    def resolve_period(obj: Any) -> str:
        """The period of its profile; likewise what follows."""
        return obj.profile.period

    @staticmethod
    def resolve_measure(obj: Any) -> Any:
        """The measure."""
        return obj.profile.measure

    @staticmethod
    def resolve_dimension(obj: Any) -> Any:
        """The dimension."""
        return obj.profile.dimension

    @staticmethod
    def resolve_reference(obj: Any) -> str:
        """What the group is compared with."""
        return obj.profile.reference


class Findings(Answer):
    """Findings, the first in rank first, and of how many comparisons they are what is left."""

    comparisons: int
    items: list[Finding]


class Ledgers(Answer):
    """What became of the rows of each file, and how complete the identity fields are."""

    items: list[ReleasedLedger]


class FileUsed(Schema):
    """One extract that the figures are made of."""

    name: str
    sha256: str
    contract_title: str
    periods: list[str]
    rows_read: int | None
    accepted: int | None
    rejected: int | None


class Provenance(Answer):
    """Where the figures come from, and under which rule they may be shown."""

    made_at: dt.datetime
    software: str
    policy: str
    policy_described: str
    withheld: int
    comparisons: int
    made_from: list[Source]
    extracts: list[FileUsed]


class Figures(Page):
    """Figures one by one: the rows of the CSV and of the Parquet file."""

    items: list[Row]
