"""A driver diagram is written by pressing buttons, and read as a picture or as an outline."""

import pytest
from django.urls import reverse

from equity_lens_web.improvement.models import Driver, DriverDiagram


def _at(name, *args):
    return reverse(f"improvement:{name}", args=args)


def _outline(project):
    return list(project.driver_diagram.lines.values_list("level", "words"))


def test_a_team_begins_from_a_starter_and_makes_it_its_own(browser, project, words):
    page = words(browser.get(_at("driver-diagram", project.pk)))
    assert "Missed appointments" in page
    assert "A starter is not evidence" in page
    given = {"aim": "Fewer missed", "template": "missed-appointments"}
    said = words(browser.post(_at("driver-diagram", project.pk), given, follow=True))
    assert "Call people who have no mobile number" in said
    # Counted in guidance/data/driver_template.toml.
    assert len(_outline(project)) == 19
    assert "Begun from the starter “Missed appointments”" in words(
        browser.get(_at("driver-diagram", project.pk))
    )


@pytest.mark.parametrize(
    ("words_of_line", "move", "after"),
    [
        ("People can get there", "up", [1, 1, 2, 3]),
        ("People can get there", "in", [1, 2, 3, 2]),
        ("Call people who have no mobile number", "out", [1, 2, 2, 1]),
        ("A message that reaches everybody", "remove", [1, 1]),
    ],
)
def test_each_button_moves_a_line_with_all_that_lies_under_it(
    browser, project, diagram, words_of_line, move, after
):
    line = Driver.objects.get(words=words_of_line)
    browser.post(_at("driver-move", project.pk, line.pk), {"move": move})
    assert [level for level, _ in _outline(project)] == after


def test_a_line_that_cannot_move_stays_and_the_page_says_so(browser, project, diagram, words):
    line = diagram.lines.first()
    said = words(
        browser.post(_at("driver-move", project.pk, line.pk), {"move": "out"}, follow=True)
    )
    assert "“People know about the appointment” cannot move further that way." in said


def test_a_line_is_added_under_another_and_renamed(browser, project, diagram):
    under = Driver.objects.get(words="People can get there")
    browser.post(_at("driver-outline", project.pk), {"under": under.pk, "words": "Travel"})
    travel = Driver.objects.get(words="Travel")
    assert travel.level == 2
    browser.post(_at("driver-line", project.pk, travel.pk), {"words": "Travel and its cost"})
    assert _outline(project)[-1] == (2, "Travel and its cost")


def test_an_empty_line_says_what_to_enter(browser, project, diagram, words):
    said = words(browser.post(_at("driver-outline", project.pk), {"under": "", "words": ""}))
    assert "Enter the driver or the change idea" in said


def test_every_button_says_which_line_it_moves(browser, project, diagram):
    page = browser.get(_at("driver-outline", project.pk)).content.decode()
    assert 'Up<span class="nhsuk-u-visually-hidden">: People can get there</span>' in page


@pytest.mark.parametrize(
    ("form", "begins"), [("svg", b"<svg"), ("png", b"\x89PNG"), ("txt", b"Text reminders"), ("docx", b"PK")]
)  # fmt: skip
def test_the_diagram_goes_out_as_a_picture_and_as_an_outline(
    browser, project, diagram, form, begins
):
    answer = browser.get(_at("driver-file", project.pk, form))
    assert answer.content.startswith(begins)
    assert f"driver-diagram-text-reminders.{form}" in answer["Content-Disposition"]


def test_a_reader_sees_the_diagram_and_cannot_change_it(trust, project, diagram, signed_in, words):
    chair = signed_in(trust, "chair")
    said = words(chair.get(_at("driver-diagram", project.pk)))
    assert "Change idea: Call people who have no mobile number" in said
    assert "Change the outline" not in said
    assert chair.get(_at("driver-outline", project.pk)).status_code == 403


def test_another_trusts_line_does_not_exist(other_trust, project, diagram, signed_in):
    stranger = signed_in(other_trust, "qi_team")
    line = diagram.lines.first()
    assert stranger.post(_at("driver-move", project.pk, line.pk), {"move": "up"}).status_code == 404


def test_the_outline_of_any_length_asks_the_database_few_things(
    browser, project, diagram, django_assert_max_num_queries
):
    Driver.objects.bulk_create(
        Driver(diagram=DriverDiagram.objects.get(), place=10 + n, level=1, words=f"Driver {n}")
        for n in range(60)
    )
    with django_assert_max_num_queries(12):
        browser.get(_at("driver-outline", project.pk))
