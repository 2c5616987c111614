"""Finding support that exists already, by three questions. The address holds the answers."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from equity_lens_web.accounts.access import members
from equity_lens_web.design_system.forms import Form
from equity_lens_web.guidance.presenters import support as present
from equity_lens_web.guidance.reading import entries
from equity_lens_web.guidance.shipped import kinds
from equity_lens_web.guidance.views.guides import what_they_may

SUPPORT = "support"
MINUTES = [("15", "15 minutes"), ("30", "30 minutes"), ("60", "An hour"), ("240", "Half a day")]
# The answer that lies nearest to each role of the platform.
NEAREST = {
    "hi_lead": "lead",
    "chair": "board",
    "ceo": "board",
    "ned": "board",
    "secretary": "board",
    "analyst": "analyst",
    "qi_team": "improver",
    "facilitator": "improver",
    "clinician": "clinician",
    "vcse": "partner",
    "lived_experience": "partner",
}


class SupportForm(Form):
    """Three questions."""

    need = forms.ChoiceField(
        label="What do you need?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you need"},
    )
    role = forms.ChoiceField(
        label="Who are you?", error_messages={"required": "Choose who you are"}
    )
    minutes = forms.TypedChoiceField(
        label="How long do you have?",
        choices=MINUTES,
        coerce=int,
        error_messages={"required": "Choose how long you have"},
    )
    old = forms.BooleanField(
        label="Show what nobody has checked for over two years as well", required=False
    )

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        choices = kinds()[SUPPORT].choices
        self.fields["need"].choices = list(choices["needs"].items())
        self.fields["role"].choices = list(choices["roles"].items())


@require_safe
@members
def support(request: Any) -> HttpResponse:
    """The questions, and the offers that fit, in order."""
    asked = request.GET if "need" in request.GET or "minutes" in request.GET else None
    role = NEAREST.get(request.membership.role, "lead")
    form = SupportForm(asked, initial={"role": role, "minutes": "30"})
    shown: dict[str, Any] = {}
    if form.is_valid():
        given = form.cleaned_data
        wanted = present.Asked(given["need"], given["role"], given["minutes"])
        found = entries(SUPPORT, request.organisation)
        shown["offers"] = present.offers(kinds()[SUPPORT], found, wanted, with_old=given["old"])
        shown["hidden"] = 0 if given["old"] else present.hidden(found, wanted)
    kind = kinds()[SUPPORT]
    return render(
        request,
        "guidance/support.jinja",
        {"form": form, "kind": kind, "asked": asked, **shown, **what_they_may(request)},
    )
