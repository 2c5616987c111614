"""Which gap of a profile stands beside its headline."""

from equity_lens.cells import EVERYONE
from equity_lens.disclosure.released import ReleasedGroup, ReleasedProfile
from equity_lens.measures.measure import Measure
from equity_lens.words.gaps import could_be_nothing


def widest(profile: ReleasedProfile) -> ReleasedGroup | None:
    """The group whose gap a headline gives; None where there is nobody to compare.

    Of groups in order (deprivation), the first, which is the most deprived, or the last where the
    first is the reference, whatever its gap: so the choice does not hang on the figures. Of others, the widest gap: first among those whose
    interval leaves out no difference, and among them those that fare worse. If every gap is
    withheld, the first of them, so that the reader is told so.
    """
    compared = [group for group in profile.groups if not group.is_reference]
    if profile.dimension.key == EVERYONE.key or not compared:
        return None
    if profile.dimension.ordered:
        return compared[-1] if profile.groups[0].is_reference else compared[0]
    if profile.measure.value == "count":
        return max(compared, key=lambda group: group.value.value or 0.0)
    numbers = [group for group in compared if group.gap.is_number]
    return max(numbers, key=lambda group: _standing(group, profile.measure), default=compared[0])


def _standing(group: ReleasedGroup, measure: Measure) -> tuple[bool, bool, float]:
    gap = group.gap.value or 0.0
    worse = {"higher": gap < 0, "lower": gap > 0}.get(measure.better, False)
    return not could_be_nothing(group.gap), worse, abs(gap)
