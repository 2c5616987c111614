"""A test of change says first what it expects and whom it leaves out; afterwards nothing is rewritten."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from equity_lens.errors import EquityLensError
from equity_lens_web.audit.models import Event
from equity_lens_web.improvement.models import ChangeTest
from equity_lens_web.improvement.presenters import tests_of_change as present
from equity_lens_web.improvement.services import tests_of_change as services


def test_a_test_without_a_prediction_or_who_is_left_out_cannot_begin(project, team):
    test = services.plan_test(
        project=project, title="Calls", begins_on=dt.date(2026, 5, 1), by=team,
        plan="Call them", included="People with no mobile number",
    )  # fmt: skip
    with pytest.raises(EquityLensError) as refused:
        services.begin_test(test=test, by=team)
    assert refused.value.faults == (
        "Say what you expect to see, and by how much.",
        "Say who the test leaves out.",
    )
    test.refresh_from_db()
    assert test.state == ChangeTest.State.PLANNED


def test_the_database_refuses_a_test_that_began_without_a_prediction(planned):
    planned.prediction, planned.state, planned.began_on = "", "running", dt.date(2025, 11, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        planned.save()


def test_a_prediction_cannot_be_changed_once_the_test_has_begun(running, team):
    with pytest.raises(EquityLensError, match="prediction and plan stay as they were"):
        services.change_plan(test=running, by=team, prediction="What came, of course")


def test_what_came_is_kept_beside_what_was_predicted(running, team):
    services.note(test=running, said="Three people rang to say thank you.", by=team)
    services.end_test(
        test=running, happened="8.1% are missed; the gap grew.", against_prediction="mixed",
        learning="A text does not reach people with no mobile number.", next_step="adapt",
        by=team, on=dt.date(2026, 4, 30),
    )  # fmt: skip
    card = present.card(running)
    assert ("Expected to see", "Fewer than 8 in 100 appointments are missed.") in card.plan
    assert ("Beside what was expected", "Better for some people, worse for others") in card.result
    assert card.when == "1 November 2025 to 30 April 2026"
    with pytest.raises(EquityLensError, match="does not run"):
        services.note(test=running, said="Later", by=team)


def test_a_test_that_is_stopped_keeps_what_was_learnt(running, team):
    services.stop_test(test=running, learning="The letters were never opened.", by=team)
    assert present.card(running).result == [("What was learnt", "The letters were never opened.")]


def test_its_history_says_what_was_changed_in_the_plan(planned, team):
    services.change_plan(test=planned, by=team, left_out="People with no telephone")
    services.begin_test(test=planned, by=team)
    told = [(step.get_what_display(), changed) for step, changed in present.history(planned)]
    assert told == [
        ("Planned", []),
        ("Plan changed", [("Leaves out", "17% of the list, who have none", "People with no telephone")]),
        ("Begun", []),
    ]  # fmt: skip


def test_a_chart_marks_the_tests_that_ran_in_the_month_they_began(running, project, team):
    services.plan_test(project=project, title="Not yet", begins_on=dt.date(2027, 1, 1), by=team)
    assert present.marks(project) == [("2025-11", "Text reminders")]
    assert [card.letter for card in present.cards(project.tests_of_change.in_turn())] == ["A", ""]


def test_a_reader_cannot_plan_and_no_word_of_a_note_is_in_the_audit(
    trust, project, running, member, team
):
    with pytest.raises(PermissionDenied):
        services.plan_test(
            project=project, title="Mine", begins_on=dt.date(2026, 5, 1), by=member(trust, "chair")
        )
    services.note(test=running, said="Words of a person", by=team)
    assert "Words of a person" not in str(list(Event.objects.values_list("about", "detail")))
