"""Every address, as every role, in two organisations: whoever may open it can, and nobody else.

The walk finds the addresses by itself, and what to expect from what each page says of its access.
A page that says nothing fails here, and so does an address for which there is no sample record.
"""

from fnmatch import fnmatch
from http.cookies import SimpleCookie
from itertools import product

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from equity_lens_web.accounts.access import Access, Audience, access_of
from equity_lens_web.accounts.models import Membership, Organisation
from equity_lens_web.accounts.permissions import Permission, in_words, roles
from equity_lens_web.evidence.services.refreshes import keep_release
from web.sample_records import SAMPLES

NOBODY = "nobody"
LOT = 16
OPEN = {200, 204, 302, 400, 409, 410, 422}


def _addresses(patterns=None, namespace=""):
    """(name with its namespace, pattern) of each address, whatever includes it."""
    for each in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(each, URLPattern):
            yield f"{namespace}{each.name or each.pattern}", each
        else:
            inner = f"{namespace}{each.namespace}:" if each.namespace else namespace
            yield from _addresses(each.url_patterns, inner)


ADDRESSES = dict(_addresses())


def _sample(name, argument):
    """The sample whose name fits best: the longest."""
    fitting = [key for key in SAMPLES if fnmatch(f"{name}:{argument}", key) or key == argument]
    assert fitting, f"Add a sample of {name}:{argument} to tests/web/sample_records.py"
    return SAMPLES[max(fitting, key=len)]


def _arguments(name):
    """What stands in brackets, in the address itself and in those that include it."""
    resolver = get_resolver()
    *spaces, plain = name.split(":")
    for space in spaces:
        _, resolver = resolver.namespace_dict[space]
    possibilities = resolver.reverse_dict.getlist(plain)
    return possibilities[0][0][0][1] if possibilities else []


@pytest.fixture
def people(trust, other_trust, member, sample_release):
    """A member of each role in each trust; each trust has a logo and figures.

    Our own come with what their browsers send: signing in costs more than most pages.
    """
    Organisation.objects.update(logo=b"a picture")
    places = (trust, other_trust)
    found = {(place.pk, key): member(place, key) for place in places for key in roles()}
    for place in places:
        keep_release(sample_release, organisation=place, by=found[place.pk, "analyst"])
    return found, {key: _cookies(found[trust.pk, key]) for key in roles()}


def _expected(access: Access, role: str, *, is_theirs: bool, is_owned: bool) -> set[int]:
    """The answers that are right. "Open" is whatever does not turn the person away."""
    if access.audience is Audience.ANYONE:
        return OPEN | {401, 403, 404, 503}
    if access.audience is Audience.TOKEN:
        return {401, 404}
    if role == NOBODY:
        return {302}
    if access.permission and access.permission not in roles()[role].may:
        return {403}
    if not is_theirs:
        return {404}
    # A page about oneself may have nothing to show: no second step, no codes.
    return OPEN | {404} if access.audience is Audience.SIGNED_IN and not is_owned else OPEN


def _cookies(person):
    """What the browser of somebody who has signed in sends along."""
    client = Client()
    client.force_login(person)
    return client.cookies


def _ask(cookies, method, address):
    """What an address answers; whatever it changed is undone."""
    client = Client()
    if cookies is not None:
        client.cookies = SimpleCookie(cookies)
    with transaction.atomic():
        response = getattr(client, method)(address)
        response.getvalue() if response.streaming else response.content
        transaction.set_rollback(True)
    return response


def _together():
    """Names of addresses, some at a time: the people who walk them are made once for each lot."""
    names = list(ADDRESSES)
    return [names[start : start + LOT] for start in range(0, len(names), LOT)]


def test_every_page_says_who_may_open_it():
    silent = [name for name, each in ADDRESSES.items() if access_of(each.callback) is None]
    assert not silent, "mark these views with page, members, signed_in, public or by_token"


@pytest.mark.parametrize("names", _together(), ids=lambda names: f"{names[0]} to {names[-1]}")
def test_pages_open_to_those_whom_they_name_and_to_nobody_else(names, trust, other_trust, people):
    faults = [
        fault
        for name in names
        for fault in _walked(name, trust=trust, other_trust=other_trust, people=people)
    ]
    assert not faults, "\n".join(faults)


def _walked(name, *, trust, other_trust, people):
    """What was wrong at one address, asked by everybody for both trusts' records."""
    access = access_of(ADDRESSES[name].callback)
    keepers, cookies = people
    samples = {argument: _sample(name, argument) for argument in _arguments(name)}
    is_owned = any(each.is_owned for each in samples.values())
    for place in (trust, other_trust) if is_owned else (trust,):
        keeper = keepers[place.pk, "administrator"]
        with transaction.atomic():
            given = {argument: each.make(place, keeper) for argument, each in samples.items()}
            address = reverse(name, kwargs=given)
            for role, method in product((NOBODY, *roles()), ("get", "post")):
                response = _ask(cookies.get(role), method, address)
                wanted = _expected(access, role, is_theirs=place == trust, is_owned=is_owned)
                if response.status_code == 405:
                    continue  # the page does not know this way of asking
                if response.status_code not in wanted:
                    yield (
                        f"{method} {address} as {role}, of {place}: "
                        f"{response.status_code}, and not one of {sorted(wanted)}"
                    )
                if wanted == {302} and not response.url.startswith(reverse("account_login")):
                    yield f"{method} {address} leads somebody who is not signed in elsewhere"
            transaction.set_rollback(True)


def test_every_permission_is_held_by_some_role_and_has_words():
    held = set().union(*(role.may for role in roles().values()))
    assert held == set(Permission) == set(in_words())


def test_an_administrator_alone_sees_no_evidence_and_no_paper():
    may = roles()["administrator"].may
    assert not any(each.value.startswith(("evidence.", "paper.", "reflections.")) for each in may)


def test_partners_outside_the_trust_see_issued_papers_and_cases_and_may_share_ideas():
    for key in ("vcse", "lived_experience"):
        assert roles()[key].may == {
            Permission.PAPER_READ,
            Permission.CASES_READ,
            Permission.IDEAS_SHARE,
        }


def test_a_member_of_two_organisations_sees_one_at_a_time(client, trust, other_trust, member):
    person = member(trust, "chair")
    Membership.objects.create(person=person, organisation=other_trust, role="administrator")
    client.force_login(person)
    assert client.get(reverse("accounts:people")).status_code == 403
    client.post(reverse("accounts:switch-organisation", args=[other_trust.pk]))
    assert client.get(reverse("accounts:people")).status_code == 200


def test_somebody_without_an_organisation_is_told_so(client, trust, member):
    person = member(trust, "chair")
    person.memberships.update(ended_at=person.joined_at)
    client.force_login(person)
    response = client.get(reverse("evidence:findings"), follow=True)
    assert "You belong to no organisation" in response.content.decode()
