"""Which of a release's figures a paper is about."""

from dataclasses import dataclass

from equity_lens.disclosure.released import (
    Organisation,
    Release,
    ReleasedFunnel,
    ReleasedProfile,
    ReleasedTrend,
)
from equity_lens.measures.measure import Measure
from equity_lens.words.people import lower_first, reference_group, reference_place

Key = tuple[str, str, str]


@dataclass(frozen=True)
class Scope:
    """The organisations a paper is about, and the latest profile of each comparison.

    A release that names an organisation makes a paper about that one; a release that names none
    makes a paper about all that it holds. Earlier periods stay in the trends and in the tables.
    """

    release: Release
    organisations: tuple[Organisation, ...]
    profiles: tuple[ReleasedProfile, ...]
    trends: tuple[ReleasedTrend, ...]

    @property
    def funnels(self) -> tuple[ReleasedFunnel, ...]:
        """Every funnel: each holds all providers at once."""
        return self.release.funnels

    @property
    def measures(self) -> tuple[Measure, ...]:
        """Each measure once: the headlines first, then the others, in the order of the release."""
        held = {profile.measure.id: profile.measure for profile in self.profiles}
        return tuple(sorted(held.values(), key=lambda measure: not measure.headline))

    def of(self, measure: Measure) -> tuple[ReleasedProfile, ...]:
        """The profiles of one measure."""
        return tuple(p for p in self.profiles if p.measure.id == measure.id)

    def name_of(self, organisation: Organisation) -> str:
        """ "Name: " where a paper is about several organisations, else nothing."""
        return f"{organisation.name}: " if len(self.organisations) > 1 else ""

    @property
    def periods(self) -> tuple[str, ...]:
        """The periods of the latest profiles, ascending."""
        return tuple(sorted({profile.period for profile in self.profiles}))


def key(profile: ReleasedProfile) -> Key:
    """What a profile is of, apart from its period."""
    return profile.organisation.code, profile.measure.id, profile.dimension.key


def compared_with(profile: ReleasedProfile) -> str:
    """With whom the groups are compared: "least deprived fifth", "everyone", "the standard"."""
    reference = reference_group(profile)
    if reference is not None:
        return lower_first(reference.subgroup.label)
    said = {"average": "everyone", "target": "the standard"}
    return said.get(profile.reference, reference_place(profile))


def scope(release: Release) -> Scope:
    """Choose what the paper is about."""
    ours = release.organisation
    mine = [p for p in release.profiles if ours is None or p.organisation.code == ours.code]
    latest: dict[Key, ReleasedProfile] = {}
    for profile in mine:
        held = latest.get(key(profile))
        if held is None or held.period < profile.period:
            latest[key(profile)] = profile
    organisations = {p.organisation.code: p.organisation for p in mine}
    if ours is not None:
        organisations = {ours.code: ours}
    return Scope(
        release,
        tuple(organisations.values()),
        tuple(latest.values()),
        tuple(t for t in release.trends if t.organisation.code in organisations),
    )
