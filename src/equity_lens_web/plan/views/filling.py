"""Filling in a form and keeping what it says: one page for every small task of the plan."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from equity_lens_web.plan.forms.parts import PlanForm

NOT_A_PERSON = ("as_it_is",)


@dataclass(frozen=True)
class Task:
    """What the page of a form says: its heading, its minutes, where it lies, what it explains.

    ``terms`` are words that the form uses again and again, each with its meaning.
    """

    heading: str
    within: Sequence[tuple[str, str]]
    minutes: int = 1
    caption: str = ""
    lede: str = ""
    button: str = "Save"
    saved: str = "Saved."
    terms: Sequence[tuple[str, str]] = ()


def sent(request: Any) -> Any:
    """What was sent with the form, or None where the page is only opened."""
    return request.POST if request.method == "POST" else None


def filled_in(
    request: Any, form: PlanForm, task: Task, save: Callable[[dict[str, Any]], str]
) -> HttpResponse:
    """Show the form; once it is right, keep it and go on to the address that ``save`` gives.

    A service that refuses says why at the top of the page, as an instruction.
    """
    if form.is_valid():
        try:
            onwards = save(form.cleaned_data)
        except ValueError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, task.saved)
            return redirect(onwards)
    return render(
        request,
        "plan/form.jinja",
        {
            "form": form,
            "task": task,
            "fields": [each for each in form.visible_fields() if each.name not in NOT_A_PERSON],
            "trail": [{"text": title, "href": href} for title, href in task.within],
        },
    )


def page_of(title: str, view: str, *args: Any) -> tuple[str, str]:
    """A page in the trail: its title and its address."""
    return title, reverse(view, args=args)
