"""What the trust's own released figures say before a project starts: what a check begins from."""

from typing import Any

from equity_lens.disclosure.released import ReleasedProfile
from equity_lens.words.dates import when
from equity_lens.words.representation import representation_sentence
from equity_lens.words.sentences import finding_sentence, missing_sentence
from equity_lens_web.evidence.reading import Figures, figures_of
from equity_lens_web.improvement.models import Project

FINDING, MISSING, ABSENT = "finding", "missing", "absent"
MOST_OF_A_KIND = 4


def known_of(project: Project) -> list[dict[str, Any]]:
    """Sentences of the current figures, each with its kind and its refresh; empty without figures.

    Findings on the project's measures, who is missing from the record of them, and which groups
    are seen less than residents would suggest.
    """
    figures = figures_of(project.organisation)
    if figures.refresh is None:
        return []
    measures = _measures(project)
    said = [*_findings(figures, measures), *_missing(figures, measures), *_absent(figures)]
    number = figures.refresh.number
    return [{"kind": kind, "text": text, "refresh": number} for kind, text in said]


def _measures(project: Project) -> list[str]:
    counted = list(project.measures.values_list("measure", flat=True))
    begun_from = project.begun_from.get("measure")
    return list(dict.fromkeys([*counted, *([begun_from] if begun_from else [])]))


def _findings(figures: Figures, measures: list[str]) -> list[tuple[str, str]]:
    found = figures.findings(measures)[:MOST_OF_A_KIND] if measures else []
    return [(FINDING, finding_sentence(each)) for each in found]


def _missing(figures: Figures, measures: list[str]) -> list[tuple[str, str]]:
    profiles = [each for each in figures.profiles(measures) if _has_unknown(each)]
    return [(MISSING, _missing_said(each)) for each in profiles[:MOST_OF_A_KIND]]


def _has_unknown(profile: ReleasedProfile) -> bool:
    """Whether anybody's group is not known, along a dimension by which findings are made."""
    share = profile.share_unknown
    return profile.dimension.in_findings and share.is_number and bool(share.value)


def _missing_said(profile: ReleasedProfile) -> str:
    return f"{profile.measure.title}, {when(profile.period)}: {missing_sentence(profile)}"


def _absent(figures: Figures) -> list[tuple[str, str]]:
    shown = [each for each in figures.representations() if not each.refusal]
    return [(ABSENT, representation_sentence(each)) for each in shown[:MOST_OF_A_KIND]]
