"""The audit trail: who did or saw what, and when, read on a page or taken away as CSV."""

import csv
import datetime as dt
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from equity_lens_web.accounts.access import page
from equity_lens_web.accounts.models import Organisation, Person
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.audit.models import Event
from equity_lens_web.audit.record import seen
from equity_lens_web.design_system.forms import Form
from equity_lens_web.design_system.moments import moment, today

PAGE = 100
HEADER = ("At", "Who", "What", "About", "Detail")
BRITISH = ("%d/%m/%Y", "%d %B %Y", "%Y-%m-%d")
# A spreadsheet takes what begins with one of these for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


# Kinds of event whose key says too little by itself.
IN_WORDS = {
    "token.made": "Token for a program: made",
    "token.revoked": "Token for a program: revoked",
    "token.used": "Token for a program: used for the first time that day",
    "option.modelled": "Access option: modelled for groups",
    "care.assigned": "Data quality: a field given to an owner, with a target",
}


class TrailForm(Form):
    """Which events: of one kind, and from one day to another."""

    what = forms.ChoiceField(label="What", required=False)
    since = forms.DateField(
        label="From",
        required=False,
        input_formats=BRITISH,
        error_messages={"invalid": "Enter a day such as 5/10/2026"},
    )
    until = forms.DateField(
        label="To",
        required=False,
        input_formats=BRITISH,
        error_messages={"invalid": "Enter a day such as 5/10/2026"},
    )
    hints = {"since": "For example, 5/10/2026", "until": "For example, 31/10/2026"}
    widths = {"since": "nhsuk-input--width-10", "until": "nhsuk-input--width-10"}

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = organisation.events.order_by("what").values_list("what", flat=True).distinct()
        self.fields["what"].choices = [
            ("", "Everything"),
            *((kind, in_words(kind)) for kind in kinds),
        ]
        self.organisation = organisation

    def events(self) -> Any:
        """The events asked for, newest first; all of them where the form is not in order."""
        asked = self.cleaned_data if self.is_valid() else {}
        events = self.organisation.events.select_related("person").order_by("-at", "-pk")
        if asked.get("what"):
            events = events.filter(what=asked["what"])
        if asked.get("since"):
            events = events.filter(at__gte=_midnight(asked["since"]))
        if asked.get("until"):
            events = events.filter(at__lt=_midnight(asked["until"] + dt.timedelta(days=1)))
        return events


@dataclass(frozen=True)
class Line:
    """One event in words."""

    at: str
    who: str
    what: str
    about: str
    detail: str


@require_safe
@page(Permission.AUDIT_READ)
def trail(request: Any) -> HttpResponse:
    """A hundred events at a time, newest first."""
    form = TrailForm(request.GET or None, organisation=request.organisation)
    shown = Paginator(form.events(), PAGE).get_page(request.GET.get("page"))
    asked = {name: request.GET[name] for name in form.fields if request.GET.get(name)}
    return render(
        request,
        "operations/trail.jinja",
        {"form": form, "page": shown, "lines": lines(shown.object_list), "asked": asked},
    )


@require_safe
@page(Permission.AUDIT_READ)
def events_csv(request: Any) -> StreamingHttpResponse:
    """Every event asked for, sent as it is read; that somebody took it away is an event too."""
    form = TrailForm(request.GET or None, organisation=request.organisation)
    seen(request, "audit.exported")
    response = StreamingHttpResponse(_rows(form.events()), content_type="text/csv; charset=utf-8")
    name = f"audit-trail-{today().isoformat()}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def lines(events: Iterable[Event]) -> list[Line]:
    """Events in words, members by name: one query for all names."""
    events = list(events)
    numbers = {each.detail["member"] for each in events if "member" in each.detail}
    names = dict(Person.objects.filter(pk__in=numbers).values_list("pk", "name"))
    return [
        Line(
            at=moment(each.at),
            who=_who(each),
            what=in_words(each.what),
            about=names.get(each.detail.get("member"), each.about),
            detail=_told({k: v for k, v in each.detail.items() if k != "member"}),
        )
        for each in events
    ]


def in_words(what: str) -> str:
    """The key of a kind of event as people read it.

    >>> in_words("sign-in.ended-everywhere")
    'Sign in: ended everywhere'
    """
    return IN_WORDS.get(what) or what.replace("-", " ").replace(".", ": ").capitalize()


def _who(event: Event) -> str:
    """Who did it: by name; "Not known" for a refused sign-in; else whoever runs the server."""
    if event.person_id:
        return event.person.name if event.person else f"Person {event.person_id}"
    return "Not known" if event.what.startswith("sign-in.") else "The server"


def _told(detail: dict[str, Any]) -> str:
    """What changed, on one line: what was before stands before what came after."""
    named = sorted(detail.items(), key=lambda pair: (pair[0] == "after", pair[0]))
    return "; ".join(f"{name.replace('_', ' ')}: {_value(value)}" for name, value in named)


def _value(value: Any) -> str:
    if isinstance(value, dict) and value.keys() == {"before", "after"}:
        return f"{_value(value['before'])} → {_value(value['after'])}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value in ("", []):
        return "nothing"
    return value if isinstance(value, str) else json.dumps(value)


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))


class _Echo:
    """Gives each line back to whoever writes it, and keeps nothing."""

    def write(self, line: str) -> str:
        return line


def _rows(events: Any) -> Iterator[str]:
    """Lines of CSV: moments as ISO in UTC, so that they sort and another program can read them."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(HEADER)
    for each in events.iterator(chunk_size=500):
        cells = (_who(each), each.what, each.about, json.dumps(each.detail, sort_keys=True))
        yield writer.writerow([each.at.isoformat(timespec="seconds"), *map(_plain, cells)])


def _plain(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text
