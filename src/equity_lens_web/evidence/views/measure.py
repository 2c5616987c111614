"""One measure, by any breakdown and against any reference, with where its figures come from."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from equity_lens.disclosure.policy import policy
from equity_lens.disclosure.recompared import may_be_recompared, recompared, reference_choices
from equity_lens.disclosure.released import ReleasedProfile
from equity_lens.measures.load import library
from equity_lens.reports.figures import published
from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.evidence.fitting import measure_does_not_fit
from equity_lens_web.evidence.presenters import measure as present
from equity_lens_web.evidence.presenters.closing import weeks_of
from equity_lens_web.evidence.reading import Figures, figures_of

FIRST = ("imd_quintile", "ethnic_group", "age_band", "sex", "all")


@dataclass(frozen=True)
class Chosen:
    """The profile that was asked for, everything else that could have been, and its neighbours."""

    profile: ReleasedProfile
    everyone: ReleasedProfile
    sites: ReleasedProfile | None
    breakdowns: list[str]
    references: list[tuple[str, str]]


@require_safe
@page(Permission.EVIDENCE_READ)
def measure(request: Any, measure: str) -> HttpResponse:
    """The figure, sentence, chart and table of one measure; breakdown and reference by choice."""
    figures = figures_of(request.organisation)
    if not any(entry.measure == measure for entry in figures.entries()):
        return _not_among(request, measure)
    asked = request.GET
    chosen = chosen_profile(figures, measure, asked.get("by", ""), asked.get("against", ""))
    assert figures.head is not None
    shown = present.MeasurePage(
        profile=chosen.profile,
        everyone=chosen.everyone,
        sites=chosen.sites,
        trends=figures.trends(measure, ("all", chosen.profile.dimension.key)),
        funnels=figures.funnels(measure),
        head=figures.head,
        synthetic=request.organisation.synthetic,
        weeks=weeks_of(asked.get("weeks", "")),
    )
    return render(
        request,
        "evidence/reading/measure.jinja",
        {
            "measure": chosen.profile.measure,
            "profile": chosen.profile,
            "dimensions": present.dimension_items(chosen.breakdowns),
            "references": [{"value": key, "text": words} for key, words in chosen.references],
            **shown.context(),
        },
    )


def _not_among(request: Any, measure: str) -> HttpResponse:
    """What is said of a measure that is not in the figures: whether it would fit at all."""
    known = library().get(measure)
    told = measure_does_not_fit(request, known) if known else None
    if told is None:
        raise Http404
    return told


def chosen_profile(figures: Figures, measure: str, by: str, against: str) -> Chosen:
    """The profile of a breakdown against a reference; the usual one for what it does not have.

    Raises Http404 where the figures do not hold the measure at all.
    """
    keys = [entry.dimension for entry in figures.entries() if entry.measure == measure]
    if not keys or figures.head is None:
        raise Http404
    key = by if by in keys else next((first for first in FIRST if first in keys), keys[0])
    profiles = {p.dimension.key: p for p in figures.profiles(measure, (key, "all", "site"))}
    released, everyone = profiles[key], profiles.get("all")
    choices = reference_choices(released) if everyone and may_be_recompared(released) else []
    profile = released
    if everyone and against in dict(choices) and against != released.reference:
        profile = published(recompared(released, everyone, against, policy(figures.head.policy)))
    return Chosen(profile, everyone or profile, profiles.get("site"), keys, choices)
