"""On its day a gap is read again by itself; done and unchanged is a state that everyone sees."""

import datetime as dt

import pytest
from django.urls import reverse

from equity_lens_web.actions.models import Reading
from equity_lens_web.actions.needs import needs_of
from equity_lens_web.actions.services.decisions import conclude, finish, stop
from equity_lens_web.actions.services.readings import read_due_gaps
from equity_lens_web.evidence.models import Extract
from equity_lens_web.evidence.services.refreshes import mark_superseded

DUE = dt.date(2027, 4, 30)
DAY_BEFORE = dt.date(2027, 4, 29)


@pytest.fixture
def page(client, lead, decision, words):
    """The words of the decision's page."""
    client.force_login(lead)
    return lambda: words(client.get(reverse("actions:decision", args=[decision.pk])))


def _show(client, show, words):
    return words(client.get(reverse("actions:decisions", query={"show": show})))


def test_nothing_is_read_before_the_day_and_once_on_it(decision, later_figures, on_the_day):
    later_figures(0.60, -0.05)
    on_the_day(DAY_BEFORE)
    assert read_due_gaps() == 0
    on_the_day(DUE)
    assert read_due_gaps() == 1
    assert read_due_gaps() == 0
    assert Reading.objects.get().outcome == "as hoped"


def test_new_figures_are_read_by_themselves(
    decision, later_figures, on_the_day, django_capture_on_commit_callbacks
):
    on_the_day(dt.date(2027, 6, 1))
    with django_capture_on_commit_callbacks(execute=True):
        later_figures(0.60, -0.05)
    assert Reading.objects.count() == 1


def test_done_and_unchanged_is_said_in_words_on_the_list_and_the_page(
    client, decision, lead, later_figures, on_the_day, page, words
):
    finish(decision=decision, words="Both sites ring people", by=lead)
    later_figures(0.57, -0.07)
    on_the_day(DUE)
    read_due_gaps()
    assert "Done, gap unchanged" in page()
    assert "0.9 percentage points narrower" in page()
    assert "which chance alone can do. 2.0 percentage points narrower was hoped for." in page()
    assert "Trial phone booking" in _show(client, "unchanged", words)
    assert "None is like that." in _show(client, "moved", words)


def test_done_and_wider_is_listed_as_no_better(
    client, decision, lead, later_figures, on_the_day, page, words
):
    finish(decision=decision, words="Both sites ring people", by=lead)
    later_figures(0.53, -0.11)
    on_the_day(DUE)
    read_due_gaps()
    assert "Done, gap wider" in page()
    assert "Trial phone booking" in _show(client, "wider", words)


def test_without_a_newer_period_the_gap_cannot_be_read_yet(decision, on_the_day, page):
    on_the_day(DUE)
    read_due_gaps()
    assert "There are no figures yet of a later period than when this was decided." in page()


def test_a_later_refresh_reads_it_again_and_both_readings_stay(
    decision, later_figures, on_the_day, page
):
    on_the_day(DUE)
    later_figures(0.57, -0.07)
    read_due_gaps()
    later_figures(0.60, -0.05, "2027-05-31")
    read_due_gaps()
    outcomes = Reading.objects.order_by("pk").values_list("outcome", flat=True)
    assert list(outcomes) == ["unchanged", "as hoped"]
    assert "Gap unchanged" in page()
    assert "Gap narrower, as hoped" in page()


def test_a_reading_of_withdrawn_figures_is_marked_and_no_longer_counts(
    client, decision, lead, later_figures, on_the_day, page, refreshed_trust, words
):
    finish(decision=decision, words="Both sites ring people", by=lead)
    on_the_day(DUE)
    refresh = later_figures(0.57, -0.07)
    refresh.extracts.set(Extract.objects.all())
    read_due_gaps()
    mark_superseded(Extract.objects.get(), because="it held another trust's rows")
    assert "This reading no longer holds." in page()
    assert "None is like that." in _show(client, "unchanged", words)


def test_what_was_stopped_is_not_read(decision, lead, later_figures, on_the_day):
    stop(decision=decision, because="The sites closed", by=lead)
    later_figures(0.60, -0.05)
    on_the_day(DUE)
    assert read_due_gaps() == 0


def test_what_follows_from_a_reading_is_written_down(
    client, decision, later_figures, on_the_day, page, words
):
    later_figures(0.57, -0.07)
    on_the_day(DUE)
    read_due_gaps()
    assert "Write down what follows" in page()
    address = reverse("actions:conclude", args=[decision.pk])
    said = words(client.post(address, {"words": "Add transport at both sites"}, follow=True))
    assert "What we make of the gap now by hi_lead" in said
    assert "Add transport at both sites" in said


def test_whoever_has_said_what_follows_is_asked_again_only_where_something_else_became_of_it(
    decision, lead, later_figures, on_the_day
):
    membership = lead.memberships.get()
    finish(decision=decision, words="Both sites ring people", by=lead)
    on_the_day(DUE)

    def read(*figures):
        later_figures(*figures)
        read_due_gaps()
        return [need.title for need in needs_of(membership)]

    asked = ["Say what follows from: Trial phone booking and transport help at two sites"]
    assert read(0.57, -0.07) == asked
    conclude(decision=decision, words="We go on.", by=lead)
    assert read(0.57, -0.071, "2027-05-31") == []
    assert read(0.53, -0.11, "2027-06-30") == asked
