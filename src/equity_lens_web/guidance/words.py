"""The glossary of an organisation, and a term's meaning at the place where it appears.

    {{ term("reference group") }}

draws the words as a button that opens their meaning, by mouse, touch or keyboard and without any
script: a popover is the browser's own.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from itertools import count
from typing import Any

from django.template.loader import get_template
from jinja2 import pass_context
from markupsafe import Markup, escape

from equity_lens.language.inflection import forms
from equity_lens.language.terms import Term, terms
from equity_lens_web.accounts.models import Organisation
from equity_lens_web.guidance.reading import Entry, entries

GLOSSARY = "glossary"


def terms_of(organisation: Organisation) -> dict[str, Term]:
    """The terms as an organisation has them, by id: shipped, in its own words, and its own."""
    return {each.key: _term(each) for each in entries(GLOSSARY, organisation)}


@pass_context
def term(context: Any, text: str) -> Markup:
    """A word with its meaning within reach; plain text where the glossary does not have it."""
    organisation, request = context.get("organisation"), context.get("request")
    found = (_known_to(organisation) if organisation else _shipped()).get(text.lower())
    if found is None:
        return escape(text)
    numbers = request.__dict__.setdefault("_terms", count(1)) if request else count(1)
    drawn = get_template("guidance/term.jinja").render(
        {"text": text, "term": found, "id": f"meaning-{found.id}-{next(numbers)}"}
    )
    return Markup(drawn.strip())


def _known_to(organisation: Organisation) -> Mapping[str, Term]:
    here = terms_of(organisation)
    return _shipped() if here == terms() else _by_name(here)


@cache
def _shipped() -> Mapping[str, Term]:
    return _by_name(terms())


def _by_name(known: Mapping[str, Term]) -> dict[str, Term]:
    """Terms by each of their names, one or many, in small letters."""
    return {
        form: each
        for each in reversed(list(known.values()))
        for name in each.names
        for form in forms(name)
    }


def _term(each: Entry) -> Term:
    if not each.is_local:
        return terms()[each.key]
    said: dict[str, Any] = {
        "term": each.title,
        "short": each.fields.get("short") or "",
        "also": tuple(each.fields.get("also") or ()),
        "meaning": each.fields.get("meaning") or "",
        "say": each.fields.get("say") or "",
        "reviewed_on": each.changed_on,
    }
    if each.key in terms():
        return replace(terms()[each.key], **said)
    return Term(id=each.key, avoid=(), used_in=(), source=each.source, to_be_checked=False, **said)
