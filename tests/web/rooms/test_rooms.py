"""What all these pages share: bounded queries, teaching when empty, and nothing of another trust."""

import pytest
from django.urls import reverse

PAGES = ("waiting-list", "access", "who-is-not-here", "data-quality", "cost", "context")


@pytest.mark.parametrize(
    ("name", "args", "most"),
    [
        ("waiting-list", (), 10),
        ("access", (), 9),
        ("access-options", (), 10),
        ("who-is-not-here", (), 8),
        ("data-quality", (), 12),
        ("care", ("rtt_waiting_list", "sex"), 9),
        ("cost", (), 8),
        ("context", (), 6),
        ("measure", ("waiting-within-18-weeks",), 12),  # one reads the trust's own words
    ],
)
def test_the_queries_of_a_page_are_bounded(lead, django_assert_max_num_queries, name, args, most):
    with django_assert_max_num_queries(most):
        assert lead.get(reverse(f"evidence:{name}", args=args)).status_code == 200


@pytest.mark.parametrize("name", [page for page in PAGES if page != "context"])
def test_without_figures_a_page_teaches(trust, signed_in, words, name):
    assert "No figures yet" in words(signed_in(trust, "chair").get(reverse(f"evidence:{name}")))


@pytest.mark.parametrize("name", PAGES)
def test_nothing_of_another_trust_is_shown(planned_trust, other_trust, signed_in, words, name):
    said = words(signed_in(other_trust, "hi_lead").get(reverse(f"evidence:{name}")))
    for theirs in ("61.4%", "1,130", "0.60 times", "36,022", "Exeter and Luton"):
        assert theirs not in said


@pytest.mark.parametrize("name", PAGES)
def test_the_menu_of_the_room_marks_the_page_that_is_open(lead, name):
    page = lead.get(reverse(f"evidence:{name}")).content.decode()
    menu = page.split('class="app-subnav"')[1].split("</nav>")[0]
    assert menu.count('aria-current="page"') == 1
    assert f'href="{reverse(f"evidence:{name}")}" aria-current="page"' in menu


def test_a_partner_who_sees_papers_alone_cannot_open_them(planned_trust, signed_in):
    browser = signed_in(planned_trust, "vcse")
    assert {browser.get(reverse(f"evidence:{name}")).status_code for name in PAGES} == {403}


def test_the_measure_page_says_what_closing_the_gap_would_take(lead, words):
    # About 720 people over 26 weeks: 27.7 a week, so 28.
    address = reverse("evidence:measure", args=["waiting-within-18-weeks"])
    said = words(lead.get(address)).split("What closing the gap would take")[1]
    assert "About 720" in said
    assert "Over 26 weeks that is 28" in said
    # Over a year 13.8 a week, so 14.
    assert "Over 52 weeks that is 14" in words(lead.get(address, {"weeks": "52"}))
    assert "nobody becomes worse off" in said
