"""The glossary: every term in plain words, with what to say and what to avoid."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from equity_lens.language.terms import find_terms
from equity_lens_web.accounts.access import members
from equity_lens_web.guidance.presenters.glossary import by_letter
from equity_lens_web.guidance.reading import standing
from equity_lens_web.guidance.views.guides import what_they_may
from equity_lens_web.guidance.words import GLOSSARY, terms_of


@require_safe
@members
def glossary(request: Any) -> HttpResponse:
    """By letter, or what a search found, the likeliest first."""
    known = terms_of(request.organisation)
    wanted = request.GET.get("q", "").strip()[:100]
    found = find_terms(wanted, known) if wanted else ()
    local = {
        each.entry.key for each in standing(GLOSSARY, request.organisation) if each.entry.is_local
    }
    return render(
        request,
        "guidance/glossary.jinja",
        {
            "wanted": wanted,
            "found": found,
            "letters": by_letter(known.values()),
            "count": len(known),
            "local": local,
            **what_they_may(request),
        },
    )
