"""Closing a gap: how many people, how many a week, and at which sites."""

from collections.abc import Sequence
from dataclasses import dataclass

from equity_lens.disclosure.released import Figure, ReleasedGroup, ReleasedProfile
from equity_lens.errors import PlanRefused
from equity_lens.planning.figures import absent, missing, number, value_of, whole_up
from equity_lens.reference.vocabulary import Subgroup

MOST_WEEKS = 520


@dataclass(frozen=True, slots=True)
class AtSite:
    """One site's part: whole numbers, shared by how many of all people the site has."""

    site: Subgroup
    share: Figure
    people: Figure
    per_week: Figure


@dataclass(frozen=True)
class Closing:
    """What it would take for one group to fare as its reference.

    ``people`` are how many more, or fewer, would have to have the event, with the range that comes
    from the gap's interval; ``per_week`` the same over ``weeks``, each rounded up. ``sites`` are
    those whose numbers are known; ``withheld_sites`` take a part that cannot be said.
    """

    profile: ReleasedProfile
    group: ReleasedGroup
    people: Figure
    weeks: int
    per_week: Figure
    sites: tuple[AtSite, ...] = ()
    withheld_sites: tuple[Subgroup, ...] = ()


def closing(
    profile: ReleasedProfile,
    subgroup: str,
    *,
    weeks: int,
    sites: ReleasedProfile | None = None,
) -> Closing:
    """Turn a released gap into people, a pace and places.

    Parameters
    ----------
    profile
        A proportion compared along a dimension.
    subgroup
        Key of the group whose gap is to be closed.
    weeks
        By when: a whole number of weeks, 1 to 520.
    sites
        The same measure and period along the dimension "site".

    Returns
    -------
    Closing
        ``people`` is the number of people affected of the profile, so that it is one number on
        every page. It is missing or suppressed where that is; nought where the group fares no
        worse than its reference.

    Raises
    ------
    PlanRefused
        No such group, the group is the reference, the measure is not a proportion, the weeks are
        not 1 to 520, or the sites are of another measure or period.

    Notes
    -----
    Arithmetic, not a forecast: it supposes that nothing else changes, and that nobody else becomes
    worse off.
    """
    group = _checked(profile, subgroup, weeks, sites)
    people = group.people_affected
    if profile.measure.better == "neither":
        people = missing(people.unit, "neither more nor fewer is better for this measure")
    closed = Closing(profile, group, people, weeks, per_week(people, weeks))
    if sites is None or not people.is_number:
        return closed
    at_sites = _shared(people, weeks, sites.groups)
    withheld = tuple(g.subgroup for g in sites.groups if not g.denominator.is_number)
    return Closing(profile, group, people, weeks, closed.per_week, at_sites, withheld)


def per_week(people: Figure, weeks: int) -> Figure:
    """A number of people as whole people a week, rounded up, and its range likewise.

    >>> from equity_lens.disclosure.released import State
    >>> per_week(Figure(State.NUMBER, "people", 720, 580, 850), 26).value
    28.0
    """
    gone = absent(people.unit, people)
    if gone is not None:
        return gone
    limits = (None if x is None else whole_up(x / weeks) for x in (people.lower, people.upper))
    return number(whole_up(value_of(people) / weeks), people.unit, *limits)


def _checked(
    profile: ReleasedProfile, subgroup: str, weeks: int, sites: ReleasedProfile | None
) -> ReleasedGroup:
    faults = []
    found = next((each for each in profile.groups if each.subgroup.key == subgroup), None)
    if found is None:
        faults.append(f"There is no group {subgroup!r} in {profile.measure.title}.")
    elif found.is_reference:
        faults.append("The group is the one that the others are compared with.")
    if profile.measure.value != "proportion":
        faults.append(f"{profile.measure.title} is not a proportion of people.")
    if not 1 <= weeks <= MOST_WEEKS:
        faults.append(f"The weeks must be a whole number from 1 to {MOST_WEEKS}.")
    if sites is not None:
        alike = (sites.measure, sites.period) == (profile.measure, profile.period)
        if not alike or sites.dimension.key != "site":
            faults.append("The sites are of another measure or period.")
    if faults or found is None:
        raise PlanRefused(
            "This gap cannot be closed on paper:",
            faults=faults,
            remedy="Choose a group of a proportion that has a gap.",
        )
    return found


def _shared(people: Figure, weeks: int, sites: Sequence[ReleasedGroup]) -> tuple[AtSite, ...]:
    """Whole people for each site, adding up; every half that is left goes to the largest part."""
    known = [each for each in sites if each.denominator.is_number and each.denominator.value]
    total = sum(value_of(each.denominator) for each in known)
    if not total:
        return ()
    shares = [value_of(each.denominator) / total for each in known]
    counts = _whole_parts(value_of(people), shares)
    at_sites = []
    for site, share, count in zip(known, shares, counts, strict=True):
        limits = (None if x is None else whole_up(x * share) for x in (people.lower, people.upper))
        there = number(count, people.unit, *limits)
        at_sites.append(
            AtSite(site.subgroup, number(share, "proportion"), there, per_week(there, weeks))
        )
    return tuple(at_sites)


def _whole_parts(total: float, shares: Sequence[float]) -> list[float]:
    """Whole numbers in the given shares that add to the total: largest remainders first."""
    exact = [total * share for share in shares]
    parts = [float(int(each + 1e-9)) for each in exact]
    left = round(total - sum(parts))
    order = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
    for i in order[:left]:
        parts[i] += 1
    return parts
