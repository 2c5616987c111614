"""Whoever looks for faults must see one: each kind is planted, and found."""

import pytest

from web.journeys.looking import PHONE, STICKING_OUT, broken_rules

pytestmark = pytest.mark.browser


@pytest.fixture
def sign_in_page(visitor):
    """The sign-in page, before anybody signed in."""
    watched = visitor(None)
    watched.page.goto("/sign-in/")
    assert watched.take() == []
    return watched


def test_a_broken_rule_of_accessibility_is_found(sign_in_page):
    page = sign_in_page.page
    page.evaluate("() => document.querySelector('main').append(document.createElement('button'))")
    assert any(fault.startswith("button-name") for fault in broken_rules(page))


def test_what_is_wider_than_a_phone_is_named(sign_in_page):
    page = sign_in_page.page
    page.set_viewport_size(PHONE)
    assert page.evaluate(STICKING_OUT) == []
    page.evaluate("() => { document.querySelector('h1').style.width = '400px' }")
    assert any("nhsuk-heading" in each for each in page.evaluate(STICKING_OUT))


def test_a_request_to_another_place_is_refused_by_the_policy_and_heard(sign_in_page):
    sign_in_page.page.evaluate("() => fetch('http://192.0.2.1/').catch(() => null)")
    assert any("192.0.2.1" in heard for heard in sign_in_page.take())


def test_an_inline_script_is_refused_by_the_policy_and_heard(sign_in_page):
    sign_in_page.page.evaluate(
        "() => { const made = document.createElement('script');"
        " made.textContent = 'document.title = \"changed\"'; document.head.append(made) }"
    )
    assert sign_in_page.page.title() != "changed"
    assert any("Content Security Policy" in heard for heard in sign_in_page.take())
