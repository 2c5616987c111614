"""Tests of change and spread as people meet them."""

import json

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from equity_lens_web.improvement.models import ChangeNote, ChangeTest, Project


def _at(name, *args):
    return reverse(f"improvement:{name}", args=args)


def test_a_test_is_planned_from_a_change_idea_and_cannot_begin_unfinished(
    browser, project, diagram, words
):
    idea = diagram.lines.get(level=3)
    page = browser.get(_at("test-plan", project.pk), {"idea": idea.pk})
    assert f'value="{idea.words}"' in page.content.decode()
    given = {"title": idea.words, "idea": idea.pk, "begins_on": "1 5 2026"}
    said = words(browser.post(_at("test-plan", project.pk), given, follow=True))
    assert "It can begin when every part of the plan is said" in said
    test = ChangeTest.objects.get()
    assert test.idea == idea
    said = words(browser.post(_at("test-begin", test.pk), follow=True))
    assert "Say who the test leaves out." in said


def test_a_note_asks_for_one_thing_and_takes_two_minutes(browser, running, words):
    page = browser.get(_at("test-note", running.pk))
    assert "Takes about 2 minutes" in words(page)
    browser.post(_at("test-note", running.pk), {"said": "Three people rang.", "on": "2 11 2025"})
    assert ChangeNote.objects.get().said == "Three people rang."


def test_a_note_with_a_likely_nhs_number_is_held_until_it_has_been_read_again(
    browser, running, words
):
    given = {"said": "Patient 943 476 5919 rang.", "on": "2 11 2025"}
    said = words(browser.post(_at("test-note", running.pk), given))
    assert "Take out a likely NHS number" in said
    assert "Save it as it is" in said
    assert not ChangeNote.objects.exists()


def test_a_day_still_to_come_is_not_noted(browser, running, words):
    given = {"said": "Seen.", "on": "1 1 2099"}
    assert "Enter a day that has come" in words(browser.post(_at("test-note", running.pk), given))


def test_the_list_shows_a_stopped_test_as_it_shows_any_other(browser, project, running, words):
    browser.post(_at("test-stop", running.pk), {"learning": "Never opened", "on": "2 12 2025"})
    said = words(browser.get(_at("tests", project.pk)))
    assert "A. Text reminders" in said
    assert "Stopped early" in said
    assert "What was learnt Never opened" in said


def test_a_design_goes_to_another_site_and_what_is_adapted_is_shown_with_its_reason(
    browser, project, diagram, planned, words
):
    given = {
        "to": "copy",
        "site": "Eye clinic",
        "setting": "Four clinics",
        "different_here": "Older people",
    }
    said = words(browser.post(_at("spread", project.pk), given, follow=True))
    assert "each measure has the same id and the same version here as there" in said
    assert "Nothing yet: it is as it came." in said
    copy = Project.objects.get(title="Text reminders: Eye clinic")
    copy.tests_of_change.update(left_out="People who see too little to read a text")
    page = browser.get(_at("where-from", copy.pk))
    assert (
        "Test of change: Text reminders who is left out: 17% of the list, who have none "
        "who is left out: People who see too little to read a text Not said yet"
    ) in words(page)
    why = {"part": "test Text reminders", "why": "Sight decides here"}
    said = words(browser.post(_at("where-from", copy.pk), why, follow=True))
    assert "Sight decides here" in said


def test_another_trust_brings_the_file(
    browser, project, diagram, client, other_trust, member, words
):
    answer = browser.post(_at("spread", project.pk), {"to": "file", "setting": "Four clinics"})
    assert json.loads(answer.content)["setting"] == "Four clinics"
    client.force_login(member(other_trust, "qi_team"))
    file = SimpleUploadedFile("design.json", answer.content)
    given = {"file": file, "site": "Luton", "different_here": "Other languages"}
    said = words(client.post(_at("bring"), given, follow=True))
    assert "Text reminders, Test trust (synthetic)" in said
    assert Project.objects.get(organisation=other_trust).title == "Text reminders: Luton"


def test_a_file_that_is_no_design_says_what_is_wrong(browser, words):
    file = SimpleUploadedFile("design.json", b'{"kind": 1}')
    said = words(browser.post(_at("bring"), {"file": file, "site": "A", "different_here": "B"}))
    assert "This file cannot be used as a design." in said
    assert not Project.objects.exists()
