"""What the board, the sponsor and the lead read of all projects."""

import datetime as dt
import re

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from equity_lens_web.improvement.models import KeptVerdict, Project, VerdictChange
from equity_lens_web.improvement.needs import needs_of
from equity_lens_web.improvement.services.telling import mark_seen

REMINDERS = "Text reminders for outpatient appointments"


@pytest.fixture
def said(client, portfolio, people):
    """The words of a page, as the chair reads it."""

    def read(name, *args, role="chair"):
        client.force_login(people[role])
        page = client.get(reverse(name, args=args)).content.decode()
        page = re.sub(r"<svg.*?</svg>", " ", page, flags=re.S)
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))

    return read


def test_the_portfolio_says_how_many_are_judged_by_a_gap(said):
    # 15 projects are planted, one of them without a split.
    assert "14 of 15 projects (93%) judged by a gap between groups" in said("improvement:portfolio")


def test_a_pilot_past_its_end_and_work_without_a_check_wait_for_somebody(said):
    page = said("improvement:portfolio")
    assert "First review by video : past its end date with no decision" in page
    assert "5 pieces of work went ahead with no equity check" in page


def test_an_experiment_stands_apart_and_in_no_colour(said, client, portfolio):
    page = said("improvement:portfolio")
    assert (
        "Navigators in the emergency department" in page.split("Experiments within their term")[1]
    )
    html = client.get(reverse("improvement:projects")).content.decode()
    card = html.split("Navigators in the emergency department")[1].split("</article>")[0]
    assert "nhsuk-tag--white" in card
    assert "nhsuk-tag--red" not in card


def test_stopped_work_has_the_same_card_as_work_that_spread(said, client):
    said("improvement:projects")
    html = client.get(reverse("improvement:projects")).content.decode()
    cards = re.findall(r'<article class="([^"]+)"', html)
    assert len(cards) == 15
    assert set(cards) == {"app-card"}


def test_work_that_was_checked_only_after_it_began_is_listed_and_says_so(said):
    page = said("improvement:unchecked")
    assert "5 of 15 pieces of work went ahead" in page
    assert "Checked later : Theatre lists that start on time" in page


def test_a_decision_is_begun_from_a_verdict_by_who_may_record_one(said, client, portfolio):
    project = portfolio.projects.get(title=REMINDERS)
    assert "Decide on this gap" in said("improvement:project", project.pk, role="qi_team")
    html = client.get(reverse("improvement:project", args=[project.pk])).content.decode()
    href = re.search(r'href="([^"]+from=verdict[^"]+)"', html)[1].replace("&amp;", "&")
    assert "about=Text+reminders+for+outpatient+appointments" in href
    assert client.get(href).status_code == 200
    assert "Decide on this gap" not in said("improvement:project", project.pk)


def test_at_month_six_the_project_says_widening_though_the_average_improved(said, portfolio):
    project = Project.objects.get(title=REMINDERS)
    month_six = KeptVerdict.objects.get(measure=project.split, on="2026-04")
    page = said("improvement:verdict", project.pk, month_six.pk)
    assert "The average hides this." in page
    assert (
        "The gap grew by 1.5 percentage points (95% interval 0.5 to 2.5), from 8.1 to 9.6." in page
    )
    assert "About 215 more appointments" in page


def test_month_twelve_shows_the_new_baseline_with_its_reason(said):
    project = Project.objects.get(title=REMINDERS)
    page = said("improvement:project", project.pk)
    assert "This is a new baseline. Reason given: A second test began" in page
    assert "nobody can change a verdict" in page


def test_no_page_offers_to_change_a_verdict_and_the_database_refuses(portfolio):
    kept = KeptVerdict.objects.first()
    with pytest.raises(DatabaseError), transaction.atomic():
        KeptVerdict.objects.filter(pk=kept.pk).update(word="narrowing")
    with pytest.raises(DatabaseError), transaction.atomic():
        kept.delete()


def test_the_lead_is_told_of_each_new_verdict_until_it_was_read(portfolio, people):
    lead = portfolio.memberships.get(role="hi_lead")
    told = [need.title for need in needs_of(lead) if need.title.startswith("The verdict on")]
    assert [title for title in told if REMINDERS in title] == [
        f"The verdict on “{REMINDERS}” is now “narrowing”"
    ]
    mark_seen(project=Project.objects.get(title=REMINDERS), by=people["hi_lead"])
    assert not any(REMINDERS in need.title for need in needs_of(lead) if "verdict" in need.title)


def test_the_lead_is_first_told_what_widens_and_is_not_asked_for_the_upkeep_of_others(portfolio):
    needs = needs_of(portfolio.memberships.get(role="hi_lead"))
    dated = [need.title for need in needs if "verdict" in need.title and need.due is not None]
    assert dated
    assert all(title.endswith("is now “widening”") for title in dated)
    assert not any(need.title.startswith(("Review", "Bring")) for need in needs)


def test_the_changes_of_journey_3_are_kept_in_order(portfolio):
    changes = VerdictChange.objects.filter(project__title=REMINDERS)
    assert [(each.was, each.now) for each in changes] == [
        ("too early", "widening"),
        ("widening", "narrowing"),
    ]


def test_whoever_runs_a_project_is_asked_for_its_decision_and_its_review(portfolio, monkeypatch):
    today = dt.date(2026, 11, 25)
    monkeypatch.setattr("equity_lens_web.design_system.moments.today", lambda: today)
    needs = {need.title: need for need in needs_of(portfolio.memberships.get(role="qi_team"))}
    decision = needs["Decide: stop, adapt or spread “First review by video”"]
    assert decision.due == dt.date(2026, 8, 31)
    assert f"Review the equity check of “{REMINDERS}”" in needs


@pytest.mark.parametrize(("name", "most"), [("portfolio", 16), ("projects", 12), ("unchecked", 14)])
def test_pages_of_all_projects_ask_the_database_a_bounded_number_of_times(
    name, most, client, portfolio, people, django_assert_max_num_queries
):
    client.force_login(people["chair"])
    with django_assert_max_num_queries(most):
        assert client.get(reverse(f"improvement:{name}")).status_code == 200


def test_a_projects_page_asks_a_bounded_number_of_times(
    client, portfolio, people, django_assert_max_num_queries
):
    client.force_login(people["chair"])
    project = Project.objects.get(title=REMINDERS)
    with django_assert_max_num_queries(22):
        client.get(reverse("improvement:project", args=[project.pk]))


def test_what_a_person_needs_is_asked_in_six_queries(portfolio, django_assert_max_num_queries):
    membership = portfolio.memberships.select_related("organisation", "person").get(role="qi_team")
    with django_assert_max_num_queries(6):
        needs_of(membership)


def test_a_projects_page_leads_to_its_changes_its_front_line_and_its_case_study(
    client, portfolio, people
):
    project = Project.objects.get(title=REMINDERS)
    client.force_login(people["qi_team"])
    page = client.get(reverse("improvement:project", args=[project.pk])).content.decode()
    doors = (
        "Driver diagram",
        "Tests of change",
        "Ideas, huddle cards and thanks",
        "Make a case study",
    )
    assert all(title in page for title in doors)
    client.force_login(people["clinician"])
    page = client.get(reverse("improvement:project", args=[project.pk])).content.decode()
    assert "Make a case study" not in page
