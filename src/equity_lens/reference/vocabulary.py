"""The subgroups of a dimension, and the code by which the prepared store knows each."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Subgroup:
    """One value of a dimension: a fifth of deprivation, an ethnic group, an age band.

    ``known`` is false where the person's identity is missing (not stated, not known, no fixed
    abode, another nation): such a subgroup is counted and shown, and never compared or ranked.
    """

    key: str
    label: str
    known: bool = True


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The subgroups of one dimension in the order in which they are shown.

    The prepared store holds a small integer: the position in ``subgroups``.
    """

    dimension: str
    subgroups: tuple[Subgroup, ...]

    def code(self, key: str) -> int:
        """Position of the subgroup with this key."""
        return next(i for i, subgroup in enumerate(self.subgroups) if subgroup.key == key)

    @property
    def known(self) -> tuple[int, ...]:
        """Positions of the subgroups whose identity is known."""
        return tuple(i for i, subgroup in enumerate(self.subgroups) if subgroup.known)
