"""Reading a pathway from an organisation's figures."""

from equity_lens.planning.pathway import Walk, walk
from equity_lens.planning.pathways import Pathway, pathways
from equity_lens_web.evidence.reading import Figures

EVERYONE = "all"


def walkable(figures: Figures) -> dict[Pathway, list[str]]:
    """Pathways of which every step is measured, and what all their steps are compared by."""
    by_measure: dict[str, set[str]] = {}
    for entry in figures.entries():
        by_measure.setdefault(entry.measure, set()).add(entry.dimension)
    found = {}
    for pathway in pathways().values():
        shared = set.intersection(*(by_measure.get(s.measure, set()) for s in pathway.steps))
        keys = shared - {EVERYONE}
        if keys:
            found[pathway] = sorted(keys, key=lambda key: (key != "imd_quintile", key))
    return found


def walked(figures: Figures, pathway: Pathway, by: str) -> Walk:
    """The pathway walked by the groups of one breakdown, in the latest period of every step.

    Raises
    ------
    PlanRefused
        The steps do not follow from each other.
    """
    measures = [step.measure for step in pathway.steps]
    profiles = figures.profiles(measures, by)
    if len({profile.period for profile in profiles}) > 1:
        profiles = [*figures.history(measures, by), *profiles]
    return walk(pathway, profiles, dimension=by)
