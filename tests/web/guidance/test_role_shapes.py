"""Shapes of the lead's role are compared, adapted and adopted; none is forced on anybody."""

import pytest
from django.urls import reverse

from equity_lens_web.guidance.models import Adoption
from equity_lens_web.guidance.reading import adopted_shape, entries, forget
from equity_lens_web.guidance.shipped import kinds

PAGE = "/leadership/role-shapes/"


@pytest.fixture
def lead(trust, browser):
    return browser(trust, "hi_lead")


def test_at_least_six_shapes_say_what_is_easy_hard_risky_and_first():
    found = kinds()["role_shape"].entries.values()
    assert len(found) >= 6
    assert all(
        each.fields[field]
        for each in found
        for field in ("what", "easy", "hard", "risks", "fix_first")
    )
    assert all("S2:69" in each.caution for each in found)


def test_shapes_stand_side_by_side(trust, browser, words):
    asked = {"shape": ["medical-director", "chief-operating-officer", "shared-people-director"]}
    said = words(browser(trust, "chair").get(PAGE, asked))
    assert said.count("What it makes hard") == 3
    assert "Adapt this one" not in said  # the chair reads


def test_adapting_a_shape_makes_it_the_trusts_own_and_leaves_the_library(trust, lead, words):
    adapt = reverse("guidance:adapt-shape", args=["shared-people-director"])
    texts = {f"text_{field}": "Ours." for field in kinds()["role_shape"].editable}
    said = words(
        lead.post(
            adapt, {"title": "Shared by two of us", "reason": "We asked.", **texts}, follow=True
        )
    )
    assert "The shape here: Shared by two of us" in said
    forget(trust)
    assert adopted_shape(trust).fields["hard"] == "Ours."
    assert "Shared with the people director" in [
        each.title for each in entries("role_shape", trust)
    ]


def test_adopting_another_ends_the_one_before_and_keeps_it(trust, lead):
    for key in ("chief-executive", "medical-director"):
        lead.post(reverse("guidance:adopt-shape", args=[key]))
    assert adopted_shape(trust).key == "medical-director"
    assert [(each.key, each.ended_at is None) for each in Adoption.objects.order_by("pk")] == [
        ("chief-executive", False),
        ("medical-director", True),
    ]


def test_a_board_need_not_adopt_any(trust):
    assert adopted_shape(trust) is None


def test_only_those_who_write_the_role_adopt_a_shape(trust, browser):
    address = reverse("guidance:adopt-shape", args=["chief-executive"])
    assert browser(trust, "ceo").post(address).status_code == 403
    assert browser(trust, "administrator").post(address).status_code == 403
