"""One measure, by any breakdown and against any reference, with where its figures come from."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from equity_lens.disclosure.policy import policy
from equity_lens.disclosure.recompared import may_be_recompared, recompared, reference_choices
from equity_lens.disclosure.released import ReleasedProfile
from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.evidence.presenters import measure as present
from equity_lens_web.evidence.reading import figures_of

FIRST = ("imd_quintile", "ethnic_group", "age_band", "sex", "all")


@require_safe
@page(Permission.EVIDENCE_READ)
def measure(request: Any, measure: str) -> HttpResponse:
    """The figure, sentence, chart and table of one measure; breakdown and reference by choice."""
    figures = figures_of(request.organisation)
    keys = [entry.dimension for entry in figures.entries() if entry.measure == measure]
    if not keys or figures.head is None:
        raise Http404
    asked = request.GET.get("by", "")
    by = asked if asked in keys else next((key for key in FIRST if key in keys), keys[0])
    wanted = {by, "all", "site"} & set(keys)
    profiles = {p.dimension.key: p for p in figures.profiles(measure, sorted(wanted))}
    released = profiles[by]
    choices = reference_choices(released) if may_be_recompared(released) else []
    profile = _against(released, profiles, request.GET.get("against", ""), choices, figures.head.policy)
    shown = present.MeasurePage(
        profile=profile,
        everyone=profiles.get("all", profile),
        sites=profiles.get("site"),
        trends=[t for t in figures.trends(measure) if t.dimension.key in (by, "all")],
        funnels=figures.funnels(measure),
        head=figures.head,
        refresh=figures.refresh.number if figures.refresh else 0,
        synthetic=request.organisation.synthetic,
    )
    return render(
        request,
        "evidence/reading/measure.jinja",
        {
            "measure": profile.measure,
            "profile": profile,
            "dimensions": present.dimension_items(keys, profile),
            "references": [{"value": key, "text": words} for key, words in choices],
            **shown.context(),
        },
    )


def _against(
    released: ReleasedProfile,
    profiles: dict[str, ReleasedProfile],
    asked: str,
    choices: list[tuple[str, str]],
    rule: str,
) -> ReleasedProfile:
    """The profile against the reference that was asked for, if it has such a one."""
    everyone = profiles.get("all")
    if asked == released.reference or everyone is None or asked not in dict(choices):
        return released
    return recompared(released, everyone, asked, policy(rule))
