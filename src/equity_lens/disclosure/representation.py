"""Who is not here, as it may be shown: made from protected counts and public populations."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from equity_lens.analysis.everyone import everyone_of
from equity_lens.analysis.representation import Representation, representation
from equity_lens.analysis.statistic import Statistic
from equity_lens.cells import EVERYONE, Counts
from equity_lens.disclosure.figures import Row, figures_of, missing, number
from equity_lens.disclosure.people import are_among
from equity_lens.disclosure.policy import Policy
from equity_lens.disclosure.profiles import why_suppressed
from equity_lens.disclosure.released import (
    Figure,
    Organisation,
    ReleasedRepresentation,
    RepresentedGroup,
)
from equity_lens.errors import ReferenceMissing
from equity_lens.measures.measure import Measure
from equity_lens.reference.catchments import catchment_name
from equity_lens.reference.residents import Residents, residents_by

NO_CATCHMENT = "The area that the service serves is not known, so nobody can be expected."
CERTAIN_AGES = "Only some ages or one sex are counted here, and residents are of all."
NOT_RESIDENTS = "no count of residents for this group"
NOT_KNOWN = "people whose identity is not known are not expected anywhere"

# Everybody, places of care, and fifths that are made of the users themselves; nor are pairs compared.
NOT_WHO_PEOPLE_ARE = (EVERYONE.key, "site", "specialty", "imd_quintile_local")
DATA_QUALITY = "data quality"
WHO_THEY_ARE = ("age", "age_band", "age_band5", "sex")


@dataclass(frozen=True)
class _Setting:
    """What the representations of one organisation share."""

    organisation: Organisation
    catchment: frozenset[str]
    policy: Policy


def released_representations(
    cells: Sequence[Counts], organisation: Organisation, catchment: frozenset[str], policy: Policy
) -> Iterator[ReleasedRepresentation]:
    """The latest period of each measure of users, along each dimension of who people are.

    Parameters
    ----------
    cells
        Protected counts, everyone among them.
    organisation
        Whose users they are.
    catchment
        ONS codes of the local authorities whose residents the users are set against; none where
        the area is not known, which is then said.
    policy
        The rules by which the counts were protected, for the words beside what is withheld.
    """
    setting = _Setting(organisation, catchment, policy)
    chosen = list(measures_of_users(each.measure for each in cells))
    for each in cells:
        if each.measure not in chosen or organisation.code not in each.organisations:
            continue
        if each.dimension.of or each.dimension.key in NOT_WHO_PEOPLE_ARE:
            continue
        at = each.organisations.index(organisation.code)
        periods = np.flatnonzero(each.source_of[at] >= 0)
        if len(periods):
            yield _released(each, everyone_of(each, cells), at, int(periods[-1]), setting)


def measures_of_users(measures: Iterable[Measure]) -> Iterator[Measure]:
    """The measures that say who uses a service, so that the same people are not compared twice.

    Of each contract: every count and every standardised rate. Where there is no count, those of
    whom a proportion is taken: of them, the ones who have most of the others among them, so that all
    referrals come before the referrals that were booked.
    """
    of: dict[tuple[str, str], list[Measure]] = {}
    for measure in dict.fromkeys(measures):
        # Of measures that are counted elsewhere only the words say whether they are of the same people.
        people = measure.denominator.label if measure.material else ""
        of.setdefault((measure.contract, people), []).append(measure)
    for found in of.values():
        proportions = [m for m in found if m.value == "proportion" and m.kind != DATA_QUALITY]
        widest = sorted(proportions, key=lambda m: (-_holds(m, proportions), not m.headline))[:1]
        if any(measure.value == "count" for measure in found):
            widest = []
        yield from (m for m in found if m.value in ("count", "standardised_rate") or m in widest)


def _holds(measure: Measure, others: Sequence[Measure]) -> int:
    """Of how many measures the people are among those of this one."""
    own = frozenset(measure.denominator.where)
    return sum(are_among(frozenset(other.denominator.where), own) for other in others)


def _released(
    counts: Counts, total: Counts, at: int, period: int, setting: _Setting
) -> ReleasedRepresentation:
    source = counts.source_at(at, period)
    residents, refusal = _residents(counts, source.edition, setting.catchment)
    living = np.array([residents.people.get(subgroup.key, np.nan) for subgroup in counts.subgroups])
    made = representation(counts, total, living)
    rows = _Rows.of(made, at, period, setting.policy)
    groups = [rows.group(i, refusal) for i in range(len(counts.subgroups))]
    known = counts.known.tolist()
    return ReleasedRepresentation(
        organisation=setting.organisation,
        period=counts.periods[period],
        measure=counts.measure,
        dimension=counts.dimension,
        catchment=catchment_name(setting.catchment) if setting.catchment else "",
        population=residents.source,
        year=residents.year,
        standardised=made.standardised,
        users=missing(rows.users.unit, refusal) if refusal else rows.users,
        share_unknown=rows.share_unknown,
        groups=tuple(group for group, is_known in zip(groups, known, strict=True) if is_known),
        unknown=tuple(group for group, is_known in zip(groups, known, strict=True) if not is_known),
        source=source,
        refusal=refusal,
        confidence=made.confidence,
    )


def _residents(
    counts: Counts, edition: str | None, catchment: frozenset[str]
) -> tuple[Residents, str]:
    """Residents of the catchment by the subgroups, or the sentence that says why there are none."""
    nobody = Residents({}, "", "")
    if not catchment:
        return nobody, NO_CATCHMENT
    if counts.strata is None and _is_of_certain_people(counts.measure):
        return nobody, CERTAIN_AGES
    try:
        return residents_by(counts.dimension.key, catchment, edition), ""
    except ReferenceMissing as lacking:
        return nobody, " ".join([lacking.problem, *lacking.faults])


def _is_of_certain_people(measure: Measure) -> bool:
    return any(condition.column in WHO_THEY_ARE for condition in measure.denominator.where)


@dataclass(frozen=True)
class _Rows:
    """Figures of one organisation and period: a row of subgroups each."""

    made: Representation
    observed: Row
    residents: Row
    expected: Row
    ratio: Row
    bounds: Row
    fewer: Row
    users: Figure
    share_unknown: Figure

    @classmethod
    def of(cls, made: Representation, at: int, period: int, policy: Policy) -> "_Rows":
        """Take one organisation and period, in the unit of what is counted."""
        measure = made.counts.measure
        why = why_suppressed(made.counts, at, policy)
        why = why if why == "withheld by the publisher" else policy.reason
        unit = "people" if measure.counts_people else "events"

        def row(part: Statistic) -> Row:
            named = replace(part, unit=unit) if part.unit in ("people", "events") else part
            return figures_of(named, at, why)[period]

        living = [
            number(round(people), "people")
            if people == people
            else missing("people", NOT_RESIDENTS)
            for people in made.residents[at, period].tolist()
        ]
        return cls(
            made=made,
            observed=row(made.observed),
            residents=living,
            expected=row(made.expected),
            ratio=row(made.ratio),
            bounds=row(made.bounds),
            fewer=row(made.fewer),
            users=row(made.users)[0],
            share_unknown=row(made.share_unknown)[0],
        )

    def group(self, i: int, refusal: str) -> RepresentedGroup:
        """One subgroup; where nothing can be expected of it, the reason instead of figures."""
        subgroup = self.made.counts.subgroups[i]
        why = "" if subgroup.known else NOT_KNOWN
        why = why or refusal or ("" if self.residents[i].is_number else NOT_RESIDENTS)
        parts = (self.residents, self.expected, self.ratio, self.bounds, self.fewer)
        shown = [missing(part[i].unit, why) if why else part[i] for part in parts]
        return RepresentedGroup(subgroup, self.observed[i], *shown)
