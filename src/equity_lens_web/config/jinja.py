"""The templates' environment: the NHS design system's macros, and words for numbers and dates."""

from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.contrib.messages import get_messages
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import ChainableUndefined, ChoiceLoader, Environment, PackageLoader

from equity_lens.words import dates, numbers
from equity_lens_web.design_system import moments
from equity_lens_web.guidance.words import term


def environment(**options: Any) -> Environment:
    """Jinja as Django makes it, with the NHS macros beside our own templates.

    The NHS macros ask for attributes of what was not given, so an unknown name renders blank:
    tests therefore look for the visible words.
    """
    options["undefined"] = ChainableUndefined
    options["trim_blocks"] = options["lstrip_blocks"] = True
    options["loader"] = ChoiceLoader(
        [options["loader"], PackageLoader("nhsuk_frontend_jinja", "templates")]
    )
    made = Environment(**options)
    made.globals |= {
        "static": static,
        "url": _url,
        "term": term,
        "get_messages": get_messages,
    }
    made.filters |= {
        "figure": numbers.in_words,
        "figure_in_cell": numbers.in_cell,
        "period": dates.period,
        "on": moments.day,
        "day_of": moments.day_of,
        "at": moments.moment,
        "age": moments.age,
        "thousands": intcomma,
    }
    return made


def _url(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a page; ``query`` adds what follows a question mark."""
    query = kwargs.pop("query", None)
    return reverse(name, args=args, kwargs=kwargs, query=query)
