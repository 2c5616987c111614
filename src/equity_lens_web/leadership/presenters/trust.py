"""A trust at a glance: the fields least recorded, and the figure that a unit is about."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from equity_lens.disclosure.released import ReleasedLedger, ReleasedProfile
from equity_lens.words.numbers import in_words
from equity_lens.words.people import lower_first
from equity_lens.words.representation import representation_sentence, unknown_sentence
from equity_lens.words.sentences import finding_sentence, missing_sentence
from equity_lens_web.evidence.models import Care
from equity_lens_web.evidence.presenters.quality import services
from equity_lens_web.evidence.reading import Figures

MOST_GAPS = 3


@dataclass(frozen=True, slots=True)
class GapInData:
    """A field that is not recorded for everybody, where, and who looks after it."""

    title: str
    complete: str
    states: str
    owner: str


@dataclass(frozen=True, slots=True)
class OwnFigure:
    """The trust's own figure in words, and where all of it stands."""

    sentences: tuple[str, ...]
    href: str


def gaps_in_data(
    ledgers: Sequence[ReleasedLedger],
    profiles: Iterable[ReleasedProfile],
    care: Mapping[tuple[str, str], Care],
) -> list[GapInData]:
    """The three fields that are recorded least, the least first."""
    known = [
        (field.complete.value, service.title, field)
        for service in services(ledgers, profiles, (), care, synthetic=False)
        for field in service.fields
        if field.complete.value is not None and field.complete.value < 1
    ]
    known.sort(key=lambda each: each[:2])
    return [
        GapInData(
            title=f"{field.title}, {lower_first(service)}",
            complete=in_words(field.complete),
            states=field.states,
            owner=field.owner,
        )
        for _, service, field in known[:MOST_GAPS]
    ]


def own_figure(unit: str, figures: Figures) -> OwnFigure | None:
    """What the trust's figures have on the matter of a unit; None where there is nothing yet."""
    return _of_residents(figures) if unit == "who-is-not-here" else _of_a_gap(figures)


def _of_a_gap(figures: Figures) -> OwnFigure | None:
    finding = next(iter(figures.findings()), None)
    if finding is None:
        return None
    told = (
        finding_sentence(finding),
        missing_sentence(finding.profile),
    )
    query = {"by": finding.profile.dimension.key}
    href = reverse("evidence:measure", args=[finding.profile.measure.id], query=query)
    return OwnFigure(tuple(filter(None, told)), href)


def _of_residents(figures: Figures) -> OwnFigure | None:
    shown = figures.representations()
    compared = [each for each in shown if any(group.ratio.is_number for group in each.groups)]
    one = next(iter([*compared, *shown]), None)
    if one is None:
        return None
    query = {"of": one.measure.id, "by": one.dimension.key}
    href = reverse("evidence:who-is-not-here", query=query)
    told = (representation_sentence(one), unknown_sentence(one))
    return OwnFigure(tuple(filter(None, told)), href)
